export const DIFFERENCES_DEFAULTS = {
  roll: '',
  grid: '',
  kind: '',
  owner: '',
  state: 'open',
  q: '',
  open: '',
  page: '1',
}

export type DifferencesFilters = typeof DIFFERENCES_DEFAULTS
