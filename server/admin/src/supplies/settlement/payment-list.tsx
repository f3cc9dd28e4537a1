import { sayFen } from '@gezhong/shared/money'
import { displayDoor } from '@gezhong/shared/people/door'
import { listPayments, Way, WAY_WORDS, type Payment, type Settlement } from '@gezhong/shared/supplies/payments/contract'
import type { StallWithItems } from '@gezhong/shared/supplies/stalls/contract'
import { useMemo } from 'react'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { useGrids } from '../../grid/use-grids.ts'
import { DataTable, type Column } from '../../table/data-table.tsx'
import { Pager } from '../../table/pager.tsx'
import { pageNumber } from '../../table/use-url-filters.ts'
import { Chip } from '../../ui/chip.tsx'
import { Empty } from '../../ui/empty.tsx'
import { whenWords } from '../../ui/time-words.ts'
import { paymentWords } from './payment-lines.tsx'
import { REFRESH_MS, type MoneyFilters } from './settlement-reads.ts'

const SIZE = 50

/** The payments behind a sum: of one collector, or of one way. */
export function PaymentList({
  stall,
  settlement,
  filters,
  onFilter,
}: {
  stall: StallWithItems
  settlement: Settlement | undefined
  filters: MoneyFilters
  onFilter: (change: Partial<MoneyFilters>) => void
}) {
  const { titleOf } = useGrids()
  const page = pageNumber(filters.page)
  const way = Way.safeParse(filters.way).data
  const query = { collector: filters.collector || undefined, way, page, size: SIZE }
  const { data, error, refetch } = useRead(
    listPayments,
    { params: { id: stall.id }, query },
    { refetchInterval: REFRESH_MS },
  )
  const columns = useMemo(() => columnsOf(titleOf), [titleOf])
  const name = settlement?.collectors.find(({ collectorId }) => collectorId === filters.collector)?.collectorName
  return (
    <>
      <div className="filter-bar">
        {filters.collector === '' ? null : (
          <Chip isOn onClick={() => onFilter({ collector: '' })}>
            {name ?? '一位收款人'} 收的 ✕
          </Chip>
        )}
        {Way.options.map((one) => (
          <Chip key={one} isOn={way === one} onClick={() => onFilter({ way: way === one ? '' : one })}>
            {WAY_WORDS[one]}
          </Chip>
        ))}
        <span className="push" />
        <Chip isOn={false} onClick={() => onFilter({ collector: '', way: '' })}>
          回到每户的账
        </Chip>
      </div>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      <section className="box">
        <DataTable
          label="收款记录"
          columns={columns}
          rows={data?.rows}
          rowId={(row) => row.id}
          empty={<Empty icon="basket" title="没有这样的收款" hint="换个条件再看。" />}
        />
      </section>
      {data ? (
        <div className="row apart order-foot">
          <span className="num">
            合计 <b>{sayFen(data.paidFen)}</b>
          </span>
          <Pager page={page} size={SIZE} total={data.total} unit="笔" onPage={(to) => onFilter({ page: String(to) })} />
        </div>
      ) : null}
    </>
  )
}

const columnsOf = (titleOf: (code: string) => string): Column<Payment>[] => [
  { key: 'at', title: '什么时候', cell: (row) => <span className="num">{whenWords(row.at)}</span> },
  { key: 'door', title: '门牌', cell: (row) => <b>{displayDoor(row.door)}</b> },
  { key: 'grid', title: '网格', cell: (row) => titleOf(row.gridCode) },
  {
    key: 'what',
    title: '收了多少',
    cell: (row) => <span className={row.isTakenBack ? 'gone-text num' : 'num'}>{paymentWords(row)}</span>,
  },
  { key: 'net', title: '净收', align: 'right', cell: (row) => sayFen(row.takenFen - row.changeFen) },
  { key: 'who', title: '谁收的', cell: (row) => row.collectorName },
  { key: 'reason', title: '说明', cut: true, cell: (row) => row.reason || <span className="quiet">—</span> },
]
