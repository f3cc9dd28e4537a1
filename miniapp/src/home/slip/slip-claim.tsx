import { useState } from 'react'
import { readSlipCode } from '@gezhong/shared/people/slips/code'
import { claimSlip } from '@gezhong/shared/people/slips/contract'
import { call } from '../../platform/api.ts'
import { notice } from '../../platform/notice.ts'
import { useWrite } from '../../platform/use-write.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button, Buttons } from '../../ui/button.tsx'
import { readRights } from '../rights.ts'
import { SlipField } from './slip-field.tsx'

interface Props {
  code?: string
  /** Where only looking after a household is in question. */
  proxyOnly?: boolean
  onBound: () => void
}

/** Binds whoever is signed in to the household of a slip; `onBound` once their rights have been read anew. */
export function SlipClaim({ code = '', proxyOnly = false, onBound }: Props) {
  const [typed, setTyped] = useState(code)
  const [incomplete, setIncomplete] = useState(false)
  const claiming = useWrite(async (body: { code: string; proxy: boolean }) => {
    await call(claimSlip, { body })
    await readRights()
    return body
  })
  const submit = async (proxy: boolean) => {
    setIncomplete(readSlipCode(typed) === null)
    if (readSlipCode(typed) === null) return
    if ((await claiming.run({ code: typed, proxy })) === null) return
    notice(proxy ? '好了，可以替这一家上报' : '好了，关联到您家')
    onBound()
  }
  return (
    <>
      {claiming.problem !== null && <Banner tone="bad" title={claiming.problem} />}
      <SlipField value={typed} onChange={setTyped} incomplete={incomplete} onDone={() => void submit(proxyOnly)} />
      <Buttons>
        <Button kind={proxyOnly ? 'main' : 'soft'} busy={claiming.busy} onPress={() => void submit(true)}>
          我照看这家
        </Button>
        {!proxyOnly && (
          <Button busy={claiming.busy} onPress={() => void submit(false)}>
            这是我家
          </Button>
        )}
      </Buttons>
    </>
  )
}
