import type { PeopleMark } from '@gezhong/shared/people/board/contract'

function withFilters(path: string, filters: Record<string, string | null>): string {
  const given = Object.entries(filters).filter((pair): pair is [string, string] => pair[1] !== null)
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`
}

/** The households whose persons make up a number of a round, of all its grids or of one. */
export const peopleBehind = (roundId: string, gridId: string | null, mark: PeopleMark): string =>
  withFilters(`/rounds/${roundId}`, { tab: 'people', mark, grid: gridId })

/** The households to call: of whom somebody is missing. */
export const missingList = (roundId: string, gridId: string | null): string =>
  withFilters(`/rolls/${roundId}`, { state: 'missing', grid: gridId })
