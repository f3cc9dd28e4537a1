import type { Actor } from '@gezhong/shared/actor'
import type { Grid } from '@gezhong/shared/grid/communities/contract'
import { canSample } from '@gezhong/shared/people/policy'
import { listRounds } from '@gezhong/shared/people/rounds/contract'
import { go } from '../../platform/navigation.ts'
import { POLL_MS, useRead } from '../../platform/use-read.ts'
import { Card } from '../../ui/card.tsx'
import { Row } from '../../ui/row.tsx'
import { samplingPath } from './sampling-path.ts'
import { roundsHere } from '../use-round-place.tsx'

/** The way to sampling, on the first screen of those who may, while a round is open. */
export function SamplingEntry({ actor, grid, grids }: { actor: Actor; grid: Grid; grids: readonly Grid[] }) {
  const may = canSample(actor, grid.code)
  const { data } = useRead(listRounds, {}, { keep: true, every: 6 * POLL_MS, when: may })
  const open = may ? roundsHere('pcr', grid, data?.rounds ?? [], grids) : []
  if (open.length === 0) return null
  return (
    <Card>
      {open.map((round) => (
        <Row
          key={round.id}
          icon="done"
          title="采样"
          note={round.title}
          onPress={() => go(samplingPath(round.id, grid.id))}
        />
      ))}
    </Card>
  )
}
