import type { LedgerHousehold } from '@gezhong/shared/people/ledger-index'
import { liesWithin } from '@gezhong/shared/actor'
import { sql, type SQL } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'
import { report, reportColumns } from '../reports/tables.ts'
import { and, eq, inArray } from 'drizzle-orm'

export type ReportRow = Omit<typeof report.$inferSelect, 'plainDoor'>

interface LedgerRow extends Record<string, unknown> {
  id: string
  building_id: string
  grid_id: string
  grid_code: string
  door: string
  headcount: number | null
  phone_indexes: string[]
  occupancy: string
}

/** A household as the reconciliation needs it; `phones` are blind indexes. */
export interface KnownHousehold extends LedgerHousehold {
  buildingId: string
  gridId: string
  gridCode: string
  occupancy: string
}

async function readLedger(db: Db, communityId: string, where: SQL): Promise<KnownHousehold[]> {
  const { rows } = await db.execute<LedgerRow>(sql`
    SELECT household.id, household.building_id, household.grid_id, grid.code AS grid_code, household.door,
      household.headcount, household.phone_indexes, household.occupancy
    FROM household JOIN grid ON grid.community_id = household.community_id AND grid.id = household.grid_id
    WHERE household.community_id = ${communityId} AND household.removed_at IS NULL AND ${where}
    ORDER BY household.door_order`)
  return rows.map((row) => ({
    id: row.id,
    buildingId: row.building_id,
    gridId: row.grid_id,
    gridCode: row.grid_code,
    grid: row.grid_code,
    door: row.door,
    headcount: row.headcount,
    phones: row.phone_indexes,
    occupancy: row.occupancy,
  }))
}

export const readLedgerOfGrids = (db: Db, communityId: string, gridIds: readonly string[]) =>
  readLedger(db, communityId, sql`household.grid_id = ANY (${idList(gridIds)})`)

export const readLedgerOfHousehold = (db: Db, communityId: string, householdId: string) =>
  readLedger(db, communityId, sql`household.id = ${householdId}`)

/** In a group's chain everything inside the group's grid counts as one grid. */
export const asGroup = (households: readonly KnownHousehold[], groupCode: string): KnownHousehold[] =>
  households.map((household) =>
    liesWithin(household.gridCode, groupCode) ? { ...household, grid: groupCode } : household,
  )

export async function readReportsOfGrids(
  db: Db,
  communityId: string,
  rollId: string,
  gridIds: readonly string[],
): Promise<ReportRow[]> {
  return db
    .select(reportColumns)
    .from(report)
    .where(and(eq(report.communityId, communityId), eq(report.rollId, rollId), inArray(report.gridId, [...gridIds])))
}

export async function readReportsOfHousehold(
  db: Db,
  communityId: string,
  rollId: string,
  householdId: string,
): Promise<ReportRow[]> {
  return db
    .select(reportColumns)
    .from(report)
    .where(and(eq(report.communityId, communityId), eq(report.rollId, rollId), eq(report.householdId, householdId)))
}

/**
 * When each standing line of one chain counts as spoken: the lines keep the order of their text, so none before the lines
 * above it, whenever it was first seen itself.
 */
export function spokenTimes(lines: readonly Pick<ReportRow, 'id' | 'position' | 'saidAt'>[]): Map<string, Date> {
  const times = new Map<string, Date>()
  let latest = new Date(0)
  for (const row of lines.toSorted((a, b) => a.position - b.position || a.saidAt.getTime() - b.saidAt.getTime())) {
    if (row.saidAt > latest) latest = row.saidAt
    times.set(row.id, latest)
  }
  return times
}

/** In the order in which people spoke: what was said elsewhere falls between the lines of a chain by its time. */
export const inOrderSaid = (rows: readonly ReportRow[]): ReportRow[] =>
  rows.toSorted(
    (a, b) =>
      a.spokenAt.getTime() - b.spokenAt.getTime() ||
      a.position - b.position ||
      (a.id < b.id ? -1 : Number(a.id > b.id)),
  )
