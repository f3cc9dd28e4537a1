import { sayFen } from '@gezhong/shared/money'
import { sayQuantity } from '@gezhong/shared/supplies/amounts'
import type { ReactNode } from 'react'
import { useActor } from '../../session/actor.ts'

export interface ToBuy {
  key: string
  name: string
  unit: string
  orderedMilli: number
  amountFen: number
  /** What stands beside the quantity. */
  about: ReactNode
}

/** The list that the buyer carries: what is ordered, with room for what was really bought and paid. */
export function PurchaseSheet({
  heading,
  aboutTitle,
  items,
  at,
}: {
  heading: ReactNode
  aboutTitle: string
  items: readonly ToBuy[]
  at: Date
}) {
  const { displayName } = useActor()
  return (
    <section className="print-sheet">
      <table className="data-table">
        <thead>
          <tr>
            <th colSpan={7} className="print-heading">
              {heading}
            </th>
          </tr>
          <tr>
            <th className="right">序号</th>
            <th>菜</th>
            <th className="right">要买</th>
            <th>{aboutTitle}</th>
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
          {items.map(({ key, name, unit, orderedMilli, amountFen, about }, index) => (
            <tr key={key}>
              <td className="right num">{index + 1}</td>
              <td>{name}</td>
              <td className="right num nowrap">
                <b>{sayQuantity(orderedMilli, unit)}</b>
              </td>
              <td>{about}</td>
              <td className="right num">{sayFen(amountFen)}</td>
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
