import type { Grid } from '@gezhong/shared/grid/communities/contract'
import type { Round } from '@gezhong/shared/people/rounds/contract'
import { GridTreeTable } from '../../grid/grid-tree-table.tsx'
import { useScopeGrids } from '../../grid/use-scope-grids.ts'
import { NumberCell } from '../../table/number-cell.tsx'
import type { Progress, RollNumbers } from '../rolls/use-roll.ts'
import { PeopleBar } from './people-bar.tsx'
import { useAside } from './use-aside.ts'
import { peopleBehind } from './rows-behind.ts'

/** The same four numbers for every grid of the round. */
export function RoundGridTable({ round, progress }: { round: Round; progress: Progress }) {
  const tree = useScopeGrids()
  const outsiders = useAside(round.id)?.byCode
  const asked = round.gridId === null ? undefined : tree.byId.get(round.gridId)
  return (
    <GridTreeTable
      label={`${round.title}各网格`}
      tree={tree}
      top={asked && [asked]}
      head={
        <>
          <th className="wide">进度</th>
          <th className="right">应检</th>
          <th className="right">已检</th>
          <th className="right">不用检</th>
          <th className="right">还差</th>
          <th className="right">外来（另算）</th>
        </>
      }
      renderCells={(grid) => (
        <>
          <PeopleCells round={round} grid={grid} numbers={progress.byCode.get(grid.code)} />
          <NumberCell
            to={`/rounds/${round.id}?tab=outsiders&grid=${grid.id}`}
            value={outsiders?.get(grid.code)?.outsiders ?? 0}
          />
        </>
      )}
    />
  )
}

function PeopleCells({ round, grid, numbers }: { round: Round; grid: Grid; numbers: RollNumbers | undefined }) {
  if (numbers === undefined)
    return (
      <td colSpan={5} className="quiet small">
        这里没有住户
      </td>
    )
  const { expectedPeople, reportedPeople, excusedPeople, missingPeople } = numbers
  return (
    <>
      <td className="wide">
        <PeopleBar numbers={numbers} />
      </td>
      <NumberCell to={peopleBehind(round.id, grid.id, 'due')} value={expectedPeople} />
      <NumberCell to={peopleBehind(round.id, grid.id, 'tested')} value={reportedPeople} />
      <NumberCell to={peopleBehind(round.id, grid.id, 'excused')} value={excusedPeople} />
      <NumberCell to={peopleBehind(round.id, grid.id, 'missing')} value={missingPeople} tone="bad-text" />
    </>
  )
}
