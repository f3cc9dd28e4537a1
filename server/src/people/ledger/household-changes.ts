import type { Occupancy } from '@gezhong/shared/people/ledger/contract'
import { Refusal } from '@gezhong/shared/errors'
import type { Work } from '../../database/transact.ts'
import { wordsOf } from './change-words.ts'
import { createHouseholds, type Origin } from './creation-service.ts'
import { lockHouseholds } from './household-queries.ts'
import { placeHousehold } from './placing.ts'
import { revise, type Revision } from './revise.ts'
import { difference, householdState, type HouseholdRow, type HouseholdState } from './states.ts'
import { HOUSEHOLD } from './subjects.ts'
import { readDoor, readHabits, readPhones } from './written-fields.ts'

/*
 * How other capabilities write households: a settled difference, an import. They have checked who may.
 */

/** What is left out stays. Phones as people write them. */
export interface HouseholdPatch {
  headcount?: number | null | undefined
  phones?: readonly string[] | undefined
  occupancy?: Occupancy | undefined
  priority?: boolean | undefined
  note?: string | undefined
}

export interface HouseholdChange {
  id: string
  patch: HouseholdPatch
  /** The revision the editor saw; without it, whatever is there now is changed. */
  revision?: number | undefined
}

/**
 * Changes households; one that stays as it was gets no change. Returns the change of each household, or null.
 * Refused: `not-found` (also when taken out of the ledger), `changed-meanwhile`, `not-valid` for a phone.
 */
export async function changeHouseholds(
  work: Work,
  changes: readonly HouseholdChange[],
  origin: Origin,
): Promise<Map<string, string | null>> {
  if (changes.length === 0) return new Map()
  const ids = changes.map((change) => change.id)
  const locked = await lockHouseholds(work.db, work.communityId, ids)
  const habits = await readHabits(work)
  const rows = new Map(locked.map((row) => [row.id, row]))
  const revisions: Revision<HouseholdRow, HouseholdState>[] = []
  for (const { id, patch, revision } of changes) {
    const row = rows.get(id)
    if (row === undefined || row.removedAt !== null) throw new Refusal('not-found')
    if (revision !== undefined && revision !== row.revision) throw new Refusal('changed-meanwhile')
    const { phones, ...plain } = patch
    const wanted = { ...plain, ...(phones === undefined ? {} : { phones: readPhones(phones, habits) }) }
    const changed = difference(householdState(work, row), wanted as Partial<HouseholdState>)
    if (changed === null) continue
    const content = { ...changed, door: row.door, reason: origin.reason }
    revisions.push({ row, content, action: 'edited', importId: origin.importId })
  }
  const changeIds = await revise(work, HOUSEHOLD, revisions)
  const result = new Map<string, string | null>(ids.map((id) => [id, null]))
  for (const [index, { row }] of revisions.entries()) result.set(row.id, changeIds[index]!)
  recordEdits(work, revisions, origin)
  return result
}

function recordEdits(work: Work, revisions: readonly Revision<HouseholdRow, HouseholdState>[], origin: Origin): void {
  if (origin.importId !== undefined && revisions.length > 1) {
    work.record({ action: 'household.edited', detail: `${revisions.length} 户（${origin.reason}）` })
    return
  }
  for (const { row, content } of revisions) {
    const words = wordsOf(content).map(({ field, before, after }) => `${field} ${before}→${after}`)
    work.record({
      action: 'household.edited',
      subjectId: row.id,
      detail: `${row.door}：${words.join('，')}（${origin.reason}）`,
    })
  }
}

/** Changes one household; returns the id of the change, or null when it stays as it was. */
export async function changeHousehold(work: Work, change: HouseholdChange, origin: Origin): Promise<string | null> {
  return (await changeHouseholds(work, [change], origin)).get(change.id) ?? null
}

export interface HouseholdInput {
  id?: string
  gridId: string
  /** As people write it; its building is found by it, or made. */
  door: string
  headcount: number | null
  phones: readonly string[]
}

/**
 * Adds one household. `changeIds` are in the order in which they were made: the building's, if any, then its own;
 * they are undone in the other order.
 */
export async function createHousehold(
  work: Work,
  input: HouseholdInput,
  origin: Origin,
): Promise<{ householdId: string; changeIds: string[] }> {
  const habits = await readHabits(work)
  const door = readDoor(input.door, habits)
  const phones = readPhones(input.phones, habits)
  const { buildingId, gridId, changeIds } = await placeHousehold(work, input.gridId, door, origin)
  const made = await createHouseholds(work, [{ ...input, door, phones, buildingId, gridId }], origin)
  return { householdId: made.ids[0]!, changeIds: [...changeIds, ...made.changeIds] }
}
