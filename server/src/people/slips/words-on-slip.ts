import { liesWithin } from '@gezhong/shared/actor'
import { gridTitle, type Grid } from '@gezhong/shared/grid/communities/contract'
import type { Member } from '@gezhong/shared/grid/team/contract'
import { maskText } from '../../security/mask-text.ts'

/** The top-level grid as people call it, and the unit's code when it is not the same. */
export function placeWords(grids: readonly Pick<Grid, 'level' | 'code' | 'name'>[], gridCode: string): string {
  const top = grids.find(({ code }) => code === gridCode.split('-')[0])
  const title = top === undefined ? '' : maskText(gridTitle(top))
  return [title, ...(top?.code === gridCode ? [] : [gridCode])].filter((word) => word !== '').join(' · ')
}

interface Door {
  grid_code: string
  responsible: string | null
}

/** Whom to ask: who looks after the building, else the worker nearest to the door, else the lead. */
export function workerToAsk(team: readonly Member[], { grid_code: code, responsible }: Door): string | null {
  if (responsible !== null) return responsible
  const near = team
    .filter(({ role, gridCode }) => ['grid-worker', 'grid-lead'].includes(role) && gridCode !== null)
    .filter(({ gridCode }) => liesWithin(code, gridCode!))
    .toSorted(
      (one, other) =>
        Number(one.role === 'grid-lead') - Number(other.role === 'grid-lead') ||
        other.gridCode!.length - one.gridCode!.length,
    )
  return near[0]?.displayName ?? null
}
