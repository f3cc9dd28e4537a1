import { useEffect, useState } from 'react'
import { sayFen } from '@gezhong/shared/money'
import { sayQuantity } from '@gezhong/shared/supplies/amounts'
import { listOrders } from '@gezhong/shared/supplies/orders/contract'
import { readStall } from '@gezhong/shared/supplies/stalls/contract'
import { isSelling } from '@gezhong/shared/supplies/stalls/selling'
import { ConnectionBar } from '../../home/connection-bar.tsx'
import { endPullDown, go, restartAt } from '../../platform/navigation.ts'
import { usePullDownRefresh } from '../../platform/page-events.ts'
import { usePageParams } from '../../platform/page-params.ts'
import { useActor } from '../../platform/session.ts'
import { POLL_MS, useRead } from '../../platform/use-read.ts'
import { ActionBar } from '../../ui/bar.tsx'
import { Awaited } from '../../ui/awaited.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { Row } from '../../ui/row.tsx'
import { Search } from '../../ui/search.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { chainGroupOf } from '../chain-group.ts'
import { cutOffWords } from '../stall-words.ts'
import { orderChainPath, packingPath, stallPath, duesPath } from '../supplies-paths.ts'
import { OrderRow } from './order-row.tsx'
import { isWanted, Totals } from './totals.tsx'

const PAGE = 40

/** What is ordered at a stall, door by door, and how much of each thing; a thing that is tapped shows who wants it. */
export default function Orders() {
  const actor = useActor()
  const { id = '' } = usePageParams()
  const [item, setItem] = useState<string | null>(null)
  const [part, setPart] = useState<'doors' | 'items'>('doors')
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
        data !== undefined && data.state !== 'draft' && !isSelling(data) ? (
          <ActionBar>
            <Button icon="list" onPress={() => go(packingPath(id))}>
              分拣装袋
            </Button>
          </ActionBar>
        ) : group !== null && data !== undefined && isSelling(data) ? (
          <ActionBar>
            <Button icon="paste" onPress={() => go(orderChainPath(id, group))}>
              粘贴接龙
            </Button>
          </ActionBar>
        ) : undefined
      }
    >
      <Segmented<'doors' | 'items'>
        label="怎么看"
        value={part}
        onChange={(next) => {
          setPart(next)
          setItem(null)
        }}
        options={[
          { value: 'doors', word: '按户', count: data?.orders },
          { value: 'items', word: '每样多少', count: data?.items.filter(isWanted).length },
        ]}
      />
      {part === 'items' && data === undefined && (
        <Awaited error={stall.error} rows={5} onRetry={() => void stall.refetch()} />
      )}
      {part === 'items' && data !== undefined && (
        <Totals
          items={data.items}
          onChoose={(next) => {
            setItem(next)
            setSize(PAGE)
            setPart('doors')
          }}
        />
      )}
      {part === 'doors' && (
        <>
          <Search label="找门牌" placeholder="门牌，如 32" value={words} onChange={setWords} />
          {chosen !== undefined && (
            <Banner
              tone="info"
              title={`只看要${chosen.name}的`}
              text={`一共订了 ${sayQuantity(chosen.orderedMilli, chosen.unit)}`}
              action={{ word: '看全部', onPress: () => setItem(null) }}
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
            <Card title={`${list.data.total} 户`} note={`一共 ${sayFen(list.data.amountFen)}`}>
              <Row icon="list" title="收款" note="谁还没付，收了记下" onPress={() => go(duesPath(id))} />
              {list.data.rows.map((order) => (
                <OrderRow
                  key={order.id}
                  order={order}
                  item={item}
                  onPress={() => go(stallPath(id, order.householdId))}
                />
              ))}
              {list.data.rows.length < list.data.total && (
                <Button kind="plain" busy={list.isFetching} onPress={() => setSize(Math.min(500, size + PAGE))}>
                  {`再看一些（共 ${list.data.total} 户）`}
                </Button>
              )}
            </Card>
          )}
        </>
      )}
    </Page>
  )
}
