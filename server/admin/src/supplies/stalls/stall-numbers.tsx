import { sayFen } from '@gezhong/shared/money'
import type { StallWithItems } from '@gezhong/shared/supplies/stalls/contract'
import { isOver } from '@gezhong/shared/supplies/stalls/selling'
import { Link } from 'react-router'
import '../../ui/kpi.css'
import { dayWords, whenWords } from '../../ui/time-words.ts'
import { hoursWords, leftWords } from './stall-words.ts'

/** What households have ordered and what is asked of the day, in one line. */
export function StallNumbers({ stall }: { stall: StallWithItems }) {
  const { orders, amountFen, items, cutOff, now, day } = stall
  const early = stall.state === 'closed' && !isOver(stall)
  const soldOut = items.filter(({ leftMilli }) => leftMilli === 0).length
  return (
    <div className="kpis stall-kpis">
      <Link className="box kpi plain-link" to="?view=orders">
        <span>订了菜的</span>
        <b className="num">
          {orders.toLocaleString()} <small>户</small>
        </b>
        <span>{orders === 0 ? '还没有人订' : '点开看每一户'}</span>
      </Link>
      <Link className="box kpi plain-link" to="?">
        <span>一共</span>
        <b className="num">{sayFen(amountFen)}</b>
        <span className={soldOut > 0 ? 'warn-text' : ''}>
          {items.length} 样菜{soldOut > 0 ? `，${soldOut} 样卖完了` : ''}
        </span>
      </Link>
      <div className="box kpi">
        <span>截止</span>
        <b className="num">{early ? '提前截止了' : whenWords(cutOff, new Date(now))}</b>
        <span>{early ? `原定 ${whenWords(cutOff, new Date(now))}` : leftWords(stall)}</span>
      </div>
      <div className="box kpi">
        <span>送货</span>
        <b className="num">{hoursWords(stall)}</b>
        <span>{dayWords(day)}</span>
      </div>
    </div>
  )
}
