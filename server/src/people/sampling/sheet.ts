import { Refusal } from '@gezhong/shared/errors'
import { canSample } from '@gezhong/shared/people/policy'
import { SHEET_HOUSEHOLDS, type SheetHousehold } from '@gezhong/shared/people/sampling/contract'
import type { Work } from '../../database/transact.ts'
import { findGrid, readSubtree } from '../../grid/communities/queries.ts'
import { presentResident } from '../ledger/present.ts'
import type { ResidentRow } from '../ledger/states.ts'
import { readResidentsOf } from '../ledger/resident-queries.ts'
import { requireAsked } from '../rolls/service.ts'
import { requireRound } from '../rounds/service.ts'
import { readHomeVisits, readSheetHouseholds, readSheetMarks } from './sheet-queries.ts'

/** The households of a grid with their people, as a sampler's phone keeps them for when there is no network. */
export async function readSheet(work: Work, roundId: string, gridId: string) {
  const { roll } = await requireRound(work, roundId)
  const grid = await findGrid(work.db, work.communityId, gridId)
  if (grid === undefined) throw new Refusal('not-found')
  if (!canSample(work.actor, grid.code)) throw new Refusal('not-allowed')
  await requireAsked(work, roll, grid.code)
  const gridIds = await readSubtree(work.db, work.communityId, gridId)
  const rows = await readSheetHouseholds(work.db, work.communityId, roll, gridIds, SHEET_HOUSEHOLDS + 1)
  if (rows.length > SHEET_HOUSEHOLDS)
    throw new Refusal('too-large', `这个网格超过${SHEET_HOUSEHOLDS}户，请选小一级的网格来采`)
  const marks = await readSheetMarks(work.db, work.communityId, roll, gridIds)
  const visits = await readHomeVisits(work.db, work.communityId, roll, gridIds)
  const named = new Set(visits.map((row) => row.resident_id))
  const unnamed = new Map(visits.filter((row) => row.resident_id === null).map((row) => [row.household_id, row.people]))
  const residents = await readResidentsOf(work.db, work.communityId, gridIds)
  const people = new Map<string, ResidentRow[]>()
  for (const resident of residents)
    people.set(resident.householdId, [...(people.get(resident.householdId) ?? []), resident])
  if (rows.length > 0)
    work.record({ action: 'sample.sheet-read', subjectId: gridId, detail: `${roll.title}：${rows.length} 户` })
  const households = rows.map((row): SheetHousehold => ({
    householdId: row.household_id,
    gridCode: row.grid_code,
    door: row.door,
    priority: row.priority,
    due: row.due,
    tested: row.done,
    excused: row.excused,
    missing: row.missing,
    unnamedVisits: Math.min(unnamed.get(row.household_id) ?? 0, row.excused),
    people: (people.get(row.household_id) ?? []).map((resident) => {
      const { id, name, ageGroup } = presentResident(work, resident)
      const mark = marks.get(id)
      const isTested = mark === 'tested'
      return {
        residentId: id,
        name,
        ageGroup,
        tested: isTested,
        excused: mark === 'excused',
        homeVisit: !isTested && named.has(id),
      }
    }),
  }))
  return { households, readAt: work.now.toISOString() }
}
