import { Text, View } from '@tarojs/components'
import { type AskedOfMe, type Receipt, SOURCE_WORDS } from '@gezhong/shared/people/reports/contract'
import { go } from '../../platform/navigation.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Row } from '../../ui/row.tsx'
import { Tag } from '../../ui/tag.tsx'
import { dropWaiting, useWaiting, type Waiting } from './outbox.ts'
import { reportPath } from './report-path.ts'
import { receivedAt, reportWords, stands, VERDICT_TONES } from './standing-words.ts'
import './household-cards.css'

interface Place {
  householdId: string
  rollId: string
}

type Answer = { kind: 'kept'; waiting: Waiting } | { kind: 'received'; receipt: Receipt } | null

/** What the household has answered in a roll: on this phone still, or received; null when it has not. */
export function useAnswer({ householdId, rollId }: Place, receipt: Receipt | null): Answer {
  const waiting = useWaiting().find((item) => item.householdId === householdId && item.rollId === rollId)
  if (waiting !== undefined) return { kind: 'kept', waiting }
  return receipt !== null && stands(receipt.report) ? { kind: 'received', receipt } : null
}

interface Props extends Place {
  answer: NonNullable<Answer>
  replacedOwn: AskedOfMe['replacedOwn']
}

/** The answer as it stands, and the way to change it. */
export function OwnAnswer({ answer, replacedOwn, householdId, rollId }: Props) {
  const write = () => go(reportPath(rollId, householdId))
  if (answer.kind === 'kept') {
    const { waiting } = answer
    if (waiting.refusal === null)
      return <Row title="已存在手机里" note="有网就自动上报，不用再填" end={<Tag tone="warn">等网络</Tag>} />
    const again = () => {
      dropWaiting(waiting.id)
      write()
    }
    return (
      <>
        <Banner tone="bad" title="刚才存的上报没有收下" text={waiting.refusal} />
        <Button onPress={again}>重新填一次</Button>
      </>
    )
  }
  const { report, sentence } = answer.receipt
  return (
    <>
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
    </>
  )
}
