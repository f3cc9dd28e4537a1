import { PartsBar } from '../../ui/parts-bar.tsx'
import type { RollNumbers } from '../rolls/use-roll.ts'

/** Persons of a round: tested, excused and missing make those who are due. */
export function PeopleBar({ numbers }: { numbers: RollNumbers }) {
  return (
    <PartsBar
      whole={numbers.expectedPeople}
      parts={[
        { words: '已检', value: numbers.reportedPeople, color: 'var(--brand)' },
        { words: '不用检', value: numbers.excusedPeople, color: 'var(--quiet)' },
        { words: '未检', value: numbers.missingPeople, color: 'var(--bad)' },
      ]}
    />
  )
}
