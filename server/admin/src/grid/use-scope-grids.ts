import { coversGrid, LEDGER_ROLES, liesWithin, type Actor } from '@gezhong/shared/actor'
import type { Grid } from '@gezhong/shared/grid/communities/contract'
import { useMemo } from 'react'
import { useActor } from '../session/actor.ts'
import { gridTree, useGrids, type GridTree } from './use-grids.ts'

/** The pieces this person works in, with those above them, so that the tree hangs together. */
export function useScopeGrids(): GridTree {
  const actor = useActor()
  const { grids } = useGrids()
  return useMemo(() => gridTree(grids.filter((grid) => isOnTheWay(actor, grid))), [actor, grids])
}

function isOnTheWay(actor: Actor, { code }: Grid): boolean {
  const isAbove = actor.grants.some(({ gridCode }) => gridCode !== null && liesWithin(gridCode, code))
  return isAbove || coversGrid(actor, LEDGER_ROLES, code)
}
