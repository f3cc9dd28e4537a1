import { useEffect, useState } from 'react'
import { me } from '@gezhong/shared/grid/identity/contract'
import { displayDoor } from '@gezhong/shared/people/door'
import { askForHome, findHome, joinHome, type MyHomeRequest } from '@gezhong/shared/people/homes/contract'
import { call } from '../../platform/api.ts'
import { outdate, queries } from '../../platform/queries.ts'
import { randomId } from '../../platform/random-id.ts'
import { keepActor } from '../../platform/session.ts'
import { POLL_MS, useRead } from '../../platform/use-read.ts'
import { useWrite } from '../../platform/use-write.ts'
import { Banner } from '../../ui/banner.tsx'
import { Awaited } from '../../ui/awaited.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Field } from '../../ui/field.tsx'
import { Page } from '../../ui/page.tsx'
import { Row } from '../../ui/row.tsx'
import { ConnectionBar } from '../connection-bar.tsx'
import { ReadingSizePill } from '../reading-size-pill.tsx'
import { SlipClaim } from '../slip/slip-claim.tsx'
import { Tabs } from '../tabs.tsx'

/** The home has opened: what this person may do is read anew, and the first screen changes by itself. */
async function moveIn(): Promise<void> {
  keepActor(await call(me))
  await queries.invalidateQueries()
}

/** For somebody who has signed in and lives nowhere yet: own household by phone, or a door and a little patience. */
export function FindHome() {
  const { data, error, refetch } = useRead(findHome, {}, { every: POLL_MS })
  const confirmed = data?.request?.state === 'confirmed'
  useEffect(() => {
    if (confirmed) void moveIn().catch(() => undefined)
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
    await moveIn()
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
  const [text, setText] = useState('')
  const [incomplete, setIncomplete] = useState(false)
  const asking = useWrite(async (door: string, key) =>
    call(askForHome, { body: { id: await randomId(), text: door }, idempotencyKey: key }),
  )
  const submit = async () => {
    setIncomplete(text.trim().length < 2)
    if (text.trim().length < 2) return
    if ((await asking.run(text.trim())) === null) return
    setText('')
    outdate(findHome)
  }
  const waiting = request?.state === 'waiting'
  return (
    <Card title="写门牌，请网格员确认">
      {waiting && (
        <Banner tone="info" title={`已报“${request.text}”，等网格员确认`} text="确认后这里会自己打开，不用一直等着" />
      )}
      {request?.state === 'refused' && (
        <Banner tone="warn" title={`“${request.text}”没有对上`} text="请看看门牌有没有写错，或打电话问网格员" />
      )}
      {asking.problem !== null && <Banner tone="bad" title={asking.problem} />}
      <Field
        label="门牌"
        value={text}
        onChange={setText}
        maxLength={80}
        placeholder="例如：中区32号"
        error={incomplete ? '请写上门牌，例如：中区32号' : undefined}
        onDone={() => void submit()}
      />
      <Button kind={waiting ? 'soft' : 'main'} busy={asking.busy} onPress={() => void submit()}>
        {waiting ? '改成这个门牌' : '请网格员确认'}
      </Button>
    </Card>
  )
}
