import { Refusal } from '@gezhong/shared/errors'
import { canonicalDoor } from '@gezhong/shared/people/door-free-text'
import { displayDoor } from '@gezhong/shared/people/door'
import type { RoundList } from '@gezhong/shared/people/rounds/contract'
import { uuidv7 } from 'uuidv7'
import type { Work } from '../../database/transact.ts'
import { readCommunity } from '../../grid/communities/queries.ts'
import { maskText } from '../../security/mask-text.ts'
import { requireRoll, touchAsked } from '../rolls/service.ts'
import type { RollRow } from '../rolls/queries.ts'
import { addDue, readListable, readMissing, type DueRow, type Listable, type MissingRow } from './due-queries.ts'

/** So many of the doors that were not found are named. */
const NAMED = 5

const placeOf = (work: Work, roundId: string, at: Listable) => ({
  communityId: work.communityId,
  id: uuidv7(),
  roundId,
  gridId: at.grid_id,
  buildingId: at.building_id,
  householdId: at.household_id,
  tubeId: null,
})

/** A door that is not in the ledger would be a person whom nobody tests: it is said, and nothing opened. */
async function wholeHouseholds(work: Work, roll: RollRow, doors: readonly string[]): Promise<DueRow[]> {
  const community = await readCommunity(work.db, work.communityId)
  const placeNames = community?.placeNames ?? []
  const read = doors.map((text) => ({ text, door: canonicalDoor(text, { placeNames }) }))
  const known = await readListable(work.db, work.communityId, roll, [
    ...new Set(read.flatMap(({ door }) => door ?? [])),
  ])
  const byDoor = new Map(known.map((row) => [row.door, row]))
  const lost = read.filter(({ door }) => door === null || !byDoor.has(door))
  if (lost.length > 0) {
    const named = lost.slice(0, NAMED).map(({ text, door }) => maskText(door === null ? text : displayDoor(door)))
    const rest = lost.length > NAMED ? ` 等${lost.length}个` : ''
    throw new Refusal('not-valid', `台账里没有这些门牌，或不在这一轮的网格里：${named.join('、')}${rest}`)
  }
  return known.map((row) => ({ ...placeOf(work, roll.id, row), residentId: null, people: null }))
}

/** By name where names say who it is; else the household, with as many as are missing. */
function stillMissing(work: Work, roundId: string, row: MissingRow): DueRow[] {
  const place = () => placeOf(work, roundId, row)
  if (row.missing >= row.due) return [{ ...place(), residentId: null, people: null }]
  const named = row.unseen.length <= row.missing ? row.unseen : []
  const others = Math.min(99, row.missing - named.length)
  return [
    ...named.map((residentId) => ({ ...place(), residentId, people: 1 })),
    ...(others > 0 ? [{ ...place(), residentId: null, people: others }] : []),
  ]
}

/** Writes the list of a round that was just opened. */
export async function listPeople(work: Work, roundId: string, { doors, missingOf }: RoundList): Promise<void> {
  const roll = await requireRoll(work, roundId)
  const rows = doors.length === 0 ? [] : await wholeHouseholds(work, roll, doors)
  if (missingOf !== null) {
    const of = await requireRoll(work, missingOf)
    const listed = new Set(rows.map(({ householdId }) => householdId))
    const missing = await readMissing(work.db, work.communityId, roll, of)
    for (const row of missing) if (!listed.has(row.household_id)) rows.push(...stillMissing(work, roundId, row))
  }
  if (rows.length === 0) throw new Refusal('not-valid', '那一轮没有缺人，不用单开')
  await addDue(work.db, rows)
  await touchAsked(work, roll)
}
