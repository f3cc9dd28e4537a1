import { useEffect } from 'react'
import { usePullDownRefresh, useDidShow } from '../../platform/page-events.ts'
import { hasRole, STAFF_ROLES } from '@gezhong/shared/actor'
import { endPullDown, restartAt } from '../../platform/navigation.ts'
import { queries } from '../../platform/queries.ts'
import { useActor } from '../../platform/session.ts'
import { sendWaiting } from '../../people/report/outbox.ts'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { FindHome } from '../find-home/find-home.tsx'
import { ReadingSizePill } from '../reading-size-pill.tsx'
import { Tabs } from '../tabs.tsx'
import { ResidentToday } from './resident-today.tsx'
import { StaffToday } from './staff-today.tsx'

/** The first screen, shaped by what the person is. */
export default function Today() {
  const actor = useActor()
  useDidShow(() => void sendWaiting())
  usePullDownRefresh(() => {
    void queries.invalidateQueries().finally(endPullDown)
  })
  useEffect(() => {
    if (actor === null) restartAt('/home/sign-in/sign-in')
  }, [actor])
  if (actor === null) return null
  if (hasRole(actor, STAFF_ROLES)) return <StaffToday actor={actor} />
  if (hasRole(actor, ['resident'])) return <ResidentToday />
  if (actor.grants.length === 0) return <FindHome />
  return (
    <Page title="今日" action={<ReadingSizePill />} footer={<Tabs here="today" />}>
      <Card>
        <Empty
          icon="clock"
          title="还没有您的任务"
          text={`${actor.displayName}，您的岗位任务还没有安排到这里，请联系网格长`}
        />
      </Card>
    </Page>
  )
}
