import { roundAside } from '@gezhong/shared/people/board/contract'
import { useMemo } from 'react'
import { useRead } from '../../api/query.ts'
import { sumAll, sumByGrid } from '../../grid/sum-by-grid.ts'

const FIELDS = ['outsiders', 'unplaced', 'late'] as const

/** What of a round is counted apart from who is due, in all and by grid. */
export function useAside(roundId: string) {
  // A sample without a household, in a tube of a whole grid, moves no live number.
  const { data } = useRead(roundAside, { params: { id: roundId } }, { refetchInterval: 15_000 })
  return useMemo(() => data && { total: sumAll(data.grids, FIELDS), byCode: sumByGrid(data.grids, FIELDS) }, [data])
}
