import { useEffect } from 'react'
import { restartAt } from '../../platform/navigation.ts'
import { usePageParams } from '../../platform/page-params.ts'
import { currentActor } from '../../platform/session.ts'
import { Card } from '../../ui/card.tsx'
import { Page } from '../../ui/page.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { keepSharedPlace } from './shared-place.ts'
import { keepSharedStall, readStallId } from './shared-stall.ts'

/** Where a link leads that somebody sent on: it names a place and goes on to the first page of whoever
 * opens it, and from there to the stall that it is about. */
export default function Shared() {
  const { community, grid, stall } = usePageParams()
  useEffect(() => {
    keepSharedPlace(community, grid)
    const stallId = readStallId(stall)
    if (stallId !== null) keepSharedStall(stallId)
    restartAt(currentActor() === null ? '/home/sign-in/sign-in' : '/home/today/today')
  }, [community, grid, stall])
  return (
    <Page title="格中" subtitle="正在打开，请等一下">
      <Card>
        <Skeleton rows={3} />
      </Card>
    </Page>
  )
}
