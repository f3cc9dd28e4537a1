import { useEffect } from 'react'
import { usePullDownRefresh, useDidShow } from '../../platform/page-events.ts'
import { hasRole, STAFF_ROLES } from '@gezhong/shared/actor'
import { STALL_ROLES } from '@gezhong/shared/supplies/stalls/contract'
import { endPullDown, go, restartAt } from '../../platform/navigation.ts'
import { queries } from '../../platform/queries.ts'
import { useActor } from '../../platform/session.ts'
import { RunsEntry } from '../../supplies/run/runs-entry.tsx'
import { stallPath } from '../../supplies/supplies-paths.ts'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { ConnectionBar } from '../connection-bar.tsx'
import { FindHome } from '../find-home/find-home.tsx'
import { AskedFirst } from '../privacy/asked-first.tsx'
import { ReadingSizePill } from '../reading-size-pill.tsx'
import { sendAll } from '../send-all.ts'
import { takeSharedStall } from '../share/shared-stall.ts'
import { usePassingOn } from '../share/use-passing-on.ts'
import { Tabs } from '../tabs.tsx'
import { ResidentToday } from './resident-today.tsx'
import { StaffToday } from './staff-today.tsx'

/** Whose work is given by word of mouth: what is to be done, and whom to ask. */
const DUTIES = [
  {
    role: 'volunteer',
    icon: 'people',
    text: '您是志愿者。网格员把菜分给您送，这一页就有；别的事由您网格的网格长当面或打电话安排。有人家问您怎么上报，请他找网格员。',
  },
  {
    role: 'guard',
    icon: 'people',
    text: '您在卡口值守。谁能进出按卡口贴出的规定办，拿不准的，当场打电话问专班。这里暂时没有要您填的。',
  },
] as const

/** The first screen, shaped by what the person is. */
export default function Today() {
  const actor = useActor()
  usePassingOn(actor)
  useDidShow(sendAll)
  usePullDownRefresh(() => {
    void queries.invalidateQueries().finally(endPullDown)
  })
  useEffect(() => {
    if (actor === null) restartAt('/home/sign-in/sign-in')
  }, [actor])
  const ordersSomewhere = actor !== null && hasRole(actor, STALL_ROLES)
  useEffect(() => {
    const stallId = ordersSomewhere ? takeSharedStall() : null
    if (stallId !== null) go(stallPath(stallId))
  }, [ordersSomewhere])
  if (actor === null) return null
  if (hasRole(actor, STAFF_ROLES)) return <StaffToday actor={actor} />
  const isResident = hasRole(actor, ['resident'])
  if (isResident || actor.grants.length === 0)
    return <AskedFirst>{isResident ? <ResidentToday /> : <FindHome />}</AskedFirst>
  const duty = DUTIES.find(({ role }) => hasRole(actor, [role]))
  return (
    <Page title="今日" bar={<ConnectionBar />} action={<ReadingSizePill />} footer={<Tabs here="today" />}>
      <RunsEntry />
      <Card>
        <Empty
          icon={duty?.icon ?? 'clock'}
          title={`${actor.displayName}，您好`}
          text={duty?.text ?? '这里还没有您的任务，请问问网格长'}
        />
      </Card>
    </Page>
  )
}
