import { useEffect, useState } from 'react'
import { livesIn, ownHouseholds, type Actor } from '@gezhong/shared/actor'
import { displayDoor } from '@gezhong/shared/people/door'
import { type HouseholdTests, householdTests } from '@gezhong/shared/people/antigen/contract'
import { ConnectionBar } from '../../home/connection-bar.tsx'
import { AskNotice } from '../../home/privacy/ask-notice.tsx'
import { useToAgreeTo } from '../../home/privacy/use-notices.ts'
import { restartAt, showTop } from '../../platform/navigation.ts'
import { usePageParams } from '../../platform/page-params.ts'
import { useActor } from '../../platform/session.ts'
import { POLL_MS, useRead } from '../../platform/use-read.ts'
import { Awaited } from '../../ui/awaited.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Page } from '../../ui/page.tsx'
import { PeopleCard } from './people-card.tsx'
import { StepsCard } from './steps-card.tsx'
import { TellSheet, type Whom } from './tell-sheet.tsx'
import { ToldCard } from './told-card.tsx'
import { useTelling } from './use-telling.ts'
import { WaitingCard } from './waiting-card.tsx'

/** Test oneself at home and tell it, one person at a time; as a worker, for a household without a phone. */
export default function AntigenPage() {
  const { round: roundId = '', household: householdId = '' } = usePageParams()
  const actor = useActor()
  const params = { id: roundId, householdId }
  const { data, error, refetch } = useRead(householdTests, { params }, { keep: true, every: 3 * POLL_MS })
  const [asked] = useToAgreeTo('who-was-tested')
  useEffect(() => {
    if (actor === null) restartAt('/home/sign-in/sign-in')
  }, [actor])
  if (actor === null) return null
  const own = livesIn(actor, householdId)
  const title = asked !== undefined ? asked.title : own ? '抗原自测' : '替这户报抗原'
  const place = [data && displayDoor(data.door), data?.title].filter(Boolean).join(' · ')
  return (
    <Page back title={title} subtitle={place} bar={<ConnectionBar />}>
      {asked !== undefined && <AskNotice key={asked.kind} notice={asked} onAnswered={showTop} />}
      {asked === undefined && data === undefined && <Awaited error={error} rows={4} onRetry={() => void refetch()} />}
      {asked === undefined && data !== undefined && <TestsOf actor={actor} household={data} />}
    </Page>
  )
}

function TestsOf({ actor, household }: { actor: Actor; household: HouseholdTests }) {
  const telling = useTelling(household.roundId, household.householdId)
  const [whom, setWhom] = useState<Whom | null>(null)
  const isOpen = household.state === 'open'
  // Their own people send a photo always.
  const inPost = !ownHouseholds(actor).includes(household.householdId)
  return (
    <>
      {!isOpen && <Banner tone="info" title="这一轮已经结束" text="现在报的照样算，会标成晚到" />}
      {telling.full && <Banner tone="bad" title="手机存满了，照片只在屏幕上" text="先别关页面，连上网等它送完" />}
      {household.kits === 0 && household.missing > 0 && (
        <Banner tone="info" title="还没登记领到试剂" text="手上有试剂就可以测；没有的，问网格员要" />
      )}
      <WaitingCard telling={telling} />
      <PeopleCard household={household} waiting={telling.waiting} onChoose={setWhom} />
      <StepsCard />
      <ToldCard tests={household.tests} canUndo={isOpen || inPost} />
      {whom !== null && (
        <TellSheet
          whom={whom}
          inPost={inPost}
          onClose={() => setWhom(null)}
          onTell={(told) => {
            setWhom(null)
            showTop()
            void telling.tell(whom, told)
          }}
        />
      )}
    </>
  )
}
