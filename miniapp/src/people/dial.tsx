import { useState } from 'react'
import { revealPhone } from '@gezhong/shared/people/ledger/contract'
import { revealReportPhone } from '@gezhong/shared/people/reports/contract'
import { call } from '../platform/api.ts'
import { notice } from '../platform/notice.ts'
import { callPhone, isTelephone } from '../platform/phone-call.ts'
import { inBrowser } from '../platform/target.ts'
import { useWrite } from '../platform/use-write.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { displayDoor } from '@gezhong/shared/people/door'
import './dial.css'

interface Props {
  /** Whose number: the household's on the ledger, or the one that a report gave. */
  of: { householdId: string } | { reportId: string }
  door: string
  phonesMasked: readonly string[]
  shape: DoorProps['shape']
}

/** The number that the ledger or a report has of a door. */
export function Dial({ of, door, phonesMasked, shape }: Props) {
  if (phonesMasked.length === 0) return null
  const ask: Ask = (idempotencyKey) =>
    'reportId' in of
      ? call(revealReportPhone, { params: { id: of.reportId }, idempotencyKey })
      : call(revealPhone, { params: { id: of.householdId }, body: { purpose: 'dial' as const }, idempotencyKey })
  return <DialDoor ask={ask} door={door} word={shape === 'pill' ? '拨打' : `拨打 ${phonesMasked[0]}`} shape={shape} />
}

type Ask = (idempotencyKey: string) => Promise<{ phones: string[] }>

interface DoorProps {
  ask: Ask
  door: string
  word: string
  /** A small pill in a list, or the main button of a sheet. */
  shape: 'pill' | 'huge'
}

/**
 * One tap to dial. The full number is asked for only now, and the server writes down who asked. In a browser the
 * number is also shown, as there may be no dialler; in WeChat a single number is dialled at once.
 */
export function DialDoor({ ask, door, word, shape }: DoorProps) {
  const [phones, setPhones] = useState<readonly string[] | null>(null)
  const revealing = useWrite((_: null, idempotencyKey) => ask(idempotencyKey))
  const dial = async () => {
    const answer = await revealing.run(null)
    if (answer === null) {
      setPhones([])
      return
    }
    const [first] = answer.phones
    if (first === undefined) {
      notice('没有登记电话，请上门')
      return
    }
    if (answer.phones.length > 1 || inBrowser) setPhones(answer.phones)
    if (answer.phones.length === 1 && isTelephone()) await callPhone(first)
  }
  return (
    <>
      <Button
        shape={shape}
        kind={shape === 'pill' ? 'soft' : 'main'}
        icon="phone"
        busy={revealing.busy}
        label={`打电话给 ${displayDoor(door)}`}
        onPress={() => void dial()}
      >
        {word}
      </Button>
      {phones !== null && (
        <Sheet title={displayDoor(door)} onClose={() => setPhones(null)}>
          {revealing.problem !== null && <Banner tone="bad" title={revealing.problem} />}
          {phones.map((phone) => (
            <Button key={phone} shape="huge" icon="phone" onPress={() => void callPhone(phone)}>
              {phone}
            </Button>
          ))}
        </Sheet>
      )}
    </>
  )
}
