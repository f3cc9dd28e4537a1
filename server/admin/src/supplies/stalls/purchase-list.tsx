import { sayFen } from '@gezhong/shared/money'
import { sayQuantity } from '@gezhong/shared/supplies/amounts'
import type { StallItem, StallWithItems } from '@gezhong/shared/supplies/stalls/contract'
import { Button } from 'antd'
import { createPortal } from 'react-dom'
import { Link } from 'react-router'
import { useGrids } from '../../grid/use-grids.ts'
import { DataTable, type Column } from '../../table/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Tag } from '../../ui/tag.tsx'
import { dayWords } from '../../ui/time-words.ts'
import { usePrinting } from '../../ui/use-printing.ts'
import { PurchaseSheet } from './purchase-sheet.tsx'
import { hoursWords } from './stall-words.ts'

/** What has to be bought: every item with what is ordered and owed for it. */
export function PurchaseList({ stall }: { stall: StallWithItems }) {
  const [printedAt, print] = usePrinting()
  const isWanted = stall.items.some(({ orderedMilli }) => orderedMilli > 0)
  return (
    <section className="box">
      <div className="row apart box-head">
        <h3>采购清单</h3>
        <Button icon={<Icon name="print" />} disabled={!isWanted} onClick={print}>
          打印采购清单
        </Button>
      </div>
      <DataTable
        label="采购清单"
        columns={COLUMNS}
        rows={stall.items}
        rowId={(row) => row.id}
        empty={<Empty icon="basket" title="还没有写菜" hint="点“改菜吧”，写上卖什么。" />}
      />
      {printedAt === null ? null : createPortal(<StallSheet stall={stall} at={printedAt} />, document.body)}
    </section>
  )
}

function StallSheet({ stall, at }: { stall: StallWithItems; at: Date }) {
  const { titleOf } = useGrids()
  const items = stall.items.filter(({ orderedMilli }) => orderedMilli > 0)
  return (
    <PurchaseSheet
      heading={
        <>
          <b>
            {titleOf(stall.gridCode)}
            {stall.title} 采购清单
          </b>{' '}
          · {dayWords(stall.day, at)} {hoursWords(stall)} 送 · {stall.orders.toLocaleString()} 户 ·{' '}
          {sayFen(stall.amountFen)}
        </>
      }
      aboutTitle="单价"
      items={items.map((item) => ({ ...item, key: item.id, about: `${sayFen(item.priceFen)} / ${item.unit}` }))}
      at={at}
    />
  )
}

const COLUMNS: Column<StallItem>[] = [
  {
    key: 'name',
    title: '菜',
    cell: (row) => (
      <>
        <b>{row.name}</b>{' '}
        {row.aliases.length > 0 ? <span className="quiet small">{row.aliases.join('、')}</span> : null}
      </>
    ),
  },
  {
    key: 'price',
    title: '单价',
    align: 'right',
    cell: (row) => `${sayFen(row.priceFen)} / ${row.unit}`,
  },
  {
    key: 'ordered',
    title: '订了',
    align: 'right',
    cell: (row) =>
      row.orderedMilli === 0 ? (
        <span className="quiet">—</span>
      ) : (
        <Link className="number-link" to={`?view=orders&item=${row.id}`}>
          <b>{sayQuantity(row.orderedMilli, row.unit)}</b>
        </Link>
      ),
  },
  { key: 'left', title: '还剩', align: 'right', cell: (row) => <Left item={row} /> },
  {
    key: 'offered',
    title: '一共有',
    align: 'right',
    cell: (row) =>
      row.offeredMilli === null ? <span className="quiet">订多少买多少</span> : sayQuantity(row.offeredMilli, row.unit),
  },
  {
    key: 'limit',
    title: '每户最多',
    align: 'right',
    cell: (row) =>
      row.limitMilli === null ? <span className="quiet">不限</span> : sayQuantity(row.limitMilli, row.unit),
  },
  {
    key: 'amount',
    title: '金额',
    align: 'right',
    cell: (row) => (row.amountFen === 0 ? <span className="quiet">—</span> : sayFen(row.amountFen)),
  },
]

function Left({ item: { leftMilli, unit } }: { item: StallItem }) {
  if (leftMilli === null) return <span className="quiet">—</span>
  return leftMilli === 0 ? <Tag tone="warn">卖完了</Tag> : <>{sayQuantity(leftMilli, unit)}</>
}
