import { Text } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { sayFen } from '@gezhong/shared/money'
import { displayDoor } from '@gezhong/shared/people/door'
import { sayQuantity } from '@gezhong/shared/supplies/amounts'
import { listOrders, type Order, ORDER_SOURCE_WORDS } from '@gezhong/shared/supplies/orders/contract'
import { readStall, type StallItem } from '@gezhong/shared/supplies/stalls/contract'
import { ConnectionBar } from '../../home/connection-bar.tsx'
import { endPullDown, go, restartAt } from '../../platform/navigation.ts'
import { usePullDownRefresh } from '../../platform/page-events.ts'
import { usePageParams } from '../../platform/page-params.ts'
import { useActor } from '../../platform/session.ts'
import { POLL_MS, useRead } from '../../platform/use-read.ts'
import { ActionBar } from '../../ui/bar.tsx'
import { Awaited } from '../../ui/awaited.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { Row } from '../../ui/row.tsx'
import { Search } from '../../ui/search.tsx'
import { Tag } from '../../ui/tag.tsx'
import { chainGroupOf } from '../chain-group.ts'
import { goodsWords } from '../goods-words.ts'
import { cutOffWords, isSelling } from '../stall-words.ts'
import { orderChainPath, stallPath } from '../supplies-paths.ts'

const PAGE = 40

/** What is ordered at a stall, door by door, and how much of each thing; a thing that is tapped shows who wants it. */
export default function Orders() {
  const actor = useActor()
  const { id = '' } = usePageParams()
  const [item, setItem] = useState<string | null>(null)
  const [words, setWords] = useState('')
  const [size, setSize] = useState(PAGE)
  const signedIn = actor !== null
  const stall = useRead(readStall, { params: { id } }, { keep: true, every: POLL_MS, when: signedIn })
  const query = {
    state: 'placed' as const,
    size,
    ...(item === null ? {} : { item }),
    ...(words === '' ? {} : { q: words }),
  }
  const plain = item === null && words === '' && size === PAGE
  const list = useRead(listOrders, { params: { id }, query }, { keep: plain, every: POLL_MS, when: signedIn })
  usePullDownRefresh(() => void Promise.all([stall.refetch(), list.refetch()]).finally(endPullDown))
  useEffect(() => {
    if (actor === null) restartAt('/home/sign-in/sign-in')
  }, [actor])
  if (actor === null) return null
  const { data } = stall
  const chosen = data?.items.find((one) => one.id === item)
  const group = data === undefined ? null : chainGroupOf(actor, data)
  return (
    <Page
      back
      title="订单"
      subtitle={data === undefined ? undefined : `${data.title} · ${cutOffWords(data)}`}
      bar={<ConnectionBar />}
      footer={
        group !== null && data !== undefined && isSelling(data) ? (
          <ActionBar>
            <Button icon="paste" onPress={() => go(orderChainPath(id, group))}>
              粘贴接龙
            </Button>
          </ActionBar>
        ) : undefined
      }
    >
      <Search label="找门牌" placeholder="门牌，如 32" value={words} onChange={setWords} />
      {data !== undefined && words === '' && (
        <Totals
          items={data.items}
          chosen={item}
          onChoose={(next) => {
            setItem(next)
            setSize(PAGE)
          }}
        />
      )}
      {list.data === undefined && <Awaited error={list.error} rows={5} onRetry={() => void list.refetch()} />}
      {list.data?.rows.length === 0 && (
        <Card>
          <Empty
            icon="list"
            title={words === '' && item === null ? '还没有人订' : '没有找到'}
            text={words === '' && item === null ? '群里有人接龙，贴进来就有了' : '换个门牌，或看全部'}
          />
        </Card>
      )}
      {list.data !== undefined && list.data.rows.length > 0 && (
        <Card
          title={chosen === undefined ? `${list.data.total} 户` : `要${chosen.name}的 ${list.data.total} 户`}
          note={`共 ${sayFen(list.data.amountFen)}`}
        >
          {list.data.rows.map((order) => (
            <OrderRow key={order.id} order={order} item={item} onPress={() => go(stallPath(id, order.householdId))} />
          ))}
          {list.data.rows.length < list.data.total && (
            <Button kind="plain" busy={list.isFetching} onPress={() => setSize(Math.min(500, size + PAGE))}>
              {`再看一些（共 ${list.data.total} 户）`}
            </Button>
          )}
        </Card>
      )}
    </Page>
  )
}

interface TotalsProps {
  items: readonly StallItem[]
  /** The thing whose orders are shown alone. */
  chosen: string | null
  onChoose: (itemId: string | null) => void
}

/** How much of each thing is ordered: what has to be bought. */
function Totals({ items, chosen, onChoose }: TotalsProps) {
  const wanted = items.filter(({ id, orderedMilli }) => orderedMilli > 0 && (chosen === null || id === chosen))
  if (wanted.length === 0) return null
  return (
    <Card title="每样订了多少" note={chosen === null ? '点一样，看谁要' : undefined}>
      {wanted.map(({ id, name, unit, orderedMilli, leftMilli }) => (
        <Row
          key={id}
          title={name}
          note={leftMilli === null ? undefined : leftMilli === 0 ? '卖完了' : `还剩 ${sayQuantity(leftMilli, unit)}`}
          end={<Text className="num">{sayQuantity(orderedMilli, unit)}</Text>}
          label={`${name}，订了 ${sayQuantity(orderedMilli, unit)}，看谁要`}
          {...(chosen === null ? { onPress: () => onChoose(id) } : {})}
        />
      ))}
      {chosen !== null && (
        <Button kind="plain" onPress={() => onChoose(null)}>
          看全部
        </Button>
      )}
    </Card>
  )
}

function OrderRow({ order, item, onPress }: { order: Order; item: string | null; onPress: () => void }) {
  const { door, lines, amountFen, note, source, priority } = order
  const shown = item === null ? lines : lines.filter(({ itemId }) => itemId === item)
  const goods = goodsWords(shown, '')
  return (
    <Row
      title={displayDoor(door)}
      note={[goods, note, ORDER_SOURCE_WORDS[source]].filter((part) => part !== '').join(' · ')}
      end={
        <>
          {priority && <Tag tone="warn">先照顾</Tag>}
          <Text className="num">
            {sayFen(item === null ? amountFen : shown.reduce((sum, one) => sum + one.amountFen, 0))}
          </Text>
        </>
      }
      label={`${displayDoor(door)}，${goods}，${sayFen(amountFen)}`}
      onPress={onPress}
    />
  )
}
