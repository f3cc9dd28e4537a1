import type { PeopleNumbers } from '@gezhong/shared/people/board/contract'
import { PartsBar } from '../../ui/parts-bar.tsx'

/** Persons of a round: tested, excused and missing make those who are due. */
export function PeopleBar({ numbers }: { numbers: PeopleNumbers }) {
  return (
    <PartsBar
      whole={numbers.expectedPeople}
      parts={[
        { words: '已检', value: numbers.reportedPeople, color: 'var(--brand)' },
        { words: '不用检', value: numbers.excusedPeople, color: 'var(--quiet)' },
        { words: '还差', value: numbers.missingPeople, color: 'var(--bad)' },
      ]}
    />
  )
}
