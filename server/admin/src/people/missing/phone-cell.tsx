import { revealPhone } from '@gezhong/shared/people/ledger/contract'
import { toastProblem } from '../../api/problem.tsx'
import { useWrite } from '../../api/write.ts'
import { CompactPhones } from '../compact-phones.tsx'

/** A household's number in a list. */
export function PhoneCell({ householdId, masked }: { householdId: string; masked: readonly string[] }) {
  const reveal = useWrite(revealPhone)
  return (
    <CompactPhones
      masked={masked}
      revealing={reveal}
      onReveal={() =>
        reveal.mutate({ params: { id: householdId }, body: { purpose: 'dial' } }, { onError: toastProblem })
      }
    />
  )
}
