import { useEffect, useState } from 'react'
import { listGrids } from '@gezhong/shared/grid/communities/contract'
import { displayDoor } from '@gezhong/shared/people/door'
import { askForHome, findHome, joinHome, type MyHomeRequest } from '@gezhong/shared/people/homes/contract'
import { call } from '../../platform/api.ts'
import { outdate } from '../../platform/queries.ts'
import { useActor } from '../../platform/session.ts'
import { POLL_MS, useRead } from '../../platform/use-read.ts'
import { useWrite } from '../../platform/use-write.ts'
import { Banner } from '../../ui/banner.tsx'
import { Awaited } from '../../ui/awaited.tsx'
import { Card } from '../../ui/card.tsx'
import { Page } from '../../ui/page.tsx'
import { Row } from '../../ui/row.tsx'
import { ConnectionBar } from '../connection-bar.tsx'
import { DoorForm } from '../door-form.tsx'
import { ReadingSizePill } from '../reading-size-pill.tsx'
import { readRights } from '../rights.ts'
import { sharedPlace } from '../share/shared-place.ts'
import { SlipClaim } from '../slip/slip-claim.tsx'
import { Tabs } from '../tabs.tsx'
import { GridChoice } from './grid-choice.tsx'

/** For somebody who has signed in and lives nowhere yet: own household by phone, or a door and a little patience. */
export function FindHome() {
  const { data, error, refetch } = useRead(findHome, {}, { every: POLL_MS })
  const confirmed = data?.request?.state === 'confirmed'
  useEffect(() => {
    if (confirmed) void readRights().catch(() => undefined)
  }, [confirmed])
  return (
    <Page
      title="找到您的家"
      subtitle="关联后就能自己上报"
      action={<ReadingSizePill />}
      bar={<ConnectionBar />}
      footer={<Tabs here="today" />}
    >
      {data === undefined && <Awaited error={error} onRetry={() => void refetch()} />}
      {data !== undefined && data.found.length > 0 && <ByPhone homes={data.found} />}
      {data !== undefined && <ByDoor request={data.request} />}
      {data !== undefined && (
        <Card title="有门上的纸条" note="填字母，马上就好">
          <SlipClaim onBound={() => void refetch()} />
        </Card>
      )}
    </Page>
  )
}

function ByPhone({ homes }: { homes: readonly { householdId: string; door: string; gridTitle: string }[] }) {
  const joining = useWrite(async (id: string, key) => {
    await call(joinHome, { params: { id }, idempotencyKey: key })
    await readRights()
  })
  return (
    <Card title={homes.length === 1 ? '这是您家吗' : '哪一户是您家'} note="按您的手机号找到的">
      {joining.problem !== null && <Banner tone="bad" title={joining.problem} />}
      {homes.map((home) => (
        <Row
          key={home.householdId}
          icon="home"
          title={displayDoor(home.door)}
          note={home.gridTitle}
          label={`是我家：${displayDoor(home.door)}`}
          onPress={() => void joining.run(home.householdId)}
        />
      ))}
    </Card>
  )
}

function ByDoor({ request }: { request: MyHomeRequest | null }) {
  const communityId = useActor()?.communityId
  const { data: tree } = useRead(listGrids, {}, { keep: true })
  const grids = (tree?.grids ?? []).filter(({ parentId }) => parentId === null)
  const [gridId, setGridId] = useState(() => {
    const shared = sharedPlace()
    return shared?.communityId === communityId ? shared?.gridId : null
  })
  const grid = grids.find(({ id }) => id === gridId)
  const waiting = request?.state === 'waiting'
  return (
    <Card title="写门牌，请网格员确认">
      {waiting && (
        <Banner tone="info" title={`已报“${request.text}”，等网格员确认`} text="确认后这里会自己打开，不用一直等着" />
      )}
      {request?.state === 'refused' && (
        <Banner tone="warn" title={`“${request.text}”没有对上`} text="请看看门牌有没有写错，或打电话问网格员" />
      )}
      <DoorForm
        word={waiting ? '改成这个门牌' : '请网格员确认'}
        kind={waiting ? 'soft' : 'main'}
        send={(body, key) =>
          call(askForHome, {
            body: { ...body, ...(grid === undefined ? {} : { gridId: grid.id }) },
            idempotencyKey: key,
          })
        }
        onAsked={() => outdate(findHome)}
      >
        {grids.length > 1 && <GridChoice grids={grids} chosen={grid} onChoose={({ id }) => setGridId(id)} />}
      </DoorForm>
    </Card>
  )
}
