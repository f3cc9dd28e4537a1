import { Text, View } from '@tarojs/components'
import type { HouseholdRounds } from '@gezhong/shared/people/own-rounds/contract'
import type { AskedOfMe, MyHousehold } from '@gezhong/shared/people/reports/contract'
import type { Household } from '@gezhong/shared/people/ledger/contract'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Row } from '../../ui/row.tsx'
import { displayDoor } from '@gezhong/shared/people/door'
import { RoundCard } from '../own-rounds/round-card.tsx'
import { AskCard } from './ask-card.tsx'
import { OwnAnswer, useAnswer } from './own-answer.tsx'
import './household-cards.css'

interface Props {
  mine: MyHousehold
  /** Its rounds of tests; a roll that is one stands there and not among the rolls. */
  tests: HouseholdRounds | undefined
  /** A second household of the same person says which door it is. */
  named: boolean
}

/** One household of mine: its rounds, each roll that asks it and what I said, then what the ledger holds of us. */
export function HouseholdCards({ mine, tests, named }: Props) {
  const { household, asked } = mine
  const rounds = tests?.rounds ?? []
  const answered = (rollId: string) => asked.find(({ roll }) => roll.id === rollId)
  const rolls = asked.filter(({ roll }) => !rounds.some(({ id }) => id === roll.id))
  return (
    <>
      {named && <View className="household-door">{displayDoor(household.door)}</View>}
      {rounds.map((round, index) => (
        <RoundCard
          key={round.id}
          household={household}
          round={round}
          // An exemption is for all rounds of its days: it stands once.
          asks={index === 0 ? (tests?.asks ?? []) : []}
          asked={answered(round.id)}
        />
      ))}
      {rolls.length === 0 && rounds.length === 0 && (
        <Card>
          <Empty icon="done" title="现在不用上报" text="有新的点名时，这里会出现上报按钮" />
        </Card>
      )}
      {rolls.map((one) => (
        <RollCard key={one.roll.id} household={household} asked={one} />
      ))}
      <Card title="我家登记的情况">
        <Row
          title="常住人数"
          end={<Text className="num">{household.headcount === null ? '还没登记' : `${household.headcount} 人`}</Text>}
        />
        <Row
          title="联系电话"
          end={
            <Text className="num">{household.phonesMasked.length === 0 ? '还没登记' : household.phonesMasked[0]}</Text>
          }
        />
        <View className="household-word">不对的话，上报时写成现在的，网格员核对后会改。</View>
      </Card>
    </>
  )
}

function RollCard({ household, asked }: { household: Household; asked: AskedOfMe }) {
  const { roll, receipt, replacedOwn } = asked
  const place = { householdId: household.id, rollId: roll.id }
  const answer = useAnswer(place, receipt)
  if (answer === null) return <AskCard household={household} roll={roll} />
  return (
    <Card title={roll.title}>
      <OwnAnswer answer={answer} replacedOwn={replacedOwn} {...place} />
    </Card>
  )
}
