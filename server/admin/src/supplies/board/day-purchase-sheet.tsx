import { sayFen } from '@gezhong/shared/money'
import { sayQuantity } from '@gezhong/shared/supplies/amounts'
import type { Purchase } from '@gezhong/shared/supplies/board/contract'
import { useActor } from '../../session/actor.ts'
import { dayWords } from '../../ui/time-words.ts'
import { stallWords } from './day-purchases.tsx'

/** The list that one buyer carries for all grids, with room for what was really bought and paid. */
export function DayPurchaseSheet({ day, purchases, at }: { day: string; purchases: readonly Purchase[]; at: Date }) {
  const { displayName } = useActor()
  return (
    <section className="print-sheet">
      <table className="data-table">
        <thead>
          <tr>
            <th colSpan={7} className="print-heading">
              <b>采购清单</b> · {dayWords(day, at)} 送 · {purchases.length} 样
            </th>
          </tr>
          <tr>
            <th className="right">序号</th>
            <th>菜</th>
            <th className="right">要买</th>
            <th>各网格</th>
            <th className="right">订的金额</th>
            <th>实买</th>
            <th>实付</th>
          </tr>
        </thead>
        <tfoot>
          <tr>
            <td colSpan={7}>
              打印于 {at.toLocaleString('zh-CN')} · {displayName}
            </td>
          </tr>
        </tfoot>
        <tbody>
          {purchases.map((purchase, index) => (
            <tr key={`${purchase.name} ${purchase.unit}`}>
              <td className="right num">{index + 1}</td>
              <td>{purchase.name}</td>
              <td className="right num nowrap">
                <b>{sayQuantity(purchase.orderedMilli, purchase.unit)}</b>
              </td>
              <td>{stallWords(purchase)}</td>
              <td className="right num">{sayFen(purchase.amountFen)}</td>
              <td className="write-here" />
              <td className="write-here" />
            </tr>
          ))}
          <tr className="purchase-sum">
            <td />
            <td colSpan={3}>合计 {purchases.length} 样</td>
            <td className="right num">{sayFen(purchases.reduce((sum, { amountFen }) => sum + amountFen, 0))}</td>
            <td className="write-here" />
            <td className="write-here" />
          </tr>
        </tbody>
      </table>
    </section>
  )
}
