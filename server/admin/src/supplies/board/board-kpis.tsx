import { sayFen } from '@gezhong/shared/money'
import type { BoardStall } from '@gezhong/shared/supplies/board/contract'
import type { ReactNode } from 'react'
import '../../ui/kpi.css'
import { PartsBar } from '../../ui/parts-bar.tsx'

const many = (count: number) => count.toLocaleString()

type Counted = {
  [Key in keyof BoardStall]: BoardStall[Key] extends number ? Key : never
}[keyof BoardStall]

/** The whole day in one line; each number leads to what stands behind it. */
export function BoardKpis({
  stalls,
  onView,
}: {
  stalls: readonly BoardStall[]
  onView: (view: string, kind?: string) => void
}) {
  const sum = (key: Counted) => stalls.reduce((total, stall) => total + stall[key], 0)
  const [orders, packed, delivered] = [sum('orders'), sum('packed'), sum('delivered')]
  const [late, failed, crossings, openCases] = [sum('late'), sum('failed'), sum('crossings'), sum('openCases')]
  return (
    <div className="kpis board-kpis">
      <Kpi name="订了菜的" onOpen={() => onView('purchases')}>
        <b className="num">
          {many(orders)} <small>户</small>
        </b>
        <span className="num">
          {sayFen(sum('amountFen'))} · 到货 {sum('arrived')} / {sum('kinds')} 样
        </span>
      </Kpi>
      <Kpi name="装好" onOpen={() => onView('')}>
        <b className="num">
          {many(packed)} <small>/ {many(orders)} 袋</small>
        </b>
        <PartsBar whole={orders} parts={[{ words: '装好', value: packed, color: 'var(--brand)' }]} />
      </Kpi>
      <Kpi name="送到" onOpen={() => onView('undelivered')}>
        <b className="num">
          {many(delivered)} <small>/ {many(orders)} 袋</small>
        </b>
        <PartsBar
          whole={orders}
          parts={[
            { words: '送到', value: delivered, color: 'var(--brand)' },
            { words: '派了人', value: sum('assigned'), color: 'var(--quiet)' },
          ]}
        />
      </Kpi>
      <Kpi name="超时没送到" onOpen={() => onView('undelivered', 'late')}>
        <b className={`num ${late > 0 ? 'bad-text' : 'good-text'}`}>
          {many(late)} <small>户</small>
        </b>
        <span className="num">上门没送成 {many(failed)} 户</span>
      </Kpi>
      <Kpi name="要过目" onOpen={() => onView('scans')}>
        <b className={`num ${openCases > 0 ? 'bad-text' : 'good-text'}`}>
          {many(openCases)} <small>件</small>
        </b>
        <span className={crossings > 0 ? 'bad-text num' : 'num'}>窜格 {many(crossings)} 次</span>
      </Kpi>
    </div>
  )
}

function Kpi({ name, onOpen, children }: { name: string; onOpen: () => void; children: ReactNode }) {
  return (
    <button type="button" className="box kpi kpi-key" onClick={onOpen}>
      <span>{name}</span>
      {children}
    </button>
  )
}
