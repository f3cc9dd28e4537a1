import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Household } from '@gezhong/shared/people/ledger/contract'
import type { Roll } from '@gezhong/shared/people/rolls/contract'
import { QUESTION_ASKED } from '@gezhong/shared/people/rolls/roll-words'
import { AskNotice } from '../../home/privacy/ask-notice.tsx'
import { useToAgreeTo } from '../../home/privacy/use-notices.ts'
import { buzz } from '../../platform/notice.ts'
import { go } from '../../platform/navigation.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button, Buttons } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { reportPath } from './report-path.ts'
import { useReporting } from './use-reporting.ts'
import './household-cards.css'

interface Props {
  household: Household
  roll: Roll
}

/**
 * One tap answers as the household always is. What has to be agreed to first is asked in a sheet; once nothing is in the
 * way, the answer that was tapped goes out, and whoever does not agree is where they were.
 */
export function AskCard({ household, roll }: Props) {
  const usual = household.headcount
  const tested = roll.question === 'who-was-tested'
  const reporting = useReporting({ rollId: roll.id, householdId: household.id, door: household.door })
  const toAgreeTo = useToAgreeTo(roll.question)
  const [first] = toAgreeTo
  const [tapped, setTapped] = useState<number | null>(null)
  const send = async (headcount: number) => {
    if ((await reporting.run({ headcount, phone: '', remark: '' })) !== null) buzz()
  }
  const tap = (headcount: number) => (first === undefined ? void send(headcount) : setTapped(headcount))
  const write = () => go(reportPath(roll.id, household.id))
  const declined = tested && first?.kind === 'test-status' && first.answer !== null
  return (
    <Card title={roll.title} note={`${QUESTION_ASKED[roll.question]}？`}>
      <View className="ask">
        <Text className="ask-main">还没上报</Text>
        <Text className="ask-note">
          {usual === null ? '请写上几个人' : `${tested ? '家里' : '上次'}登记 ${usual} 人`}
        </Text>
      </View>
      {declined && <Banner tone="info" title="您没同意网上报检测" text="网格员会当面来登记。别的上报不受影响" />}
      {reporting.problem !== null && <Banner tone="bad" title={reporting.problem} />}
      {usual === null || usual === 0 ? (
        <Button onPress={write}>我要上报</Button>
      ) : (
        <Buttons>
          <Button busy={reporting.busy} onPress={() => tap(usual)}>
            {tested ? `${usual} 人都做了检测` : `还是 ${usual} 人`}
          </Button>
          <Button kind="plain" onPress={write}>
            有变化
          </Button>
        </Buttons>
      )}
      {tapped !== null && first !== undefined && (
        <Sheet title={first.title} onClose={() => setTapped(null)}>
          <AskNotice
            key={first.kind}
            notice={first}
            onAnswered={(agreed) => {
              // Agreed to the first of two, the second takes its place in the sheet.
              if (agreed && toAgreeTo.length > 1) return
              setTapped(null)
              if (agreed) void send(tapped)
            }}
          />
        </Sheet>
      )}
    </Card>
  )
}
