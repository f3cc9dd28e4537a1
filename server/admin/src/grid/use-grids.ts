import { gridTitle, listGrids, type Grid } from '@gezhong/shared/grid/communities/contract'
import { useMemo } from 'react'
import { useRead } from '../api/query.ts'

export type GridTree = {
  grids: readonly Grid[]
  byId: ReadonlyMap<string, Grid>
  byCode: ReadonlyMap<string, Grid>
  /** The highest pieces, in order of code. */
  top: readonly Grid[]
  childrenOf(id: string): readonly Grid[]
  /** How a grid is called, by its code; the code itself while the tree is not there. */
  titleOf(code: string): string
}

export function useGrids(): GridTree {
  const { data } = useRead(listGrids)
  return useMemo(() => gridTree(data?.grids ?? []), [data])
}

export function gridTree(grids: readonly Grid[]): GridTree {
  const byId = new Map(grids.map((grid) => [grid.id, grid]))
  const byCode = new Map(grids.map((grid) => [grid.code, grid]))
  const children = new Map<string | null, Grid[]>()
  for (const grid of grids) {
    const siblings = children.get(grid.parentId) ?? []
    siblings.push(grid)
    children.set(grid.parentId, siblings)
  }
  return {
    grids,
    byId,
    byCode,
    top: children.get(null) ?? [],
    childrenOf: (id) => children.get(id) ?? [],
    titleOf(code) {
      const grid = byCode.get(code)
      return grid ? gridTitle(grid) : code
    },
  }
}
