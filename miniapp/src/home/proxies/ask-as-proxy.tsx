import type { MyHomeRequest } from '@gezhong/shared/people/homes/contract'
import { askAsProxy, listProxies } from '@gezhong/shared/people/proxies/contract'
import { call } from '../../platform/api.ts'
import { outdate } from '../../platform/queries.ts'
import { Banner } from '../../ui/banner.tsx'
import { Card } from '../../ui/card.tsx'
import { DoorForm } from '../door-form.tsx'

/** Without a slip: a door, and the household or its grid worker is asked. */
export function AskAsProxy({ requests }: { requests: readonly MyHomeRequest[] }) {
  return (
    <Card title="没有纸条，写门牌" note="本户点同意，或网格员当面问过">
      {requests.map(({ id, text: asked, state }) =>
        state === 'refused' ? (
          <Banner key={id} tone="warn" title={`“${asked}”没有同意`} text="请当面说一声，或问网格员" />
        ) : (
          <Banner key={id} tone="info" title={`“${asked}”等本户同意`} text="同意后今日页里会出现这一家" />
        ),
      )}
      <DoorForm
        word="请本户同意"
        kind="soft"
        send={(body, key) => call(askAsProxy, { body, idempotencyKey: key })}
        onAsked={() => outdate(listProxies)}
      />
    </Card>
  )
}
