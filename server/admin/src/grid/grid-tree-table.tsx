import { gridTitle, type Grid } from '@gezhong/shared/grid/communities/contract'
import { useState, type ReactNode } from 'react'
import { Icon } from '../ui/icon.tsx'
import './grid-tree-table.css'
import type { GridTree } from './use-grids.ts'

/** Every grid of the tree with its own cells; opens down to the sub-grids and units. */
export function GridTreeTable({
  label,
  tree,
  top = tree.top,
  head,
  renderCells,
}: {
  label: string
  tree: GridTree
  /** Where it begins; the highest pieces when left out. */
  top?: readonly Grid[]
  head: ReactNode
  renderCells: (grid: Grid) => ReactNode
}) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const toggle = (code: string) => {
    const next = new Set(open)
    if (!next.delete(code)) next.add(code)
    setOpen(next)
  }
  return (
    <div className="table-scroll">
      <table className="data-table grid-tree-table" aria-label={label}>
        <thead>
          <tr>
            <th>网格</th>
            {head}
          </tr>
        </thead>
        <tbody>
          {shownGrids(tree, top, open).map(({ grid, depth }) => (
            <tr key={grid.id} className={depth > 0 ? 'deeper' : ''}>
              <td style={{ paddingLeft: 4 + depth * 18 }}>
                {tree.childrenOf(grid.id).length > 0 ? (
                  <button
                    type="button"
                    className="fold"
                    aria-expanded={open.has(grid.code)}
                    onClick={() => toggle(grid.code)}
                  >
                    <Icon name={open.has(grid.code) ? 'down' : 'right'} size={14} />
                    {gridTitle(grid)}
                  </button>
                ) : (
                  <span className="fold">{gridTitle(grid)}</span>
                )}
              </td>
              {renderCells(grid)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface Shown {
  grid: Grid
  depth: number
}

function shownGrids(tree: GridTree, top: readonly Grid[], open: ReadonlySet<string>): Shown[] {
  const withOpenChildren = (grid: Grid, depth: number): Shown[] =>
    open.has(grid.code)
      ? [{ grid, depth }, ...tree.childrenOf(grid.id).flatMap((child) => withOpenChildren(child, depth + 1))]
      : [{ grid, depth }]
  return top.flatMap((grid) => withOpenChildren(grid, 0))
}
