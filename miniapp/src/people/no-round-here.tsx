import { Awaited } from '../ui/awaited.tsx'
import { Card } from '../ui/card.tsx'
import { Empty } from '../ui/empty.tsx'
import type { useRoundPlace } from './use-round-place.tsx'

interface Props {
  place: Pick<ReturnType<typeof useRoundPlace>, 'round' | 'isReady' | 'error' | 'again'>
  none: string
  noneText: string
  notMine: string
}

/** Stands where there is no round, or none of one's grids in it; or while that is not known yet. */
export function NoRoundHere({ place: { round, isReady, error, again }, none, noneText, notMine }: Props) {
  if (!isReady) return <Awaited error={error} rows={4} onRetry={again} />
  return (
    <Card>
      {round === undefined ? (
        <Empty icon="clock" title={none} text={noneText} />
      ) : (
        <Empty icon="people" title={notMine} text="请网格长在管理页给您分配网格" />
      )}
    </Card>
  )
}
