import { sayFen } from '@gezhong/shared/money'
import { displayDoor } from '@gezhong/shared/people/door'
import { isWeighed, sayQuantity } from '@gezhong/shared/supplies/amounts'
import type { Bag, BagPiece } from '@gezhong/shared/supplies/packing/contract'
import { Button } from 'antd'
import { Tag } from '../../ui/tag.tsx'
import { wallTime } from './bag-words.ts'
import { WeightField } from './weight-field.tsx'

interface Props {
  piece: BagPiece
  mayPack: boolean
  onOpen: (bag: Bag) => void
}

/** The bags of one piece of the grid: what goes in, its weights, and whether it is packed. */
export function BagTable({ piece, mayPack, onOpen }: Props) {
  return (
    <div className="table-scroll">
      <table className="data-table bag-table" aria-label={`${piece.gridCode}网格的袋子`}>
        <thead>
          <tr>
            <th>门牌</th>
            <th>装什么</th>
            <th className="right">金额</th>
            <th>装袋</th>
          </tr>
        </thead>
        <tbody>
          {piece.bags.map((bag) => (
            <tr key={bag.orderId}>
              <td>
                <b>{displayDoor(bag.door)}</b> {bag.priority ? <Tag tone="warn">优先照顾</Tag> : null}
                {bag.note === '' ? null : <p className="quiet small">{bag.note}</p>}
              </td>
              <td>
                <ul className="bag-goods">
                  {bag.lines.map((line) => (
                    <li key={line.itemId} className={line.givenMilli === 0 ? 'quiet' : ''}>
                      <span>
                        {line.name} <b className="num">{sayQuantity(line.givenMilli, line.unit)}</b>
                        {line.dueMilli < line.milli ? (
                          <span className="quiet small"> 订 {sayQuantity(line.milli, line.unit)}</span>
                        ) : null}
                      </span>
                      {mayPack && isWeighed(line.unit) && line.dueMilli > 0 ? (
                        <WeightField bag={bag} line={line} place={displayDoor(bag.door)} />
                      ) : null}
                    </li>
                  ))}
                </ul>
              </td>
              <td className="right num">{sayFen(bag.amountFen)}</td>
              <td>
                <BagState bag={bag} />{' '}
                {mayPack ? (
                  <Button size="small" onClick={() => onOpen(bag)}>
                    {bag.packedAt === null ? '装袋' : '打开'}
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Whether it is packed, by whom and when; and that it has to be opened. */
export function BagState({ bag }: { bag: Bag }) {
  if (bag.packedAt === null) return <Tag tone="plain">没装</Tag>
  if (bag.state === 'cancelled') return <Tag tone="bad">取消了，请拆袋</Tag>
  if (bag.changedSince) return <Tag tone="bad">装好后有改动，请重装</Tag>
  return (
    <>
      <Tag tone="ok">装好了</Tag>{' '}
      <span className="quiet small num">
        {bag.packedByName} {wallTime(bag.packedAt)}
      </span>
    </>
  )
}
