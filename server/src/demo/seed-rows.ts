import type { Work } from '../database/transact.ts'
import { doorOrder } from '../people/ledger/door-order.ts'
import type { building, household, resident } from '../people/ledger/tables.ts'
import type { report } from '../people/reports/tables.ts'
import type { standing } from '../people/rolls/tables.ts'
import type { PlannedBuilding, PlannedHousehold } from './plan.ts'
import type { PlannedReport } from './rolls.ts'

/** Rows of the database for what is planned; personal parts are sealed here. */

export function buildingRow(
  { communityId, now }: Work,
  planned: PlannedBuilding,
  responsibleAccountId: string | null,
): typeof building.$inferInsert {
  return {
    communityId,
    id: planned.id,
    gridId: planned.gridId,
    door: planned.door,
    doorOrder: doorOrder(planned.door),
    parcelCode: planned.parcelCode,
    unitCode: planned.unitCode,
    floors: planned.floors,
    structure: planned.structure,
    landArea: planned.landArea,
    footprintArea: planned.footprintArea,
    floorArea: planned.floorArea,
    footprint: planned.footprint,
    responsibleAccountId,
    createdAt: now,
  }
}

export function householdRow(
  { communityId, now, vault }: Work,
  planned: PlannedHousehold,
): typeof household.$inferInsert {
  return {
    communityId,
    id: planned.id,
    buildingId: planned.buildingId,
    gridId: planned.gridId,
    door: planned.door,
    doorOrder: doorOrder(planned.door),
    headcount: planned.headcount,
    phonesSealed: vault.sealPhones(communityId, planned.phones),
    phoneIndexes: planned.phones.map((phone) => vault.phoneIndex(communityId, phone)),
    occupancy: planned.occupancy,
    priority: planned.priority,
    note: planned.note,
    createdAt: now,
  }
}

export function residentRows(
  { communityId, now, vault }: Work,
  { id: householdId, buildingId, gridId, people }: PlannedHousehold,
): (typeof resident.$inferInsert)[] {
  return people.map(({ id, name, ageGroup }) => ({
    communityId,
    id,
    householdId,
    buildingId,
    gridId,
    nameSealed: name === null ? null : vault.seal(communityId, name),
    ageGroup,
    createdAt: now,
  }))
}

export function reportRow(
  { communityId }: Work,
  rollId: string,
  { id, household, headcount, differs, accountId, saidAt }: PlannedReport,
): typeof report.$inferInsert {
  const { id: householdId, buildingId, gridId, door } = household
  return {
    communityId,
    id,
    rollId,
    gridId,
    buildingId,
    householdId,
    source: 'proxy',
    state: 'standing',
    door,
    headcount,
    intent: 'report',
    isCorrection: true,
    // What differs is judged by the reconciliation itself, right after.
    verdict: differs ? 'incomplete' : 'matched',
    accountId,
    saidAt,
    spokenAt: saidAt,
  }
}

export function standingRow(
  { communityId }: Work,
  rollId: string,
  { id: reportId, household, headcount, saidAt }: PlannedReport,
): typeof standing.$inferInsert {
  const { id: householdId, buildingId, gridId } = household
  return {
    communityId,
    rollId,
    householdId,
    buildingId,
    gridId,
    state: 'reported',
    reported: headcount,
    reportId,
    reportedAt: saidAt,
  }
}
