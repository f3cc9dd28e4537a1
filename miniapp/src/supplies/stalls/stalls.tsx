import { Text } from '@tarojs/components'
import { useEffect } from 'react'
import { hasRole, STAFF_ROLES, type Actor } from '@gezhong/shared/actor'
import { sayFen } from '@gezhong/shared/money'
import { displayDoor } from '@gezhong/shared/people/door'
import { type Order, ownOrders } from '@gezhong/shared/supplies/orders/contract'
import { canKeepStall } from '@gezhong/shared/supplies/policy'
import { listStalls, type Stall, STALL_ROLES, STALL_STATE_WORDS } from '@gezhong/shared/supplies/stalls/contract'
import { isSelling } from '@gezhong/shared/supplies/stalls/selling'
import { endPullDown, go, restartAt } from '../../platform/navigation.ts'
import { usePullDownRefresh } from '../../platform/page-events.ts'
import { useActor } from '../../platform/session.ts'
import { POLL_MS, useRead } from '../../platform/use-read.ts'
import { Awaited } from '../../ui/awaited.tsx'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { Row } from '../../ui/row.tsx'
import { cutOffWords, deliveryWords } from '../stall-words.ts'
import { chainGroupOf } from '../chain-group.ts'
import { orderChainPath, ordersPath, stallPath } from '../supplies-paths.ts'
import { KeeperKeys } from './keeper-keys.tsx'

/** So many of the newest; older ones are in 我的数据. */
const SHOWN = 30

/** Stalls that sell to me, with what my household ordered there; to staff, with what is ordered in their scope. */
export default function Stalls() {
  const actor = useActor()
  const isResident = actor !== null && hasRole(actor, ['resident'])
  const may = actor !== null && hasRole(actor, STALL_ROLES)
  const stalls = useRead(listStalls, { query: { size: SHOWN } }, { keep: true, every: POLL_MS, when: may })
  const mine = useRead(ownOrders, { query: { size: SHOWN } }, { keep: true, when: isResident })
  usePullDownRefresh(() => void Promise.all([stalls.refetch(), mine.refetch()]).finally(endPullDown))
  useEffect(() => {
    if (actor === null) restartAt('/home/sign-in/sign-in')
  }, [actor])
  if (actor === null) return null
  const ordersAt = (id: string) =>
    (mine.data?.rows ?? []).flatMap(({ order }) => (order.stallId === id && order.state === 'placed' ? [order] : []))
  return (
    <Page title="买菜" subtitle="爱心菜吧，送到家门口" back>
      {!may && (
        <Card>
          <Empty icon="home" title="还没有关联您家" text="请网格员把您的门牌关联到这个账号，或请他替您订" />
        </Card>
      )}
      {may && stalls.data === undefined && (
        <Awaited error={stalls.error} rows={3} onRetry={() => void stalls.refetch()} />
      )}
      {stalls.data?.rows.length === 0 && (
        <Card>
          <Empty icon="box" title="今天还没开卖" text="网格里开卖了，这里就有菜单，群里也会说" />
        </Card>
      )}
      {stalls.data?.rows.map((stall) => (
        <StallCard key={stall.id} stall={stall} orders={ordersAt(stall.id)} actor={actor} />
      ))}
    </Page>
  )
}

function StallCard({ stall, orders, actor }: { stall: Stall; orders: readonly Order[]; actor: Actor }) {
  const staff = hasRole(actor, STAFF_ROLES)
  const group = chainGroupOf(actor, stall)
  const selling = isSelling(stall)
  const state = stall.state === 'open' && !selling ? '已截止' : STALL_STATE_WORDS[stall.state]
  return (
    <Card title={stall.title} note={state} tone={selling ? 'ok' : 'mute'}>
      <Row
        icon="box"
        title={selling ? '看菜单' : '看看'}
        note={`${cutOffWords(stall)}，${deliveryWords(stall)}`}
        label={`${stall.title}，${state}`}
        onPress={() => go(stallPath(stall.id))}
      />
      {orders.map((order) => (
        <Row
          key={order.id}
          icon="check"
          title={`${displayDoor(order.door)} 订了 ${order.lines.length} 样`}
          note={order.lines.map(({ name }) => name).join('、')}
          end={<Text className="num">{sayFen(order.amountFen)}</Text>}
        />
      ))}
      {staff && stall.state !== 'draft' && (
        <Row
          icon="list"
          title={`${stall.orders} 户订了`}
          end={<Text className="num">{sayFen(stall.amountFen)}</Text>}
          onPress={() => go(ordersPath(stall.id))}
        />
      )}
      {selling && group !== null && (
        <Row
          icon="paste"
          title="粘贴接龙"
          note="群里订的，一次全订上"
          onPress={() => go(orderChainPath(stall.id, group))}
        />
      )}
      {canKeepStall(actor, stall.gridCode) && <KeeperKeys stall={stall} />}
    </Card>
  )
}
