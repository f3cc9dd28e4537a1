import { listKits, type KitHousehold, type KitShow } from '@gezhong/shared/people/antigen/contract'
import { displayDoor } from '@gezhong/shared/people/door'
import type { Round } from '@gezhong/shared/people/rounds/contract'
import { useMemo } from 'react'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { useGrids } from '../../grid/use-grids.ts'
import { DataTable, type Column } from '../../table/data-table.tsx'
import { Pager } from '../../table/pager.tsx'
import { Empty } from '../../ui/empty.tsx'

const SIZE = 50

/** Households by door: to whom no kit was handed, or who have kits and told nothing. */
export function KitList({
  round,
  show,
  grid,
  page,
  onPage,
  onOpen,
}: {
  round: Round
  show: Exclude<KitShow, 'all'>
  grid: string
  page: number
  onPage: (to: number) => void
  onOpen: (householdId: string) => void
}) {
  const { titleOf } = useGrids()
  const { data, error, refetch } = useRead(listKits, {
    params: { id: round.id },
    query: { page, size: SIZE, grid: grid || undefined, show },
  })
  const columns = useMemo(() => kitColumns(titleOf), [titleOf])
  return (
    <>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      <section className="box">
        <DataTable
          label={`${round.title}试剂`}
          columns={columns}
          rows={data?.rows}
          rowId={({ householdId }) => householdId}
          onOpen={({ householdId }) => onOpen(householdId)}
          empty={
            show === 'without' ? (
              <Empty icon="check" title="都发到了" hint="要检的户，每户都有试剂。" />
            ) : (
              <Empty icon="check" title="有试剂的都报了" hint="没发到的看“没发试剂的户”。" />
            )
          }
        />
      </section>
      {data ? <Pager page={page} size={SIZE} total={data.total} unit="户" onPage={onPage} /> : null}
    </>
  )
}

function kitColumns(titleOf: (code: string) => string): Column<KitHousehold>[] {
  const number = (key: 'kits' | 'due' | 'done' | 'excused' | 'missing', title: string): Column<KitHousehold> => ({
    key,
    title,
    align: 'right',
    cell: (row) => (row[key] === 0 ? <span className="quiet">—</span> : row[key].toLocaleString()),
  })
  return [
    { key: 'door', title: '门牌', cell: (row) => <b>{displayDoor(row.door)}</b> },
    { key: 'grid', title: '网格', cell: (row) => titleOf(row.gridCode) },
    number('kits', '发了几份'),
    number('due', '应检'),
    number('done', '已检'),
    number('excused', '不用检'),
    number('missing', '还差'),
  ]
}
