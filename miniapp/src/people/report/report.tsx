import { useState } from 'react'
import { readHousehold } from '@gezhong/shared/people/ledger/contract'
import { householdReports, type Receipt, type Report } from '@gezhong/shared/people/reports/contract'
import { listRolls, type Roll } from '@gezhong/shared/people/rolls/contract'
import { livesIn } from '@gezhong/shared/actor'
import { sentenceOf } from '../../platform/api.ts'
import { goBack, showTop } from '../../platform/navigation.ts'
import { usePageParams } from '../../platform/page-params.ts'
import { useActor } from '../../platform/session.ts'
import { useRead } from '../../platform/use-read.ts'
import { ConnectionBar } from '../../home/connection-bar.tsx'
import { AskNotice } from '../../home/privacy/ask-notice.tsx'
import { useToAgreeTo } from '../../home/privacy/use-notices.ts'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { displayDoor } from '@gezhong/shared/people/door'
import { useAskToBeTold } from '../reminders/use-ask-to-be-told.ts'
import { ReceiptCard } from './receipt-card.tsx'
import { ReportForm } from './report-form.tsx'
import { stands } from './standing-words.ts'

/** The latest word of a household that still stands. */
function standing(reports: readonly Report[] | undefined): Report | null {
  const standing = (reports ?? []).filter((report) => report.verdict !== 'superseded' && stands(report))
  return standing[standing.length - 1] ?? null
}

/** Report for my own household, or as staff for one that cannot do it itself. */
export default function ReportPage() {
  const { roll: rollId = '', household: householdId = '' } = usePageParams()
  const actor = useActor()
  const household = useRead(readHousehold, { params: { id: householdId } }, { keep: true })
  const reports = useRead(householdReports, { params: { id: rollId, householdId } })
  const rolls = useRead(listRolls, {}, { keep: true })
  const [receipt, setReceipt] = useState<Receipt | 'kept' | null>(null)
  const own = actor !== null && livesIn(actor, householdId)
  const askToBeTold = useAskToBeTold(own)
  const roll: Roll | undefined = rolls.data?.rolls.find(({ id }) => id === rollId)
  const tested = roll?.question === 'who-was-tested'
  const [asked] = useToAgreeTo(roll?.question)
  const door = household.data === undefined ? '' : displayDoor(household.data.door)
  const failed = household.error ?? null
  return (
    <Page
      back
      title={asked !== undefined ? asked.title : own ? '上报' : '代报'}
      subtitle={[door, roll?.title].filter(Boolean).join(' · ')}
      bar={<ConnectionBar />}
    >
      {household.data === undefined && failed === null && (
        <Card>
          <Skeleton rows={4} />
        </Card>
      )}
      {household.data === undefined && failed !== null && (
        <Card>
          <Empty
            icon="offline"
            title="没有打开这一户"
            text={sentenceOf(failed)}
            action={{ word: '再试一次', onPress: () => void household.refetch() }}
          />
        </Card>
      )}
      {household.data !== undefined &&
        (receipt !== null ? (
          <ReceiptCard
            receipt={receipt}
            onAgain={() => setReceipt(null)}
            onChanged={setReceipt}
            onClose={() => void askToBeTold().then(goBack)}
          />
        ) : asked !== undefined ? (
          <AskNotice key={asked.kind} notice={asked} onAnswered={showTop} />
        ) : (
          <ReportForm
            rollId={rollId}
            household={household.data}
            tested={tested}
            said={standing(reports.data?.reports)}
            own={own}
            onDone={setReceipt}
          />
        ))}
    </Page>
  )
}
