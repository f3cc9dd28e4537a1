import { useState } from 'react'
import { readSlipCode } from '@gezhong/shared/people/slips/code'
import { signInBySlip } from '@gezhong/shared/people/slips/contract'
import { call } from '../../platform/api.ts'
import { deviceId } from '../../platform/device.ts'
import { useWrite } from '../../platform/use-write.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { enter } from '../sign-in/enter.ts'
import { SlipField } from './slip-field.tsx'

/** In by a paper slip: for whoever has no number, or whose message does not arrive. */
export function SlipSignIn({ code = '', communityId = null }: { code?: string; communityId?: string | null }) {
  const [typed, setTyped] = useState(code)
  const [place, setPlace] = useState(communityId)
  const [incomplete, setIncomplete] = useState(false)
  // The paper knows better where it belongs than a link that was once opened: typed, the code alone finds its community.
  const entering = useWrite(async (written: string) => {
    const where = place === null ? {} : { communityId: place }
    return call(signInBySlip, { body: { ...where, code: written, deviceId: await deviceId() } })
  })
  const submit = async () => {
    setIncomplete(readSlipCode(typed) === null)
    if (readSlipCode(typed) === null) return
    const session = await entering.run(typed)
    if (session !== null) enter(session)
  }
  return (
    <>
      {entering.problem !== null && <Banner tone="bad" title={entering.problem} />}
      <SlipField
        value={typed}
        onChange={(written, scanned) => {
          setTyped(written)
          setPlace(scanned ?? communityId)
        }}
        incomplete={incomplete}
        onDone={() => void submit()}
      />
      <Button busy={entering.busy} onPress={() => void submit()}>
        进入
      </Button>
    </>
  )
}
