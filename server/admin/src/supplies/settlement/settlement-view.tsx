import { sayFen } from '@gezhong/shared/money'
import { readSettlement, type Settlement } from '@gezhong/shared/supplies/payments/contract'
import type { StallWithItems } from '@gezhong/shared/supplies/stalls/contract'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import '../../ui/kpi.css'
import { Skeleton } from '../../ui/skeleton.tsx'
import { CollectorTable } from './collector-table.tsx'
import { DueList } from './due-list.tsx'
import { PaymentList } from './payment-list.tsx'
import { REFRESH_MS, type MoneyFilters } from './settlement-reads.ts'
import './settlement.css'

type Props = {
  stall: StallWithItems
  filters: MoneyFilters
  onFilter: (change: Partial<MoneyFilters>, options?: { replace?: boolean }) => void
}

/** The money of a stall: what is owed, paid, open and to give back, by household and by who took it. */
export function SettlementView({ stall, filters, onFilter }: Props) {
  const { data, error, refetch } = useRead(
    readSettlement,
    { params: { id: stall.id } },
    { refetchInterval: REFRESH_MS },
  )
  const showsPayments = filters.collector !== '' || filters.way !== ''
  return (
    <>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      {data ? <Sums sums={data} onFilter={onFilter} /> : error ? null : <Skeleton lines={3} height={20} />}
      {data ? <CollectorTable stall={stall} settlement={data} onFilter={onFilter} /> : null}
      {showsPayments ? (
        <PaymentList stall={stall} settlement={data} filters={filters} onFilter={onFilter} />
      ) : (
        <DueList stall={stall} settlement={data} filters={filters} onFilter={onFilter} />
      )}
    </>
  )
}

const NO_LIST = { collector: '', way: '', due: '' }

function Sums({ sums, onFilter }: { sums: Settlement } & Pick<Props, 'onFilter'>) {
  const { orders, orderedFen, dueFen, paidFen, openFen, overpaidFen, refundedFen, ways } = sums
  const less = orderedFen - dueFen
  const ofWay = (way: keyof typeof ways, words: string) => (
    <button type="button" className="link-button num" onClick={() => onFilter({ ...NO_LIST, way })}>
      {words} {sayFen(ways[way])}
    </button>
  )
  return (
    <div className="kpis money-kpis">
      <button type="button" className="box kpi kpi-button" onClick={() => onFilter({ ...NO_LIST, due: 'all' })}>
        <span>应收</span>
        <b className="num">{sayFen(dueFen)}</b>
        <span className="num">
          {orders.toLocaleString()} 户，订了 {sayFen(orderedFen)}
          {less === 0 ? '' : less > 0 ? `，少给 ${sayFen(less)}` : `，多称 ${sayFen(-less)}`}
        </span>
      </button>
      <div className="box kpi">
        <span>已收</span>
        <b className="num">{sayFen(paidFen)}</b>
        <span className="row money-ways">
          {ofWay('cash', '现金')} {ofWay('transfer', '转账')} {ofWay('prepaid', '先付')}
        </span>
      </div>
      <button type="button" className="box kpi kpi-button" onClick={() => onFilter({ ...NO_LIST, due: '' })}>
        <span>还欠</span>
        <b className="num">{sayFen(openFen)}</b>
        <span className={openFen > 0 ? 'warn-text' : ''}>{openFen > 0 ? '点开看是哪几户' : '都收齐了'}</span>
      </button>
      <button type="button" className="box kpi kpi-button" onClick={() => onFilter({ ...NO_LIST, due: 'overpaid' })}>
        <span>要退</span>
        <b className="num">{sayFen(overpaidFen)}</b>
        <span className={overpaidFen > 0 ? 'warn-text' : ''}>
          {overpaidFen > 0 ? '多收了的，点开看' : refundedFen > 0 ? `退过 ${sayFen(refundedFen)}` : '没有多收的'}
        </span>
      </button>
    </div>
  )
}
