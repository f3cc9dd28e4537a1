import type { PeopleNumbers } from '@gezhong/shared/people/board/contract'

type Counted = Pick<PeopleNumbers, 'expectedPeople' | 'reportedPeople' | 'excusedPeople'>

/** Percent of those who are to come, rounded down: never 100 while somebody is missing. Null where nobody is to come. */
export function doneRate({ expectedPeople, reportedPeople, excusedPeople }: Counted): number | null {
  const due = expectedPeople - excusedPeople
  return due > 0 ? Math.floor((reportedPeople / due) * 100) : null
}

export const MOSTLY = 90

/** The tint of a share; its number always stands in it. */
export function heatOf(rate: number | null): string {
  if (rate === null) return 'heat-little'
  return rate === 100 ? 'heat-none' : rate >= MOSTLY ? 'heat-some' : 'heat-many'
}
