import { Text, View } from '@tarojs/components'
import { type AskedOfMe, SOURCE_WORDS, type MyHousehold } from '@gezhong/shared/people/reports/contract'
import type { Household } from '@gezhong/shared/people/ledger/contract'
import { go } from '../../platform/navigation.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Row } from '../../ui/row.tsx'
import { Tag } from '../../ui/tag.tsx'
import { displayDoor } from '@gezhong/shared/people/door'
import { dropWaiting, useWaiting } from './outbox.ts'
import { receivedAt, reportWords, stands, VERDICT_TONES } from './standing-words.ts'
import { AskCard } from './ask-card.tsx'
import { reportPath } from './report-path.ts'
import './household-cards.css'

interface Props {
  mine: MyHousehold
  /** A second household of the same person says which door it is. */
  named: boolean
}

/** One household of mine: each roll that asks it and what I said, then what the ledger holds of us. */
export function HouseholdCards({ mine, named }: Props) {
  const { household, asked } = mine
  return (
    <>
      {named && <View className="household-door">{displayDoor(household.door)}</View>}
      {asked.length === 0 && (
        <Card>
          <Empty icon="done" title="现在不用上报" text="有新的点名时，这里会出现上报按钮" />
        </Card>
      )}
      {asked.map((one) => (
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
  const waiting = useWaiting().find((item) => item.householdId === household.id && item.rollId === roll.id)
  const write = () => go(reportPath(roll.id, household.id))
  if (waiting?.refusal != null) {
    const again = () => {
      dropWaiting(waiting.id)
      write()
    }
    return (
      <Card title={roll.title}>
        <Banner tone="bad" title="刚才存的上报没有收下" text={waiting.refusal} />
        <Button onPress={again}>重新填一次</Button>
      </Card>
    )
  }
  if (waiting !== undefined) {
    return (
      <Card title={roll.title}>
        <Row title="已存在手机里" note="有网就自动上报，不用再填" end={<Tag tone="warn">等网络</Tag>} />
      </Card>
    )
  }
  if (receipt === null || !stands(receipt.report)) return <AskCard household={household} roll={roll} />
  const { report, sentence } = receipt
  return (
    <Card title={roll.title}>
      <View className="said">
        <View className="said-words">
          <Text className={`said-main said-${VERDICT_TONES[report.verdict]}`}>
            {report.verdict === 'matched' ? `✓ ${reportWords(report)}` : reportWords(report)}
          </Text>
          <Text className="said-note">{`${sentence} · ${SOURCE_WORDS[report.source]} · ${receivedAt(report.at)}`}</Text>
        </View>
        <Button kind="plain" shape="pill" label="修改上报" onPress={write}>
          修改
        </Button>
      </View>
      {replacedOwn !== null && (
        <Banner
          tone="warn"
          title={replacedOwn.headcount === null ? '您自己报过' : `您自己报的是 ${replacedOwn.headcount} 人`}
          text={`${SOURCE_WORDS[report.source]}后来写的不一样，现在按后来的算。不对就点“修改”，按您的算`}
        />
      )}
    </Card>
  )
}
