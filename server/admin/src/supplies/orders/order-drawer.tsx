import { sayFen } from '@gezhong/shared/money'
import { displayDoor } from '@gezhong/shared/people/door'
import { givenOf, sayQuantity } from '@gezhong/shared/supplies/amounts'
import { cancelOrder, ORDER_SOURCE_WORDS, type Order } from '@gezhong/shared/supplies/orders/contract'
import { canKeepStall } from '@gezhong/shared/supplies/policy'
import type { StallWithItems } from '@gezhong/shared/supplies/stalls/contract'
import { Button, Drawer, Popconfirm } from 'antd'
import { toastProblem } from '../../api/problem.tsx'
import { useWrite } from '../../api/write.ts'
import { useGrids } from '../../grid/use-grids.ts'
import { useActor } from '../../session/actor.ts'
import { showToast } from '../../ui/toasts.tsx'
import { Tag } from '../../ui/tag.tsx'
import { whenWords } from '../../ui/time-words.ts'
import { standing } from '../stalls/stall-words.ts'
import { STALL_READS } from '../stalls/use-move-stall.ts'
import { SOURCE_TONES } from './order-columns.tsx'
import { OrderHistory } from './order-history.tsx'

/** One household's order: its lines, its note, cancelling it, and everything that was said about it. */
export function OrderDrawer({ order, stall, onClose }: { order: Order; stall: StallWithItems; onClose: () => void }) {
  const actor = useActor()
  const { titleOf } = useGrids()
  const mayCancel = order.state === 'placed' && canKeepStall(actor, stall.gridCode)
  return (
    <Drawer
      open
      onClose={onClose}
      size={440}
      title={displayDoor(order.door)}
      extra={order.priority ? <Tag tone="warn">优先照顾</Tag> : null}
      footer={mayCancel ? <Cancel order={order} isSelling={standing(stall) === 'open'} onDone={onClose} /> : null}
    >
      <div className="stack">
        <p className="row">
          <Tag tone={SOURCE_TONES[order.source]}>{ORDER_SOURCE_WORDS[order.source]}</Tag>
          <span className="quiet num">
            {titleOf(order.gridCode)} · {order.changedByName ?? '本人'} · {whenWords(order.changedAt)}
          </span>
        </p>
        {order.state === 'cancelled' ? (
          <p className="bad-text">这一单取消了，什么也不送、不收钱。</p>
        ) : (
          <Lines order={order} />
        )}
        {order.note === '' ? null : <p>备注：{order.note}</p>}
        <OrderHistory id={order.id} />
      </div>
    </Drawer>
  )
}

function Lines({ order }: { order: Order }) {
  return (
    <table className="data-table order-lines" aria-label="订了什么">
      <thead>
        <tr>
          <th>菜</th>
          <th className="right">多少</th>
          <th className="right">单价</th>
          <th className="right">金额</th>
        </tr>
      </thead>
      <tbody>
        {order.lines.map((line) => (
          <tr key={line.itemId}>
            <td>
              {line.name}
              {line.shortWhy === null ? null : <p className="quiet small">{line.shortWhy}</p>}
            </td>
            <td className="right num">
              {sayQuantity(givenOf(line), line.unit)}
              {givenOf(line) === line.milli ? null : (
                <p className="quiet small nowrap">
                  {line.weighed ? '实称，' : ''}订 {sayQuantity(line.milli, line.unit)}
                </p>
              )}
            </td>
            <td className="right num">{sayFen(line.priceFen)}</td>
            <td className="right num">{sayFen(line.amountFen)}</td>
          </tr>
        ))}
        <tr>
          <td colSpan={3}>合计</td>
          <td className="right num">
            <b>{sayFen(order.amountFen)}</b>
          </td>
        </tr>
      </tbody>
    </table>
  )
}

function Cancel({ order, isSelling, onDone }: { order: Order; isSelling: boolean; onDone: () => void }) {
  const cancel = useWrite(cancelOrder, STALL_READS)
  const run = () =>
    cancel.mutate(
      { params: { id: order.id }, body: { revision: order.revision } },
      {
        onSuccess: () => {
          showToast({ text: `${displayDoor(order.door)}的订单取消了` })
          onDone()
        },
        onError: toastProblem,
      },
    )
  return (
    <Popconfirm
      title={`取消${displayDoor(order.door)}的订单？`}
      description={
        isSelling ? '订的菜退回去给别家订，这一户截止前还能再订。' : '已经截止，这一户自己不能再订回来。先跟他家说好。'
      }
      okText="取消订单"
      okButtonProps={{ danger: true }}
      cancelText="不动"
      onConfirm={run}
    >
      <Button danger loading={cancel.isPending}>
        取消这一单
      </Button>
    </Popconfirm>
  )
}
