import type { PageQuery } from '@gezhong/shared/endpoint'
import { Refusal } from '@gezhong/shared/errors'
import type { Household, Occupancy } from '@gezhong/shared/people/ledger/contract'
import { canEditLedger } from '@gezhong/shared/people/policy'
import { watchReveals } from '../../audit/alerts/reveal-watch.ts'
import type { Work } from '../../database/transact.ts'
import { unmaskText } from '../../security/mask-text.ts'
import { findGrid, readSubtree } from '../../grid/communities/queries.ts'
import { openContent } from './change-log.ts'
import { findCreation } from './change-queries.ts'
import { householdMatch } from './door-search.ts'
import { changeHousehold, createHousehold, type HouseholdPatch } from './household-changes.ts'
import {
  countHouseholds,
  findHousehold,
  readHouseholds,
  type HouseholdFilter,
  type HouseholdSort,
  type HouseholdView,
} from './household-queries.ts'
import { householdsInScope } from './in-scope.ts'
import { adding } from './placing.ts'
import { presentHousehold, presentResident, readsNotes } from './present.ts'
import { readResidents } from './resident-queries.ts'
import type { HouseholdState } from './states.ts'
import { readDoor, readHabits, readPhones } from './written-fields.ts'

export interface HouseholdSearch {
  grid?: string | undefined
  building?: string | undefined
  q?: string | undefined
  occupancy?: Occupancy | undefined
  priority?: boolean | undefined
  noPhone?: boolean | undefined
}

export async function filterOf(work: Work, { grid, q, ...search }: HouseholdSearch) {
  return {
    ...search,
    within: householdsInScope(work.scope),
    gridIds: grid === undefined ? undefined : await readSubtree(work.db, work.communityId, grid),
    match: await householdMatch(work, q),
  } satisfies Partial<HouseholdFilter>
}

export async function searchHouseholds(
  work: Work,
  { page, size, sort, ...search }: HouseholdSearch & PageQuery & { sort: HouseholdSort },
) {
  const filter = await filterOf(work, search)
  const rows = await readHouseholds(work.db, work.communityId, { ...filter, page, size, sort })
  const total = rows[0]?.total ?? (await countHouseholds(work.db, work.communityId, filter))
  return { rows: rows.map((row) => presentHousehold(work, row)), total }
}

async function requireHousehold(work: Work, id: string): Promise<HouseholdView> {
  const row = await findHousehold(work.db, work.communityId, id)
  if (row === undefined) throw new Refusal('not-found')
  return row
}

export async function householdWithPeople(work: Work, id: string) {
  const row = await requireHousehold(work, id)
  const rows = await readResidents(work.db, work.communityId, id)
  const people = rows.map((each) => presentResident(work, each))
  return {
    ...presentHousehold(work, row),
    people: readsNotes(work, row) ? people : people.map((each) => ({ ...each, note: '' })),
  }
}

/** A household that this person may change; one they can only see is refused. */
async function requireEditable(work: Work, id: string): Promise<HouseholdView> {
  const row = await requireHousehold(work, id)
  if (!canEditLedger(work.actor, row.grid_code)) throw new Refusal('not-allowed')
  return row
}

interface Addition {
  id: string
  gridId: string
  door: string
  headcount: number | null
  phones: readonly string[]
  reason: string
}

/** The same request again is answered like the first; another one under its id is refused. */
async function isRepetition(work: Work, input: Addition): Promise<boolean> {
  const creation = await findCreation(work.db, work.communityId, input.id)
  if (creation === undefined) return false
  const { after } = openContent<HouseholdState>(work, creation.contentSealed)
  const habits = await readHabits(work)
  const asked = [readDoor(input.door, habits), input.headcount, readPhones(input.phones, habits)]
  if (
    creation.subject !== 'household' ||
    JSON.stringify([after?.door, after?.headcount, after?.phones]) !== JSON.stringify(asked)
  )
    throw new Refusal('id-taken')
  return true
}

export async function addHousehold(work: Work, input: Addition): Promise<Household | Refusal> {
  const grid = await findGrid(work.db, work.communityId, input.gridId)
  if (grid === undefined) throw new Refusal('not-found')
  if (!canEditLedger(work.actor, grid.code)) throw new Refusal('not-allowed')
  const { reason, ...household } = input
  return adding(work, input.door, async () => {
    if (!(await isRepetition(work, input))) await createHousehold(work, household, { reason })
    return presentHousehold(work, await requireHousehold(work, input.id))
  })
}

export async function editHousehold(
  work: Work,
  id: string,
  { revision, reason, ...patch }: HouseholdPatch & { revision: number; reason: string },
): Promise<Household> {
  const { note } = await requireEditable(work, id)
  // Whoever edits saw the old note masked.
  const whole = patch.note === undefined ? patch : { ...patch, note: unmaskText(patch.note, note) }
  await changeHousehold(work, { id, revision, patch: whole }, { reason })
  return presentHousehold(work, await requireHousehold(work, id))
}

const PURPOSE_WORDS = { dial: '拨打', edit: '修改' } as const

/** The full numbers, for those in whose scope the household lies. That somebody asked is on record either way. */
export async function revealPhones(
  work: Work,
  id: string,
  { purpose, perHour }: { purpose: keyof typeof PURPOSE_WORDS; perHour: number },
): Promise<{ phones: string[] } | Refusal> {
  const row = await findHousehold(work.db, work.communityId, id)
  if (row === undefined) {
    work.record({ action: 'access.refused', subjectId: id, detail: '查看电话' })
    return new Refusal('not-found')
  }
  const stopped = await watchReveals(work, perHour, { subjectId: id })
  if (stopped !== null) return stopped
  work.record({
    action: 'household.phone-revealed',
    subjectId: id,
    detail: `${row.door}（${PURPOSE_WORDS[purpose]}）`,
  })
  return { phones: work.vault.openPhones(work.communityId, row.phones_sealed) }
}
