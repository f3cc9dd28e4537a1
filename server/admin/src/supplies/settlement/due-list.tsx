import { liesWithin } from '@gezhong/shared/actor'
import { sayFen } from '@gezhong/shared/money'
import { displayDoor } from '@gezhong/shared/people/door'
import {
  DUE_STATE_WORDS,
  DueState,
  exportSettlement,
  listDues,
  type Due,
  type Settlement,
} from '@gezhong/shared/supplies/payments/contract'
import type { StallWithItems } from '@gezhong/shared/supplies/stalls/contract'
import { Button } from 'antd'
import { useCallback, useMemo, useState, type ReactNode } from 'react'
import { download } from '../../api/api.ts'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { GridSelect } from '../../grid/grid-select.tsx'
import { useGrids } from '../../grid/use-grids.ts'
import { DataTable, type Column } from '../../table/data-table.tsx'
import { Pager } from '../../table/pager.tsx'
import { SearchBox } from '../../table/search-box.tsx'
import { pageNumber } from '../../table/use-url-filters.ts'
import { Chip } from '../../ui/chip.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ExportDialog } from '../../ui/export-dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Tag } from '../../ui/tag.tsx'
import { DueDrawer } from './due-drawer.tsx'
import { PrintSettlement } from './print-settlement.tsx'
import { REFRESH_MS, type MoneyFilters } from './settlement-reads.ts'

const SIZE = 50

type Props = {
  stall: StallWithItems
  settlement: Settlement | undefined
  filters: MoneyFilters
  onFilter: (change: Partial<MoneyFilters>, options?: { replace?: boolean }) => void
}

/** What each household owes and has paid; who still owes is shown first. */
export function DueList({ stall, settlement, filters, onFilter }: Props) {
  const { titleOf } = useGrids()
  const [exporting, setExporting] = useState(false)
  const page = pageNumber(filters.page)
  const state = filters.due === '' ? 'open' : DueState.safeParse(filters.due).data
  const query = { state, grid: filters.grid || undefined, q: filters.q || undefined }
  const { data, error, refetch } = useRead(
    listDues,
    { params: { id: stall.id }, query: { ...query, page, size: SIZE } },
    { refetchInterval: REFRESH_MS },
  )
  const columns = useMemo(() => columnsOf(titleOf), [titleOf])
  const [kept, setKept] = useState<Due | null>(null)
  // One who pays leaves the list of who owes; what is open beside it stays.
  const opened =
    data?.rows.find(({ orderId }) => orderId === filters.order) ?? (kept?.orderId === filters.order ? kept : null)
  const show = (row: Due | null) => {
    setKept(row)
    onFilter({ order: row?.orderId ?? '', page: filters.page }, { replace: true })
  }
  return (
    <>
      <Filters stall={stall} filters={filters} onFilter={onFilter}>
        {settlement === undefined ? null : <PrintSettlement stall={stall} settlement={settlement} />}
        <Button icon={<Icon name="download" />} onClick={() => setExporting(true)}>
          导出
        </Button>
      </Filters>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      <section className="box">
        <DataTable
          label="每户的账"
          columns={columns}
          rows={data?.rows}
          rowId={(row) => row.orderId}
          openId={filters.order || null}
          onOpen={show}
          empty={<Empty icon="basket" title={state === 'open' ? '没有还欠的' : '没有符合的'} hint="换个条件再看。" />}
        />
      </section>
      {data ? (
        <div className="row apart order-foot">
          <span className="num">
            应收 <b>{sayFen(data.dueFen)}</b> · 已收 <b>{sayFen(data.paidFen)}</b> · 还欠 <b>{sayFen(data.openFen)}</b>{' '}
            · 要退 <b>{sayFen(data.overpaidFen)}</b>
          </span>
          <Pager page={page} size={SIZE} total={data.total} unit="户" onPage={(to) => onFilter({ page: String(to) })} />
        </div>
      ) : null}
      {opened ? <DueDrawer due={opened} onClose={() => show(null)} /> : null}
      {exporting ? (
        <ExportDialog
          what="结算单"
          save={(reason) =>
            download(exportSettlement, `结算-${stall.day}.xlsx`, { params: { id: stall.id }, query, body: { reason } })
          }
          onClose={() => setExporting(false)}
        />
      ) : null}
    </>
  )
}

const STATES = [
  { key: '', words: DUE_STATE_WORDS.open },
  { key: 'overpaid', words: DUE_STATE_WORDS.overpaid },
  { key: 'settled', words: DUE_STATE_WORDS.settled },
  { key: 'all', words: '全部' },
] as const

function Filters({
  stall,
  filters,
  onFilter,
  children,
}: Pick<Props, 'stall' | 'filters' | 'onFilter'> & { children: ReactNode }) {
  const within = useCallback((code: string) => liesWithin(code, stall.gridCode), [stall.gridCode])
  return (
    <div className="filter-bar">
      {STATES.map(({ key, words }) => (
        <Chip key={key} isOn={filters.due === key} onClick={() => onFilter({ due: key })}>
          {words}
        </Chip>
      ))}
      <span className="push" />
      <SearchBox
        value={filters.q}
        onChange={(q) => onFilter({ q }, { replace: true })}
        placeholder="搜门牌"
        width={140}
      />
      <GridSelect value={filters.grid} onChange={(grid) => onFilter({ grid })} only={within} width={140} />
      {children}
    </div>
  )
}

const columnsOf = (titleOf: (code: string) => string): Column<Due>[] => [
  { key: 'door', title: '门牌', cell: (row) => <b>{displayDoor(row.door)}</b> },
  { key: 'grid', title: '网格', cell: (row) => titleOf(row.gridCode) },
  {
    key: 'ordered',
    title: '订的',
    align: 'right',
    cell: (row) => (row.state === 'cancelled' ? <Tag tone="bad">已取消</Tag> : sayFen(row.orderedFen)),
  },
  { key: 'due', title: '应收', align: 'right', cell: (row) => sayFen(row.dueFen) },
  { key: 'paid', title: '已收', align: 'right', cell: (row) => sayFen(row.paidFen) },
  {
    key: 'stand',
    title: '还差',
    align: 'right',
    cell: ({ openFen, overpaidFen }) =>
      openFen > 0 ? (
        <Tag tone="warn">欠 {sayFen(openFen)}</Tag>
      ) : overpaidFen > 0 ? (
        <Tag tone="bad">退 {sayFen(overpaidFen)}</Tag>
      ) : (
        <Tag tone="ok">两清</Tag>
      ),
  },
]
