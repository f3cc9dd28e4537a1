import { sayFen } from '@gezhong/shared/money'
import { sayQuantity } from '@gezhong/shared/supplies/amounts'
import { listPurchases, type Purchase } from '@gezhong/shared/supplies/board/contract'
import { Button } from 'antd'
import { createPortal } from 'react-dom'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { DataTable, type Column } from '../../table/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Icon } from '../../ui/icon.tsx'
import { usePrinting } from '../../ui/use-printing.ts'
import { dayWords } from '../../ui/time-words.ts'
import { PurchaseSheet } from '../stalls/purchase-sheet.tsx'

const keyOf = ({ name, unit }: Purchase): string => `${name} ${unit}`

const stallWords = ({ stalls, unit }: Purchase): string =>
  stalls.map(({ gridCode, orderedMilli }) => `${gridCode} 网格 ${sayQuantity(orderedMilli, unit)}`).join('、')

const COLUMNS: Column<Purchase>[] = [
  { key: 'name', title: '菜', cell: ({ name }) => <b>{name}</b> },
  {
    key: 'ordered',
    title: '要买',
    align: 'right',
    cell: ({ orderedMilli, unit }) => <b className="num">{sayQuantity(orderedMilli, unit)}</b>,
  },
  {
    key: 'arrived',
    title: '到货',
    align: 'right',
    cell: ({ arrivedMilli, orderedMilli, unit, stalls }) => {
      const counted = stalls.filter((stall) => stall.arrivedMilli !== null).length
      if (arrivedMilli === null)
        return <span className="quiet">{counted === 0 ? '—' : `${counted} / ${stalls.length} 个菜吧点过`}</span>
      return <span className={arrivedMilli < orderedMilli ? 'bad-text' : ''}>{sayQuantity(arrivedMilli, unit)}</span>
    },
  },
  { key: 'amount', title: '订的金额', align: 'right', cell: ({ amountFen }) => sayFen(amountFen) },
  { key: 'stalls', title: '各网格', wrap: true, cell: stallWords },
]

/** One buyer buys for all grids: the same goods of all stalls are one line. */
export function DayPurchases({ day }: { day: string }) {
  const { data, error, refetch } = useRead(listPurchases, { query: { day } }, { refetchInterval: 30_000 })
  const [printedAt, print] = usePrinting()
  const rows = data?.purchases
  return (
    <section className="box">
      <div className="row apart box-head">
        <h3>这一天要买的</h3>
        <Button icon={<Icon name="print" />} disabled={!rows?.length} onClick={print}>
          打印采购清单
        </Button>
      </div>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      <DataTable
        label="这一天要买的"
        columns={COLUMNS}
        rows={rows}
        rowId={keyOf}
        empty={<Empty icon="basket" title="还没有要买的" hint="您管的菜吧有人订了，就加在这里。" />}
      />
      {printedAt === null || rows === undefined
        ? null
        : createPortal(
            <PurchaseSheet
              heading={
                <>
                  <b>采购清单</b> · {dayWords(day, printedAt)} 送 · {rows.length} 样
                </>
              }
              aboutTitle="各网格"
              items={rows.map((row) => ({ ...row, key: keyOf(row), about: stallWords(row) }))}
              at={printedAt}
            />,
            document.body,
          )}
    </section>
  )
}
