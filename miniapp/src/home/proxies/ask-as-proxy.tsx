import { useState } from 'react'
import type { MyHomeRequest } from '@gezhong/shared/people/homes/contract'
import { askAsProxy, listProxies } from '@gezhong/shared/people/proxies/contract'
import { call } from '../../platform/api.ts'
import { outdate } from '../../platform/queries.ts'
import { randomId } from '../../platform/random-id.ts'
import { useWrite } from '../../platform/use-write.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Field } from '../../ui/field.tsx'

/** Without a slip: a door, and the household or its grid worker is asked. */
export function AskAsProxy({ requests }: { requests: readonly MyHomeRequest[] }) {
  const [text, setText] = useState('')
  const [incomplete, setIncomplete] = useState(false)
  const asking = useWrite(async (door: string, key) =>
    call(askAsProxy, { body: { id: await randomId(), text: door }, idempotencyKey: key }),
  )
  const submit = async () => {
    setIncomplete(text.trim().length < 2)
    if (text.trim().length < 2) return
    if ((await asking.run(text.trim())) === null) return
    setText('')
    outdate(listProxies)
  }
  return (
    <Card title="没有纸条，写门牌" note="本户点同意，或网格员当面问过">
      {requests.map(({ id, text: asked, state }) =>
        state === 'refused' ? (
          <Banner key={id} tone="warn" title={`“${asked}”没有同意`} text="请当面说一声，或问网格员" />
        ) : (
          <Banner key={id} tone="info" title={`“${asked}”等本户同意`} text="同意后今日页里会出现这一家" />
        ),
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
      <Button kind="soft" busy={asking.busy} onPress={() => void submit()}>
        请本户同意
      </Button>
    </Card>
  )
}
