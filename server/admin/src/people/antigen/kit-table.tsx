import type { KitNumbers } from '@gezhong/shared/people/antigen/contract'
import type { Round } from '@gezhong/shared/people/rounds/contract'
import { sumByGrid } from '../../grid/sum-by-grid.ts'
import { GridTreeTable } from '../../grid/grid-tree-table.tsx'
import { useScopeGrids } from '../../grid/use-scope-grids.ts'
import { NumberCell } from '../../table/number-cell.tsx'
import type { Told } from './told.ts'

const NUMBERS = [
  'kits',
  'households',
  'without',
  'untold',
  'unchecked',
  'positive',
] as const satisfies readonly (keyof KitNumbers)[]

/** Kits handed out and what is still open, for every grid of the round. */
export function KitTable({ round, grids }: { round: Round; grids: readonly KitNumbers[] }) {
  const tree = useScopeGrids()
  const asked = round.gridId === null ? undefined : tree.byId.get(round.gridId)
  const byCode = sumByGrid(grids, NUMBERS)
  return (
    <GridTreeTable
      label={`${round.title}发试剂`}
      tree={tree}
      top={asked && [asked]}
      head={
        <>
          <th className="right">发了</th>
          <th className="right">没发的户</th>
          <th className="right">有试剂没报的户</th>
          <th className="right">没看的自测</th>
          <th className="right">阳性</th>
        </>
      }
      renderCells={(grid) => (
        <KitCells
          numbers={byCode.get(grid.code)}
          behind={(told) => `/rounds/${round.id}?${new URLSearchParams({ tab: 'antigen', told, grid: grid.id })}`}
        />
      )}
    />
  )
}

function KitCells({
  numbers,
  behind,
}: {
  numbers: Record<(typeof NUMBERS)[number], number> | undefined
  behind: (told: Told) => string
}) {
  if (numbers === undefined)
    return (
      <td colSpan={5} className="quiet small">
        这里没有住户
      </td>
    )
  const { kits, without, untold, unchecked, positive } = numbers
  return (
    <>
      <td className="right num">{kits.toLocaleString()} 份</td>
      <NumberCell to={behind('without')} value={without} />
      <NumberCell to={behind('untold')} value={untold} />
      <NumberCell to={behind('')} value={unchecked} />
      <NumberCell to={behind('positive')} value={positive} tone="bad-text" />
    </>
  )
}
