import { sayFen } from '@gezhong/shared/money'
import { displayDoor } from '@gezhong/shared/people/door'
import {
  ORDER_SOURCE_WORDS,
  ORDER_STATE_WORDS,
  type Order,
  type OrderSource,
} from '@gezhong/shared/supplies/orders/contract'
import { asGiven, sayGoods } from '@gezhong/shared/supplies/amounts'
import type { Column } from '../../table/data-table.tsx'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { whenWords } from '../../ui/time-words.ts'

export const SOURCE_TONES: Record<OrderSource, Tone> = { self: 'ok', proxy: 'info', chain: 'plain' }

export function orderColumns(titleOf: (code: string) => string): Column<Order>[] {
  return [
    {
      key: 'door',
      title: '门牌',
      cell: (row) => (
        <>
          <b>{displayDoor(row.door)}</b> {row.priority ? <Tag tone="warn">优先照顾</Tag> : null}
        </>
      ),
    },
    { key: 'grid', title: '网格', cell: (row) => titleOf(row.gridCode) },
    {
      key: 'goods',
      title: '订了什么',
      cut: true,
      width: '36%',
      cell: (row) => <Goods order={row} />,
    },
    { key: 'amount', title: '金额', align: 'right', cell: (row) => sayFen(row.amountFen) },
    {
      key: 'source',
      title: '怎么订的',
      cell: (row) => <Tag tone={SOURCE_TONES[row.source]}>{ORDER_SOURCE_WORDS[row.source]}</Tag>,
    },
    {
      key: 'state',
      title: '状态',
      cell: (row) => <Tag tone={row.state === 'placed' ? 'ok' : 'bad'}>{ORDER_STATE_WORDS[row.state]}</Tag>,
    },
    { key: 'changed', title: '最后改动', cell: (row) => <span className="num">{whenWords(row.changedAt)}</span> },
  ]
}

function Goods({ order: { lines, note } }: { order: Order }) {
  if (lines.length === 0) return <span className="quiet">—</span>
  const words = sayGoods(asGiven(lines))
  return (
    <span title={note === '' ? words : `${words}。备注：${note}`}>
      {note === '' ? null : <Tag tone="info">备注</Tag>} {words}
    </span>
  )
}
