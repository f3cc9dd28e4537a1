import type { Round } from '@gezhong/shared/people/rounds/contract'

/** What the address of a round's page holds. */
export const ROUND_FILTERS = {
  tab: '',
  grid: '',
  mark: '',
  household: '',
  level: '',
  flag: '',
  by: '',
  q: '',
  told: '',
  tube: '',
  decided: '',
  page: '1',
  change: '',
  print: '',
}

export type RoundFilters = typeof ROUND_FILTERS

export interface TabProps {
  round: Round
  filters: RoundFilters
  page: number
  onFilter: (change: Partial<RoundFilters>, options?: { replace?: boolean }) => void
}
