import { View } from '@tarojs/components'
import { useState } from 'react'
import { householdReports, myHouseholds, type Receipt, withdrawReport } from '@gezhong/shared/people/reports/contract'
import { listStanding, rollProgress } from '@gezhong/shared/people/rolls/contract'
import { call } from '../../platform/api.ts'
import { outdate } from '../../platform/queries.ts'
import { useWrite } from '../../platform/use-write.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button, Buttons } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Marked } from '../../ui/marked.tsx'
import { displayDoor } from '@gezhong/shared/people/door'
import { receivedAt, reportWords, stands, VERDICT_TONES } from './standing-words.ts'
import './receipt-card.css'

interface Props {
  receipt: Receipt | 'kept'
  onAgain: () => void
  onChanged: (receipt: Receipt) => void
  onClose: () => void
}

/** What the household reads after reporting: received, how it was matched, and how to change one's mind. */
export function ReceiptCard({ receipt, onAgain, onChanged, onClose }: Props) {
  if (receipt === 'kept') {
    return (
      <Card>
        <View className="receipt receipt-warn">
          <Icon name="clock" />
          <View className="receipt-main">已存在手机里</View>
          <View className="receipt-sentence">现在没有网络，有网就自动上报，不用再填</View>
        </View>
        <Button onPress={onClose}>好</Button>
      </Card>
    )
  }
  return <ReceivedCard receipt={receipt} onAgain={onAgain} onChanged={onChanged} onClose={onClose} />
}

function ReceivedCard({ receipt, onAgain, onChanged, onClose }: Props & { receipt: Receipt }) {
  const { report, sentence } = receipt
  const [asking, setAsking] = useState(false)
  const withdrawing = useWrite((id: string, key) =>
    call(withdrawReport, { params: { id }, idempotencyKey: key }).then((answer) => {
      outdate(myHouseholds, householdReports, rollProgress, listStanding)
      return answer
    }),
  )
  const withdraw = async () => {
    const answer = await withdrawing.run(report.id)
    setAsking(false)
    if (answer !== null) onChanged(answer)
  }
  const valid = stands(report)
  return (
    <Card>
      <View className={`receipt receipt-${VERDICT_TONES[report.verdict]}`} role="status">
        <Icon name={valid ? 'done' : 'cross'} />
        <View className="receipt-main">{reportWords(report)}</View>
        <View className="receipt-sentence">{sentence}</View>
        <View className="receipt-note">
          {[report.door && displayDoor(report.door), receivedAt(report.at), report.byName].filter(Boolean).join(' · ')}
        </View>
      </View>
      {report.text !== '' && <Marked pieces={[{ text: `您写的：${report.text}`, read: false }]} />}
      {withdrawing.problem !== null && <Banner tone="bad" title={withdrawing.problem} />}
      <View className="receipt-actions">
        <Button onPress={onClose}>好了</Button>
        <Buttons>
          <Button kind="plain" onPress={onAgain}>
            {valid ? '改一改' : '重新上报'}
          </Button>
          {valid && (
            <Button kind="danger" onPress={() => setAsking(true)}>
              取消上报
            </Button>
          )}
        </Buttons>
      </View>
      {asking && (
        <Confirm
          title="取消这次上报？"
          text="取消后，这一户又算还没报。"
          yes="取消上报"
          no="先不取消"
          danger
          busy={withdrawing.busy}
          onYes={() => void withdraw()}
          onNo={() => setAsking(false)}
        />
      )}
    </Card>
  )
}
