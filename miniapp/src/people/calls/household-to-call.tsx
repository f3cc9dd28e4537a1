import { Text, View } from '@tarojs/components'
import { CLAIM_MINUTES, type FollowUpWhole } from '@gezhong/shared/people/follow-ups/contract'
import { displayDoor } from '@gezhong/shared/people/door'
import { Card } from '../../ui/card.tsx'
import { Tag } from '../../ui/tag.tsx'
import { Dial } from '../dial.tsx'
import { lastWords, missingWords, namesMissing, roundWords } from './call-words.ts'

/** The household in hand: its door, who is missing of it, what is known, and the number. */
export function HouseholdToCall({ followUp }: { followUp: FollowUpWhole }) {
  const { householdId, door, rounds, care, note, attempts, claim, phonesMasked, state, responsible } = followUp
  const names = namesMissing(followUp)
  const last = lastWords(followUp)
  return (
    <Card>
      <View className="call-head">
        <View className="call-door" role="heading" aria-level="2">
          {displayDoor(door)}
        </View>
        {attempts > 0 && <Tag tone="warn" icon="phone">{`第 ${attempts + 1} 次`}</Tag>}
      </View>
      {rounds.map((round) => (
        <View key={round.rollId} className="call-round">
          {rounds.length > 1 && <Text className="call-title">{round.title}</Text>}
          <Text>{roundWords(round)}</Text>
          <Text className="call-dot"> · </Text>
          <Text className="call-missing">{missingWords(round)}</Text>
        </View>
      ))}
      {rounds.length === 0 && <View className="call-round">这户刚刚齐了，不用再打</View>}
      {names.length > 0 && <View className="call-names">{`还差：${names.join('、')}`}</View>}
      <View className="call-chips">
        {care && (
          <Tag tone="bad" icon="alert">
            {note === '' ? '要照护' : note}
          </Tag>
        )}
        {!care && note !== '' && <Tag tone="mute">{note}</Tag>}
        {last !== null && <Tag tone="mute">{last}</Tag>}
        {state === 'visit' && <Tag tone="warn">{`要上门 · ${responsible?.name ?? '还没有包保人'}`}</Tag>}
        {claim?.mine === true && <Tag tone="mute" icon="lock">{`由你锁定 ${CLAIM_MINUTES} 分钟`}</Tag>}
      </View>
      <Dial of={{ householdId }} door={door} phonesMasked={phonesMasked} shape="huge" />
      {phonesMasked.length === 0 && <View className="call-no-phone">没有登记电话，请按“要上门”</View>}
    </Card>
  )
}
