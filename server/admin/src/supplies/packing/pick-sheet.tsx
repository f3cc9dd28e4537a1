import { displayDoor } from '@gezhong/shared/people/door'
import { sayQuantity } from '@gezhong/shared/supplies/amounts'
import type { Bag, BagPiece } from '@gezhong/shared/supplies/packing/contract'
import type { StallWithItems } from '@gezhong/shared/supplies/stalls/contract'
import { useGrids } from '../../grid/use-grids.ts'
import { useActor } from '../../session/actor.ts'
import { dayWords } from '../../ui/time-words.ts'

const goodsOf = ({ lines }: Bag): string =>
  lines
    .filter(({ givenMilli }) => givenMilli > 0)
    .map(({ name, unit, givenMilli }) => `${name} ${sayQuantity(givenMilli, unit)}`)
    .join('、')

/** The list that packers carry: each piece of the grid on its own sheet, with its totals and room for a tick. */
export function PickSheet({ stall, pieces, at }: { stall: StallWithItems; pieces: readonly BagPiece[]; at: Date }) {
  const { titleOf } = useGrids()
  const { displayName } = useActor()
  return (
    <section className="print-sheet">
      {pieces.map((piece) => (
        <table key={piece.gridId} className="data-table pick-piece">
          <thead>
            <tr>
              <th colSpan={4} className="print-heading">
                <b>
                  {titleOf(piece.gridCode)} {stall.title} 分拣单
                </b>{' '}
                · {dayWords(stall.day, at)} 送 · {piece.bags.filter(({ state }) => state === 'placed').length} 袋
              </th>
            </tr>
            <tr>
              <th colSpan={4} className="print-heading">
                一共：{piece.totals.map(({ name, unit, milli }) => `${name} ${sayQuantity(milli, unit)}`).join('、')}
              </th>
            </tr>
            <tr>
              <th>门牌</th>
              <th>装什么</th>
              <th>备注</th>
              <th>装好</th>
            </tr>
          </thead>
          <tfoot>
            <tr>
              <td colSpan={4}>
                打印于 {at.toLocaleString('zh-CN')} · {displayName}
              </td>
            </tr>
          </tfoot>
          <tbody>
            {piece.bags
              .filter(({ state }) => state === 'placed')
              .map((bag) => (
                <tr key={bag.orderId}>
                  <td className="nowrap">
                    <b>{displayDoor(bag.door)}</b>
                  </td>
                  <td>{goodsOf(bag)}</td>
                  <td>{bag.note}</td>
                  <td className="write-here" />
                </tr>
              ))}
          </tbody>
        </table>
      ))}
    </section>
  )
}
