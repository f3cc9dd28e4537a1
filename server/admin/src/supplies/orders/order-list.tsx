import { sayFen } from '@gezhong/shared/money'
import { exportOrders, listOrders, ORDER_STATE_WORDS, OrderState } from '@gezhong/shared/supplies/orders/contract'
import type { StallWithItems } from '@gezhong/shared/supplies/stalls/contract'
import { liesWithin } from '@gezhong/shared/actor'
import { Button, Select } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import { download } from '../../api/api.ts'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { GridSelect } from '../../grid/grid-select.tsx'
import { useGrids } from '../../grid/use-grids.ts'
import { DataTable } from '../../table/data-table.tsx'
import { Pager } from '../../table/pager.tsx'
import { SearchBox } from '../../table/search-box.tsx'
import { pageNumber } from '../../table/use-url-filters.ts'
import { Chip } from '../../ui/chip.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ExportDialog } from '../../ui/export-dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { orderColumns } from './order-columns.tsx'
import { OrderDrawer } from './order-drawer.tsx'
import type { OrderFilters } from './order-filters.ts'

const SIZE = 50
const REFRESH_MS = 20_000

type Props = {
  stall: StallWithItems
  filters: OrderFilters
  onFilter: (change: Partial<OrderFilters>, options?: { replace?: boolean }) => void
}

/** What households have ordered, by door. */
export function OrderList({ stall, filters, onFilter }: Props) {
  const { titleOf } = useGrids()
  const [exporting, setExporting] = useState(false)
  const page = pageNumber(filters.page)
  const query = {
    state: OrderState.safeParse(filters.state).data,
    grid: filters.grid || undefined,
    item: filters.item || undefined,
    q: filters.q || undefined,
  }
  const { data, error, refetch } = useRead(
    listOrders,
    { params: { id: stall.id }, query: { ...query, page, size: SIZE } },
    { refetchInterval: REFRESH_MS },
  )
  const columns = useMemo(() => orderColumns(titleOf), [titleOf])
  const opened = data?.rows.find(({ id }) => id === filters.order)
  const show = (order: string) => onFilter({ order, page: filters.page }, { replace: true })
  return (
    <>
      <Filters stall={stall} filters={filters} onFilter={onFilter} onExport={() => setExporting(true)} />
      <ProblemNote error={error} onRetry={() => void refetch()} />
      <section className="box">
        <DataTable
          label="订单"
          columns={columns}
          rows={data?.rows}
          rowId={(row) => row.id}
          openId={filters.order || null}
          onOpen={(row) => show(row.id)}
          empty={
            <Empty
              icon="basket"
              title={stall.orders === 0 ? '还没有人订' : '没有符合的订单'}
              hint={stall.orders === 0 ? '开卖以后，把“发到群里”的话发出去。' : '换个条件再看。'}
            />
          }
        />
      </section>
      {data ? (
        <div className="row apart order-foot">
          <span className="num">
            合计 <b>{sayFen(data.amountFen)}</b>
          </span>
          <Pager page={page} size={SIZE} total={data.total} unit="单" onPage={(to) => onFilter({ page: String(to) })} />
        </div>
      ) : null}
      {opened ? <OrderDrawer order={opened} stall={stall} onClose={() => show('')} /> : null}
      {exporting ? (
        <ExportDialog
          what="订单"
          save={(reason) =>
            download(exportOrders, `订单-${stall.day}.xlsx`, { params: { id: stall.id }, query, body: { reason } })
          }
          onClose={() => setExporting(false)}
        />
      ) : null}
    </>
  )
}

const STATES = [
  { key: 'placed', words: ORDER_STATE_WORDS.placed },
  { key: 'cancelled', words: ORDER_STATE_WORDS.cancelled },
  { key: 'all', words: '全部' },
] as const

function Filters({ stall, filters, onFilter, onExport }: Props & { onExport: () => void }) {
  const within = useCallback((code: string) => liesWithin(code, stall.gridCode), [stall.gridCode])
  const items = [{ value: '', label: '所有菜' }, ...stall.items.map(({ id, name }) => ({ value: id, label: name }))]
  return (
    <div className="filter-bar">
      {STATES.map(({ key, words }) => (
        <Chip key={key} isOn={filters.state === key} onClick={() => onFilter({ state: key })}>
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
      <Select
        aria-label="哪样菜"
        value={filters.item}
        onChange={(item) => onFilter({ item })}
        options={items}
        showSearch={{ optionFilterProp: 'label' }}
        style={{ width: 130 }}
      />
      <GridSelect value={filters.grid} onChange={(grid) => onFilter({ grid })} only={within} width={140} />
      <Button icon={<Icon name="download" />} onClick={onExport}>
        导出
      </Button>
    </div>
  )
}
