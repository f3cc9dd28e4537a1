import { useState } from 'react'
import { displayDoor } from '@gezhong/shared/people/door'
import { endBond, listProxies } from '@gezhong/shared/people/proxies/contract'
import { call } from '../../platform/api.ts'
import { POLL_MS, useRead } from '../../platform/use-read.ts'
import { dropWaitingOf } from '../../people/report/outbox.ts'
import { Awaited } from '../../ui/awaited.tsx'
import { Card } from '../../ui/card.tsx'
import { Page } from '../../ui/page.tsx'
import { ConnectionBar } from '../connection-bar.tsx'
import { ConfirmEnding, EndRow, type Ending } from '../ending.tsx'
import { SlipClaim } from '../slip/slip-claim.tsx'
import { AskAsProxy } from './ask-as-proxy.tsx'
import { Asking } from './asking.tsx'

/** Whom I look after and who looks after my household; either side can end it at any time. */
export default function Proxies() {
  const { data, error, refetch } = useRead(listProxies, {}, { every: POLL_MS })
  const [ending, setEnding] = useState<Ending | null>(null)
  return (
    <Page back title="我照看的" subtitle="替老人、邻居上报，要本户同意" bar={<ConnectionBar />}>
      {data === undefined && <Awaited error={error} onRetry={() => void refetch()} />}
      {data?.asking.map((request) => (
        <Asking key={request.id} request={request} />
      ))}
      {data !== undefined && data.lookedAfter.length > 0 && (
        <Card title="我照看的" note="上报都记作代报">
          {data.lookedAfter.map(({ grantId, householdId, door }) => (
            <EndRow
              key={grantId}
              icon="people"
              title={displayDoor(door)}
              word="不照看了"
              onPress={() =>
                setEnding({
                  title: `不再照看${displayDoor(door)}？`,
                  text: '您就看不到这一户，也不能替它上报了；已经报过的还算数。以后要再照看，用他家的纸条，或请本户再同意一次。',
                  yes: '不照看了',
                  run: async (key) => {
                    await call(endBond, { params: { id: grantId }, idempotencyKey: key })
                    dropWaitingOf(householdId)
                  },
                })
              }
            />
          ))}
        </Card>
      )}
      {data !== undefined && data.proxies.length > 0 && (
        <Card title="照看我家的人" note="能替我家上报，看得到我家报了什么">
          {data.proxies.map(({ grantId, displayName, door }) => (
            <EndRow
              key={grantId}
              icon="people"
              title={displayName}
              note={displayDoor(door)}
              word="收回"
              onPress={() =>
                setEnding({
                  title: `不让${displayName}照看了？`,
                  text: '对方马上就看不到您家，也不能替您家上报了。以后想再请，让对方再申请一次。',
                  yes: '收回',
                  run: (key) => call(endBond, { params: { id: grantId }, idempotencyKey: key }),
                })
              }
            />
          ))}
        </Card>
      )}
      {data !== undefined && (
        <Card title="有他家的纸条" note="纸条给了您，就是本户同意了">
          <SlipClaim proxyOnly onBound={() => void refetch()} />
        </Card>
      )}
      {data !== undefined && <AskAsProxy requests={data.requests} />}
      {ending !== null && <ConfirmEnding ending={ending} onClose={() => setEnding(null)} />}
    </Page>
  )
}
