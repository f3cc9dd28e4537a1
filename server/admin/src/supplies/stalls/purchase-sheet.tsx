import { sayFen } from '@gezhong/shared/money'
import { sayQuantity } from '@gezhong/shared/supplies/amounts'
import type { StallWithItems } from '@gezhong/shared/supplies/stalls/contract'
import { useGrids } from '../../grid/use-grids.ts'
import { useActor } from '../../session/actor.ts'
import { dayWords } from '../../ui/time-words.ts'
import { hoursWords } from './stall-words.ts'

/** The list that the buyer carries: what is ordered, with room for what was really bought and paid. */
export function PurchaseSheet({ stall, at }: { stall: StallWithItems; at: Date }) {
  const { titleOf } = useGrids()
  const { displayName } = useActor()
  const items = stall.items.filter(({ orderedMilli }) => orderedMilli > 0)
  return (
    <section className="print-sheet">
      <table className="data-table">
        <thead>
          <tr>
            <th colSpan={7} className="print-heading">
              <b>
                {titleOf(stall.gridCode)}
                {stall.title} 采购清单
              </b>{' '}
              · {dayWords(stall.day, at)} {hoursWords(stall)} 送 · {stall.orders.toLocaleString()} 户 ·{' '}
              {sayFen(stall.amountFen)}
            </th>
          </tr>
          <tr>
            <th className="right">序号</th>
            <th>菜</th>
            <th className="right">要买</th>
            <th className="right">单价</th>
            <th className="right">金额</th>
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
          {items.map((item, index) => (
            <tr key={item.id}>
              <td className="right num">{index + 1}</td>
              <td>{item.name}</td>
              <td className="right num nowrap">
                <b>{sayQuantity(item.orderedMilli, item.unit)}</b>
              </td>
              <td className="right num nowrap">
                {sayFen(item.priceFen)} / {item.unit}
              </td>
              <td className="right num">{sayFen(item.amountFen)}</td>
              <td className="write-here" />
              <td className="write-here" />
            </tr>
          ))}
          <tr className="purchase-sum">
            <td />
            <td colSpan={3}>合计 {items.length} 样</td>
            <td className="right num">{sayFen(items.reduce((sum, { amountFen }) => sum + amountFen, 0))}</td>
            <td className="write-here" />
            <td className="write-here" />
          </tr>
        </tbody>
      </table>
    </section>
  )
}
