/** What the tab of an antigen round lists: tests, of which empty are those nobody has looked at, or households. */
export const TOLD = ['', 'positive', 'all', 'without', 'untold'] as const
export type Told = (typeof TOLD)[number]

export const TOLD_WORDS: Record<Told, string> = {
  '': '没看过的',
  positive: '阳性',
  all: '全部自测',
  without: '没发试剂的户',
  untold: '有试剂没报的户',
}
