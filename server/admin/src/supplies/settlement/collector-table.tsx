import { sayFen } from '@gezhong/shared/money'
import type { Collector, Settlement } from '@gezhong/shared/supplies/payments/contract'
import { canConfirmHandIn } from '@gezhong/shared/supplies/policy'
import type { StallWithItems } from '@gezhong/shared/supplies/stalls/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useActor } from '../../session/actor.ts'
import { DataTable, type Column } from '../../table/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Tag } from '../../ui/tag.tsx'
import { HandInDialog } from './hand-in-dialog.tsx'
import { HandInList } from './hand-in-list.tsx'
import type { MoneyFilters } from './settlement-reads.ts'

/** Who took how much in which way, what they handed in, and what they still hold. */
export function CollectorTable({
  stall,
  settlement,
  onFilter,
}: {
  stall: StallWithItems
  settlement: Settlement
  onFilter: (change: Partial<MoneyFilters>) => void
}) {
  const actor = useActor()
  const [counting, setCounting] = useState<Collector | null>(null)
  const columns = collectorColumns({
    accountId: actor.accountId,
    mayConfirm: ({ collectorId }) => canConfirmHandIn(actor, stall.gridCode, collectorId),
    onShow: ({ collectorId: collector }) => onFilter({ collector, way: '', due: '' }),
    onCount: setCounting,
  })
  return (
    <section className="box">
      <h3>谁收的、交了没有</h3>
      <DataTable
        label="收款人"
        columns={columns}
        rows={settlement.collectors}
        rowId={(row) => row.collectorId}
        empty={<Empty icon="basket" title="还没有收过钱" hint="在下面点开一户，记下收的钱。" />}
      />
      <HandInList stall={stall} rows={settlement.handIns} />
      {counting === null ? null : <HandInDialog stall={stall} collector={counting} onClose={() => setCounting(null)} />}
    </section>
  )
}

function Amount({ fen }: { fen: number }) {
  return fen === 0 ? <span className="quiet">—</span> : <span className="num">{sayFen(fen)}</span>
}

interface Acts {
  accountId: string
  mayConfirm: (row: Collector) => boolean
  onShow: (row: Collector) => void
  onCount: (row: Collector) => void
}

const collectorColumns = ({ accountId, mayConfirm, onShow, onCount }: Acts): Column<Collector>[] => [
  {
    key: 'name',
    title: '谁收的',
    cell: (row) => (
      <button type="button" className="link-button" onClick={() => onShow(row)}>
        <b>{row.collectorName}</b> <span className="quiet num">{row.payments} 笔</span>
      </button>
    ),
  },
  { key: 'cash', title: '现金', align: 'right', cell: (row) => <Amount fen={row.cash} /> },
  { key: 'transfer', title: '转账', align: 'right', cell: (row) => <Amount fen={row.transfer} /> },
  { key: 'prepaid', title: '先付好的', align: 'right', cell: (row) => <Amount fen={row.prepaid} /> },
  { key: 'handed', title: '交来的现金', align: 'right', cell: (row) => <Amount fen={row.handedFen} /> },
  {
    key: 'missing',
    title: '差多少',
    align: 'right',
    cell: (row) =>
      row.missingFen === 0 ? (
        <Amount fen={0} />
      ) : (
        <Tag tone="bad">{row.missingFen > 0 ? `少 ${sayFen(row.missingFen)}` : `多 ${sayFen(-row.missingFen)}`}</Tag>
      ),
  },
  {
    key: 'held',
    title: '手里还有',
    align: 'right',
    cell: (row) => (row.heldFen === 0 ? <Tag tone="ok">交清了</Tag> : <b className="num">{sayFen(row.heldFen)}</b>),
  },
  {
    key: 'act',
    title: '',
    noPrint: true,
    cell: (row) =>
      row.heldFen !== 0 && mayConfirm(row) ? (
        <Button size="small" onClick={() => onCount(row)}>
          点清
        </Button>
      ) : row.heldFen !== 0 && row.collectorId === accountId ? (
        <span className="quiet small">请别人点清</span>
      ) : null,
  },
]
