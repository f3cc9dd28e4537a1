import type { Subject } from '@gezhong/shared/people/results/outcome'

export const subjectKey = (subject: Subject): string =>
  'tubeId' in subject ? subject.tubeId : `${subject.householdId} ${subject.residentId ?? ''}`

export const isSame = (one: Subject, other: Subject): boolean => subjectKey(one) === subjectKey(other)

/** The columns of a row that say it. */
export const columnsOf = (subject: Subject | null) => ({
  tubeId: subject !== null && 'tubeId' in subject ? subject.tubeId : null,
  householdId: subject !== null && 'householdId' in subject ? subject.householdId : null,
  residentId: subject !== null && 'householdId' in subject ? subject.residentId : null,
})
