import type { AgeGroup } from '@gezhong/shared/people/ledger/contract'

interface Called {
  name: string | null
  ageGroup: AgeGroup
}

/** What somebody is called on the screen; of a child no name is kept. */
export function calledBy(person: Called, among: readonly Called[]): string {
  if (person.name !== null) return person.name
  const word = person.ageGroup === 'child' ? '孩子' : '没写名字'
  const alike = among.filter(({ name, ageGroup }) => name === null && ageGroup === person.ageGroup)
  return alike.length < 2 ? word : `${word}${alike.findIndex((one) => one === person) + 1}`
}
