import type { SheetHousehold } from '@gezhong/shared/people/sampling/contract'
import type { KeptTube, Swab } from './swabs.ts'

/** A sheet as the server gave it, and the last of its answers to this phone that it already counts. */
export interface Sheet {
  households: readonly SheetHousehold[]
  readAt: string
  answers: number
}

const isBy = (no: number | null, answers: number): boolean => no !== null && no <= answers

/** What a swab adds to the numbers of a sheet that was read earlier, in persons. */
function addsTo(sheet: Sheet, swab: Swab): number {
  const counts = !swab.undone && swab.outcome !== 'unplaced'
  const isCounted =
    isBy(swab.sentNo, sheet.answers) && swab.outcome !== 'unplaced' && !isBy(swab.undoneNo, sheet.answers)
  return (Number(counts) - Number(isCounted)) * swab.people
}

/** The household with what this phone has recorded since, also what still waits. due = tested + excused + missing stays. */
function withSwabs(household: SheetHousehold, sheet: Sheet, swabs: readonly Swab[]): SheetHousehold {
  const more = swabs.reduce((sum, swab) => sum + addsTo(sheet, swab), 0)
  const live = new Set(swabs.filter(({ undone }) => !undone).map(({ residentId }) => residentId))
  const gone = new Set(swabs.filter(({ undone }) => undone).map(({ residentId }) => residentId))
  const missing = Math.min(Math.max(household.missing - more, 0), household.due - household.excused)
  return {
    ...household,
    missing,
    tested: household.due - household.excused - missing,
    people: household.people.map((person) => ({
      ...person,
      tested: live.has(person.residentId) || (person.tested && !gone.has(person.residentId)),
    })),
  }
}

/** The sheet as it stands on this phone. */
export function sheetNow(sheet: Sheet, tubes: readonly KeptTube[]): SheetHousehold[] {
  const byHousehold = new Map<string, Swab[]>()
  for (const swab of tubes.flatMap(({ swabs }) => swabs)) {
    if (swab.householdId === null) continue
    byHousehold.set(swab.householdId, [...(byHousehold.get(swab.householdId) ?? []), swab])
  }
  return sheet.households.map((household) => {
    const swabs = byHousehold.get(household.householdId)
    return swabs === undefined ? household : withSwabs(household, sheet, swabs)
  })
}

/** Of the missing of a household, how many are not among those who stand by name. */
export const unnamedMissing = ({ missing, people }: SheetHousehold): number =>
  Math.max(0, missing - people.filter(({ tested, excused }) => !tested && !excused).length)

/** How many of a household lie in bed and have not been sampled: somebody goes there. */
export const visitsOf = ({ people, unnamedVisits }: SheetHousehold): number =>
  people.filter(({ homeVisit, tested }) => homeVisit && !tested).length + unnamedVisits

/** Everything that this sheet needs of a finished tube is in it: the phone may let the tube go. */
export const isPast = (tube: KeptTube, sheet: Sheet): boolean =>
  tube.finished &&
  tube.refusal === null &&
  tube.swabs.every(
    ({ sentNo, undone, undoneNo }) => isBy(sentNo, sheet.answers) && (!undone || isBy(undoneNo, sheet.answers)),
  )
