import { coversGrid, liesWithin, STAFF_ROLES, type Actor } from '@gezhong/shared/actor'
import type { Grid } from '@gezhong/shared/grid/communities/contract'
import type { GridProgress, Roll } from '@gezhong/shared/people/rolls/contract'

/** The grids a staff member works in, one for each place: who works everywhere gets the top grids to choose from. */
export function workGrids(actor: Actor, grids: readonly Grid[]): Grid[] {
  const mine = grids.filter(({ code }) => coversGrid(actor, STAFF_ROLES, code))
  return mine.filter(({ code }) => !mine.some((other) => other.code !== code && liesWithin(code, other.code)))
}

/** The open rolls that ask this grid, in the given order: rolls come newest first. */
export function rollsFor<R extends Roll>(grid: Grid, rolls: readonly R[], grids: readonly Grid[]): R[] {
  const codeOf = (id: string) => grids.find((other) => other.id === id)?.code
  return rolls.filter((roll) => {
    if (roll.state !== 'open') return false
    const asked = roll.gridId === null ? null : codeOf(roll.gridId)
    return asked === null || (asked !== undefined && (liesWithin(grid.code, asked) || liesWithin(asked, grid.code)))
  })
}

/** Which roll somebody chose, and which was the newest then. */
export interface RollChoice {
  rollId: string
  newestId: string
}

/** Of several open rolls, newest first, the one that was chosen. One that opened since comes first again. */
export function shownRoll(rolls: readonly Roll[], choice: RollChoice | null): Roll | undefined {
  const chosen = rolls.find(({ id }) => id === choice?.rollId)
  return rolls[0]?.id === choice?.newestId ? (chosen ?? rolls[0]) : rolls[0]
}

const SUMMED = [
  'households',
  'reported',
  'differs',
  'missing',
  'excused',
  'expectedPeople',
  'reportedPeople',
  'excusedPeople',
  'missingPeople',
] as const satisfies readonly (keyof GridProgress)[]

export type Numbers = Record<(typeof SUMMED)[number], number>

/** Sums the numbers of the lowest grids that lie in this one. */
export function sumWithin(code: string, progress: readonly GridProgress[]): Numbers {
  const sum = Object.fromEntries(SUMMED.map((field) => [field, 0])) as Numbers
  for (const grid of progress) {
    if (!liesWithin(grid.gridCode, code)) continue
    for (const field of SUMMED) sum[field] += grid[field]
  }
  return sum
}
