import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import type { OwnData } from '@gezhong/shared/people/own-data/contract'
import { readOwnData } from '@gezhong/shared/people/own-data/contract'
import type { OwnGroup } from '@gezhong/shared/people/own-data/own-group'
import { NOT_LISTED, ownDataGroups } from '@gezhong/shared/people/own-data/words'
import { endPullDown, go, restartAt } from '../../platform/navigation.ts'
import { usePullDownRefresh } from '../../platform/page-events.ts'
import { useActor } from '../../platform/session.ts'
import { useRead } from '../../platform/use-read.ts'
import { Awaited } from '../../ui/awaited.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Page } from '../../ui/page.tsx'
import { Row } from '../../ui/row.tsx'
import { ChangePhone } from './change-phone.tsx'
import { Corrections } from './corrections.tsx'
import { TakeAway } from './take-away.tsx'
import './own-data.css'

/** So many at first; the others are one tap away. */
const SHOWN = 4

/** Where each is put right. */
function Correcting({ group, data }: { group: OwnGroup; data: OwnData }) {
  if (group.key === 'account') return <ChangePhone hasPhone={data.account.phonesMasked.length > 0} />
  if (group.key === 'agreements')
    return <Row icon="list" title="重看、收回" onPress={() => go('/home/privacy/privacy')} />
  if (group.key === 'homes') return <Row icon="home" title="看照看的人家" onPress={() => go('/home/proxies/proxies')} />
  if (group.key === 'reports' && data.households.length > 0)
    return <Row icon="edit" title="去今日页改上报" onPress={() => go('/home/today/today')} />
  return null
}

function GroupCard({ group, data }: { group: OwnGroup; data: OwnData }) {
  const [whole, setWhole] = useState(false)
  const { title, why, items, empty } = group
  return (
    <Card title={title}>
      <View className="own-why">{why}</View>
      {items.length === 0 && <Row title={empty} />}
      {(whole ? items : items.slice(0, SHOWN)).map((item, index) => (
        <Row key={`${index} ${item.title}`} title={item.title} note={item.note} />
      ))}
      {!whole && items.length > SHOWN && (
        <View className="own-more">
          <Button kind="plain" label={`${title}，看其余 ${items.length - SHOWN} 条`} onPress={() => setWhole(true)}>
            {`看其余 ${items.length - SHOWN} 条`}
          </Button>
        </View>
      )}
      <Correcting group={group} data={data} />
    </Card>
  )
}

/** Everything held about the one who looks, how each is put right, taken away and deleted. */
export default function OwnDataPage() {
  const actor = useActor()
  const { data, error, refetch } = useRead(readOwnData, {}, { when: actor !== null })
  usePullDownRefresh(() => void refetch().finally(endPullDown))
  useEffect(() => {
    if (actor === null) restartAt('/home/sign-in/sign-in')
  }, [actor])
  if (actor === null) return null
  return (
    <Page title="我的数据" subtitle="系统里存着的您的信息" back>
      {data === undefined && <Awaited error={error} onRetry={() => void refetch()} rows={6} />}
      {data !== undefined && (
        <>
          {ownDataGroups(data).map((group) =>
            group.key === 'corrections' ? (
              <Corrections key={group.key} group={group} data={data} />
            ) : (
              <GroupCard key={group.key} group={group} data={data} />
            ),
          )}
          <Card title="没有列出的">
            {NOT_LISTED.map((line) => (
              <Row key={line} icon="lock" title={line} />
            ))}
          </Card>
          <TakeAway />
          <Card title="删除">
            <View className="own-why">不想用了，可以删掉账号和您给的数据。会先说清楚哪些删、哪些依法要留。</View>
            <Row
              icon="cross"
              title="删除我的账号和数据"
              note="接龙、纸条照样买菜、求助"
              onPress={() => go('/home/delete-account/delete-account')}
            />
          </Card>
        </>
      )}
    </Page>
  )
}
