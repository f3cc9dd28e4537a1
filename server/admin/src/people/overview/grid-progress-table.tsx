import type { gridCounts, Grid } from '@gezhong/shared/grid/communities/contract'
import type { Roll } from '@gezhong/shared/people/rolls/contract'
import { stateWords } from '@gezhong/shared/people/rolls/roll-words'
import type { z } from 'zod'
import { GridTreeTable } from '../../grid/grid-tree-table.tsx'
import { sumByGrid } from '../../grid/sum-by-grid.ts'
import type { GridTree } from '../../grid/use-grids.ts'
import { useScopeGrids } from '../../grid/use-scope-grids.ts'
import { NumberCell } from '../../table/number-cell.tsx'
import { RollBar } from '../rolls/roll-bar.tsx'
import type { Progress, RollNumbers } from '../rolls/use-roll.ts'

type Counts = z.output<typeof gridCounts.reply>['counts']

/** Every grid with its bar and numbers. Each number leads to its rows. */
export function GridProgressTable({ roll, progress, counts }: { roll: Roll; progress: Progress; counts: Counts }) {
  const tree = useScopeGrids()
  const unassigned = unassignedByCode(counts, tree)
  const words = stateWords(roll.question)
  return (
    <GridTreeTable
      label="各网格进度"
      tree={tree}
      head={
        <>
          <th className="wide">进度</th>
          <th className="right">{roll.question === 'who-was-tested' ? '没检全' : '还差'}</th>
          <th className="right">{words.differs}</th>
          <th className="right">{words.reported}</th>
          <th className="right">{roll.question === 'who-was-tested' ? '应检（户）' : '应报'}</th>
          <th className="right">没人负责</th>
        </>
      }
      renderCells={(grid) => (
        <>
          <ProgressCells roll={roll} grid={grid} numbers={progress.byCode.get(grid.code)} />
          <NumberCell
            to={`/buildings?grid=${grid.id}&unassigned=true`}
            value={unassigned.get(grid.code) ?? 0}
            tone="bad-text"
          />
        </>
      )}
    />
  )
}

function unassignedByCode(counts: Counts, tree: GridTree): ReadonlyMap<string, number> {
  const rows = counts.map(({ gridId, unassigned }) => ({ gridCode: tree.byId.get(gridId)?.code ?? '', unassigned }))
  const sums = sumByGrid(rows, ['unassigned'])
  return new Map([...sums].map(([code, sum]) => [code, sum.unassigned]))
}

function ProgressCells({ roll, grid, numbers }: { roll: Roll; grid: Grid; numbers: RollNumbers | undefined }) {
  const rows = (state: string) => `/rolls/${roll.id}?grid=${grid.id}${state ? `&state=${state}` : ''}`
  if (numbers === undefined)
    return (
      <td colSpan={5} className="quiet small">
        这里没有住户
      </td>
    )
  return (
    <>
      <td className="wide">
        <RollBar numbers={numbers} question={roll.question} />
      </td>
      <NumberCell to={rows('missing')} value={numbers.missing} tone="bad-text" />
      <NumberCell to={rows('differs')} value={numbers.differs} tone="warn-text" />
      <NumberCell to={rows('reported')} value={numbers.reported} />
      <NumberCell to={rows('')} value={numbers.households - numbers.excused} />
    </>
  )
}
