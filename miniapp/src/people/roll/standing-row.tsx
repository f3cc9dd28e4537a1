import { Text, View } from '@tarojs/components'
import { wallClock } from '@gezhong/shared/civil-day'
import type { RollQuestion, Standing } from '@gezhong/shared/people/rolls/contract'
import { standingWord } from '@gezhong/shared/people/rolls/still-missing'
import { pressable } from '../../ui/press.ts'
import { Tag } from '../../ui/tag.tsx'
import { WholeNumbers } from '../../ui/whole-numbers.tsx'
import { Dial } from '../dial.tsx'
import { STATE_TONES } from './state-tones.ts'
import { displayDoor } from '@gezhong/shared/people/door'

/** `台账 4 人，报了 3 人`, with what is unknown left out. */
export function countWords({ headcount, reported }: Pick<Standing, 'headcount' | 'reported'>): string {
  const ledger = headcount === null ? '台账没有人数' : `台账 ${headcount} 人`
  return reported === null ? ledger : `${ledger}，报了 ${reported} 人`
}

export function StandingTag({ standing, question }: { standing: Standing; question: RollQuestion }) {
  const { state } = standing
  const isSilent = state === 'missing' && standing.stillMissing === 0
  return (
    <Tag tone={STATE_TONES[state]} {...(isSilent ? { icon: 'clock' as const } : {})}>
      {standingWord(standing, question)}
    </Tag>
  )
}

interface Props {
  standing: Standing
  question: RollQuestion
  /** In a list of all kinds each says how it stands. */
  mixed: boolean
  onOpen: (standing: Standing) => void
}

export function StandingRow({ standing, question, mixed, onOpen }: Props) {
  const { door, state, priority, note, responsibleName, reportedAt, phonesMasked } = standing
  const when = reportedAt === null ? null : wallClock(new Date(reportedAt))
  const phone = phonesMasked[0] ?? (state === 'excused' ? null : '没有电话，要上门')
  return (
    <View className="standing">
      <View
        className="standing-words"
        {...pressable(() => onOpen(standing), { label: `${displayDoor(door)}，${countWords(standing)}，打开` })}
      >
        <View className="standing-head">
          <Text className="standing-door">{displayDoor(door)}</Text>
          {priority && (
            <Tag tone="bad" icon="alert">
              优先
            </Tag>
          )}
          {(mixed || state === 'differs' || (state === 'missing' && standing.stillMissing > 0)) && (
            <StandingTag standing={standing} question={question} />
          )}
          {note !== '' && <Tag tone="mute">{note}</Tag>}
        </View>
        <Text className="standing-note num">
          <WholeNumbers>{[countWords(standing), when ?? phone].filter(Boolean).join(' · ')}</WholeNumbers>
        </Text>
        {state === 'missing' && responsibleName !== null && (
          <Text className="standing-note">{`包保：${responsibleName}`}</Text>
        )}
      </View>
      {state !== 'excused' && (
        <Dial of={{ householdId: standing.householdId }} door={door} phonesMasked={phonesMasked} shape="pill" />
      )}
    </View>
  )
}
