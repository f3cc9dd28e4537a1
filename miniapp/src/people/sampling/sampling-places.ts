import { liesWithin, type Actor } from '@gezhong/shared/actor'
import type { Grid } from '@gezhong/shared/grid/communities/contract'
import { canSample } from '@gezhong/shared/people/policy'
import type { Round } from '@gezhong/shared/people/rounds/contract'
import { rollsFor, workGrids } from '../grid-scope.ts'

/** The open rounds of this grid in which swabs are taken into tubes, in the given order: rounds come newest first. */
export const samplingRounds = (grid: Grid, rounds: readonly Round[], grids: readonly Grid[]): Round[] =>
  rollsFor(grid, rounds, grids).filter((round) => round.method === 'pcr')

/** Where somebody may sample in this round: their grids and the sub-grids of these, in the order of the tree. */
export function samplingGrids(actor: Actor, round: Round, grids: readonly Grid[]): Grid[] {
  const asked = round.gridId === null ? null : grids.find(({ id }) => id === round.gridId)?.code
  if (asked === undefined) return []
  const mine = new Set(workGrids(actor, grids))
  return grids.filter(
    (grid) =>
      canSample(actor, grid.code) &&
      (grid.level !== 'unit' || mine.has(grid)) &&
      (asked === null || liesWithin(grid.code, asked)),
  )
}
