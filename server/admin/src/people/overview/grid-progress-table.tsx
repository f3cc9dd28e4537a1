import { gridTitle, type gridCounts, type Grid } from '@gezhong/shared/grid/communities/contract'
import type { Roll } from '@gezhong/shared/people/rolls/contract'
import { useState } from 'react'
import { Link } from 'react-router'
import type { z } from 'zod'
import { sumByGrid } from '../../grid/sum-by-grid.ts'
import type { GridTree } from '../../grid/use-grids.ts'
import { useScopeGrids } from '../../grid/use-scope-grids.ts'
import { Icon } from '../../ui/icon.tsx'
import { RollBar } from '../rolls/roll-bar.tsx'
import type { Progress } from '../rolls/use-roll.ts'

type Counts = z.output<typeof gridCounts.reply>['counts']

/** Every grid with its bar and numbers; opens down to the sub-grids and units. Each number leads to its rows. */
export function GridProgressTable({ roll, progress, counts }: { roll: Roll; progress: Progress; counts: Counts }) {
  const tree = useScopeGrids()
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const unassigned = unassignedByCode(counts, tree)
  const toggle = (code: string) => {
    const next = new Set(open)
    if (!next.delete(code)) next.add(code)
    setOpen(next)
  }
  return (
    <div className="table-scroll">
      <table className="data-table grid-progress">
        <thead>
          <tr>
            <th>网格</th>
            <th className="wide">进度</th>
            <th className="right">还差</th>
            <th className="right">有差异</th>
            <th className="right">对上了</th>
            <th className="right">应报</th>
            <th className="right">没人负责</th>
          </tr>
        </thead>
        <tbody>
          {shownGrids(tree, open).map((grid) => (
            <GridRow
              key={grid.id}
              grid={grid}
              roll={roll}
              numbers={progress.byCode.get(grid.code)}
              unassigned={unassigned.get(grid.code) ?? 0}
              parent={tree.childrenOf(grid.id).length > 0}
              open={open.has(grid.code)}
              onToggle={() => toggle(grid.code)}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function shownGrids(tree: GridTree, open: ReadonlySet<string>): Grid[] {
  const withOpenChildren = (grid: Grid): Grid[] =>
    open.has(grid.code) ? [grid, ...tree.childrenOf(grid.id).flatMap(withOpenChildren)] : [grid]
  return tree.top.flatMap(withOpenChildren)
}

function unassignedByCode(counts: Counts, tree: GridTree): ReadonlyMap<string, number> {
  const rows = counts.map(({ gridId, unassigned }) => ({ gridCode: tree.byId.get(gridId)?.code ?? '', unassigned }))
  const sums = sumByGrid(rows, ['unassigned'])
  return new Map([...sums].map(([code, sum]) => [code, sum.unassigned]))
}

function GridRow({
  grid,
  roll,
  numbers,
  unassigned,
  parent,
  open,
  onToggle,
}: {
  grid: Grid
  roll: Roll
  numbers: Parameters<typeof RollBar>[0]['numbers'] | undefined
  unassigned: number
  parent: boolean
  open: boolean
  onToggle: () => void
}) {
  const rows = (state: string) => `/rolls/${roll.id}?grid=${grid.id}${state ? `&state=${state}` : ''}`
  const depth = grid.code.split('-').length - 1
  return (
    <tr className={depth > 0 ? 'deeper' : ''}>
      <td style={{ paddingLeft: 4 + depth * 18 }}>
        {parent ? (
          <button type="button" className="fold" aria-expanded={open} onClick={onToggle}>
            <Icon name={open ? 'down' : 'right'} size={14} />
            {gridTitle(grid)}
          </button>
        ) : (
          <span className="fold">{gridTitle(grid)}</span>
        )}
      </td>
      {numbers ? (
        <>
          <td className="wide">
            <RollBar numbers={numbers} />
          </td>
          <Cell to={rows('missing')} value={numbers.missing} tone="bad-text" />
          <Cell to={rows('differs')} value={numbers.differs} tone="warn-text" />
          <Cell to={rows('reported')} value={numbers.reported} />
          <Cell to={rows('')} value={numbers.households - numbers.excused} />
        </>
      ) : (
        <td colSpan={5} className="quiet small">
          这里没有住户
        </td>
      )}
      <Cell to={`/buildings?grid=${grid.id}&unassigned=true`} value={unassigned} tone="bad-text" />
    </tr>
  )
}

function Cell({ to, value, tone = '' }: { to: string; value: number; tone?: string }) {
  return (
    <td className="right num">
      {value === 0 ? (
        <span className="quiet">0</span>
      ) : (
        <Link className={`number-link ${tone}`} to={to}>
          {value.toLocaleString()}
        </Link>
      )}
    </td>
  )
}
