import { useState } from 'react'
import type { Actor } from '@gezhong/shared/actor'
import { displayDoor } from '@gezhong/shared/people/door'
import type { Exemption } from '@gezhong/shared/people/exemptions/contract'
import { readHousehold } from '@gezhong/shared/people/ledger/contract'
import { canDecideExemption } from '@gezhong/shared/people/policy'
import { notice } from '../../platform/notice.ts'
import { useNow } from '../../platform/use-now.ts'
import { useRead } from '../../platform/use-read.ts'
import { Awaited } from '../../ui/awaited.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { HouseholdSearch } from '../household-search.tsx'
import { calledBy } from '../called-by.ts'
import { ExemptionForm } from './exemption-form.tsx'
import { untilDays } from './until-days.ts'

interface Props {
  actor: Actor
  /** Chosen before, on another page. */
  householdId: string | undefined
  onAsked: (exemption: Exemption) => void
  onClose: () => void
}

/** First the household, then who of it, why and until when. */
export function AskSheet({ actor, householdId, onAsked, onClose }: Props) {
  const [chosen, setChosen] = useState(householdId)
  if (chosen === undefined)
    return (
      <Sheet title="哪一户有人来不了？" onClose={onClose}>
        <HouseholdSearch onChoose={({ id }) => setChosen(id)} />
      </Sheet>
    )
  return <OfHousehold actor={actor} householdId={chosen} onAsked={onAsked} onClose={onClose} />
}

function OfHousehold({ actor, householdId, onAsked, onClose }: Props & { householdId: string }) {
  const now = useNow()
  const { data, error, refetch } = useRead(readHousehold, { params: { id: householdId } })
  if (data === undefined)
    return (
      <Sheet title="谁不用检" onClose={onClose}>
        <Awaited error={error} onRetry={() => void refetch()} />
      </Sheet>
    )
  const { door, gridCode, people, headcount } = data
  const decides = canDecideExemption(actor, gridCode)
  return (
    <Sheet title={`${displayDoor(door)}谁不用检`} onClose={onClose}>
      <ExemptionForm
        householdId={householdId}
        people={people.map((person) => ({ residentId: person.id, name: calledBy(person, people) }))}
        unnamed={Math.max(0, (headcount ?? 99) - people.length)}
        untils={untilDays(now)}
        bedridden="卧床，上门采"
        word={decides ? '批了，不用检' : '交给网格长批'}
        onAsked={(exemption) => {
          notice(exemption.state === 'approved' ? '批了' : '交上去了，等网格长批')
          onAsked(exemption)
          onClose()
        }}
      />
    </Sheet>
  )
}
