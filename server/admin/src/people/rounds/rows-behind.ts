import type { StandingState } from '@gezhong/shared/people/rolls/contract'

/** The households behind a number of a round: of all its grids or of one, of all states or of one. */
export function rowsBehind(roundId: string, gridId: string | null, state: StandingState | null): string {
  const filters = new URLSearchParams()
  if (state !== null) filters.set('state', state)
  if (gridId !== null) filters.set('grid', gridId)
  return `/rolls/${roundId}${filters.toString() === '' ? '' : `?${filters}`}`
}
