import { Text } from '@tarojs/components'
import { useState } from 'react'
import { displayDoor } from '@gezhong/shared/people/door'
import { sayFen } from '@gezhong/shared/money'
import { cancelOrder, type Order, orderOfHousehold, ownOrders } from '@gezhong/shared/supplies/orders/contract'
import { listStalls, readStall, type StallWithItems } from '@gezhong/shared/supplies/stalls/contract'
import { isSelling } from '@gezhong/shared/supplies/stalls/selling'
import { call } from '../../platform/api.ts'
import { showTop } from '../../platform/navigation.ts'
import { buzz, notice } from '../../platform/notice.ts'
import { outdate } from '../../platform/queries.ts'
import { useRead } from '../../platform/use-read.ts'
import { useWrite } from '../../platform/use-write.ts'
import { Awaited } from '../../ui/awaited.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Row } from '../../ui/row.tsx'
import { TextBox } from '../../ui/text-box.tsx'
import { useGrowing } from '../../ui/use-growing.ts'
import { givenWords } from '../goods-words.ts'
import { OrderMoney } from '../payments/order-money.tsx'
import { CartBar } from './cart-bar.tsx'
import { GoodsRow } from './goods-row.tsx'
import { VoucherCard } from './voucher-card.tsx'
import { Substitutes } from './substitutes.tsx'
import { useCart } from './use-cart.ts'

/** What a household has ordered here, and the menu to order from while the stall sells. Without a household, the menu. */
export function HouseholdOrder({ stall, householdId }: { stall: StallWithItems; householdId: string | null }) {
  const params = { id: stall.id, householdId: householdId ?? '' }
  const { data, error, refetch } = useRead(orderOfHousehold, { params }, { keep: true, when: householdId !== null })
  if (householdId === null) return <Menu stall={stall} note="点“替谁订”，选好门牌再下单" />
  if (data === undefined) return <Awaited error={error} rows={4} onRetry={() => void refetch()} />
  return <Ordering stall={stall} householdId={householdId} order={data.order} />
}

const isPictured = ({ items }: StallWithItems): boolean => items.some(({ photoId }) => photoId !== null)

/** Rows that fill the tallest phone. */
const AT_ONCE = 8

/** What is on sale, where nothing can be chosen. */
function Menu({ stall, note }: { stall: StallWithItems; note: string }) {
  const shown = useGrowing(stall.items.length, AT_ONCE)
  return (
    <Card title="菜单" note={note}>
      {stall.items.slice(0, shown).map((item) => (
        <GoodsRow key={item.id} item={item} pictured={isPictured(stall)} onChange={null} />
      ))}
    </Card>
  )
}

interface Props {
  stall: StallWithItems
  householdId: string
  order: Order | null
}

function Ordering({ stall, householdId, order }: Props) {
  const cart = useCart(stall, householdId, order)
  const shown = useGrowing(stall.items.length, AT_ONCE)
  const held = order?.state === 'placed' ? order : null
  const money = order !== null && <OrderMoney orderId={order.id} cancelled={held === null} payCode={stall.payCode} />
  if (!isSelling(stall))
    return (
      <>
        {held === null ? (
          <Menu stall={stall} note="您家没有订" />
        ) : (
          <>
            <VoucherCard orderId={held.id} door={displayDoor(held.door)} />
            <OrderCard order={held} open={false} />
          </>
        )}
        {money}
      </>
    )
  const heldOf = (itemId: string) => held?.lines.find((line) => line.itemId === itemId)?.milli ?? 0
  const place = async () => {
    if (!(await cart.place())) return
    buzz()
    showTop()
    notice(held === null ? '订好了' : '改好了')
  }
  return (
    <>
      {held !== null && <OrderCard order={held} open />}
      {money}
      {cart.stale && <Banner tone="info" title="单子刚才有人改过" text="下面是改过的，请再看看要不要加减" />}
      <Card title={held === null ? '菜单' : '要改，在这里加减'} note="价钱按下单时的算">
        {stall.items.slice(0, shown).map((item) => (
          <GoodsRow
            key={item.id}
            item={item}
            milli={cart.amounts[item.id] ?? 0}
            heldMilli={heldOf(item.id)}
            problem={cart.wrong[item.id] ?? cart.basket.problems.find(({ itemId }) => itemId === item.id)?.sentence}
            pictured={isPictured(stall)}
            onChange={cart.set}
          />
        ))}
      </Card>
      <Card>
        <TextBox
          short
          label="还有什么要说的（可不填），如放门口"
          value={cart.note}
          maxLength={200}
          onChange={cart.write}
        />
      </Card>
      {cart.problem !== null && <Banner tone="bad" title={cart.problem} />}
      <CartBar cart={cart} held={held !== null} onPlace={() => void place()} />
    </>
  )
}

/** What is ordered and what it costs; while the stall sells it can be cancelled. */
function OrderCard({ order, open }: { order: Order; open: boolean }) {
  const [sure, setSure] = useState(false)
  const cancelling = useWrite(async (revision: number, key) => {
    await call(cancelOrder, { params: { id: order.id }, body: { revision }, idempotencyKey: key })
    notice('取消了')
    outdate(readStall, orderOfHousehold, ownOrders, listStalls)
  })
  return (
    <Card title="已经订了" note={sayFen(order.amountFen)} tone="ok">
      {order.lines.map((line) => (
        <Row
          key={line.itemId}
          title={line.name}
          note={givenWords(line)}
          end={<Text className="num">{sayFen(line.amountFen)}</Text>}
        />
      ))}
      <Substitutes order={order} />
      {order.packedAt !== null && <Row icon="done" title="已经装好袋，等着送" />}
      {order.note !== '' && <Row icon="edit" title={order.note} />}
      {cancelling.problem !== null && <Banner tone="bad" title={cancelling.problem} />}
      {open && (
        <Button kind="plain" onPress={() => setSure(true)}>
          不要了，取消
        </Button>
      )}
      {sure && (
        <Confirm
          title="取消这一单？"
          text="菜会让给邻居，截止前还能再订。"
          yes="取消订单"
          no="再想想"
          busy={cancelling.busy}
          onYes={() => void cancelling.run(order.revision).then(() => setSure(false))}
          onNo={() => setSure(false)}
        />
      )}
    </Card>
  )
}
