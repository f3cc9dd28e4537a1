import { roundAside } from '@gezhong/shared/people/board/contract'
import { useMemo } from 'react'
import { useRead } from '../../api/query.ts'
import { sumAll, sumByGrid } from '../../grid/sum-by-grid.ts'

const FIELDS = ['outsiders', 'unplaced', 'late'] as const

/** What of a round is counted apart from who is due, in all and by grid. */
export function useAside(roundId: string) {
  const { data } = useRead(roundAside, { params: { id: roundId } })
  return useMemo(() => data && { total: sumAll(data.grids, FIELDS), byCode: sumByGrid(data.grids, FIELDS) }, [data])
}
