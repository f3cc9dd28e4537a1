import { displayDoor } from '@gezhong/shared/people/door'
import { answerProxy, listProxies, type ProxyRequest } from '@gezhong/shared/people/proxies/contract'
import { call } from '../../platform/api.ts'
import { notice } from '../../platform/notice.ts'
import { outdate } from '../../platform/queries.ts'
import { useWrite } from '../../platform/use-write.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button, Buttons } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Row } from '../../ui/row.tsx'

/** Somebody asks to look after my household: agreed or not, by whoever lives in it. */
export function Asking({ request }: { request: ProxyRequest }) {
  const { id, displayName, phonesMasked, door } = request
  const answering = useWrite(async (agreed: boolean, key) => {
    await call(answerProxy, { params: { id }, body: { agreed }, idempotencyKey: key })
    notice(agreed ? '好了，他可以替您家上报' : '已回绝')
    outdate(listProxies)
  })
  return (
    <Card title="有人想照看您家" note={displayDoor(door)}>
      {answering.problem !== null && <Banner tone="bad" title={answering.problem} />}
      <Row icon="person" title={displayName} note={phonesMasked.join('、')} />
      <Buttons>
        <Button kind="soft" busy={answering.busy} onPress={() => void answering.run(false)}>
          不同意
        </Button>
        <Button busy={answering.busy} label={`同意${displayName}照看`} onPress={() => void answering.run(true)}>
          同意
        </Button>
      </Buttons>
    </Card>
  )
}
