import { Refusal } from '@gezhong/shared/errors'
import { DIFFERENCE_NEXT } from '@gezhong/shared/people/reconciliation/contract'
import { statesBefore } from '@gezhong/shared/state-table'
import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { Db } from '../../database/pool.ts'
import { report } from '../reports/tables.ts'
import { standing } from '../rolls/tables.ts'
import { difference } from './tables.ts'

export type DifferenceRow = typeof difference.$inferSelect

export async function lockDomain(db: Db, rollId: string, topCode: string, communityId: string): Promise<void> {
  await db.execute(
    sql`SELECT pg_advisory_xact_lock(hashtextextended(${`domain ${communityId} ${rollId} ${topCode}`}, 0))`,
  )
}

/** Reports of different households do not wait for each other, but all of them wait for a chain of their grid. */
export async function lockHousehold(
  db: Db,
  communityId: string,
  rollId: string,
  topCode: string,
  householdId: string,
): Promise<void> {
  await db.execute(sql`
    SELECT pg_advisory_xact_lock_shared(hashtextextended(${`domain ${communityId} ${rollId} ${topCode}`}, 0)),
      pg_advisory_xact_lock(hashtextextended(${`household ${rollId} ${householdId}`}, 0))`)
}

export async function readStandings(db: Db, communityId: string, rollId: string, householdIds: readonly string[]) {
  if (householdIds.length === 0) return []
  return db
    .select()
    .from(standing)
    .where(
      and(
        eq(standing.communityId, communityId),
        eq(standing.rollId, rollId),
        inArray(standing.householdId, [...householdIds]),
      ),
    )
}

export async function removeStandings(db: Db, communityId: string, rollId: string, householdIds: readonly string[]) {
  if (householdIds.length === 0) return
  await db
    .delete(standing)
    .where(
      and(
        eq(standing.communityId, communityId),
        eq(standing.rollId, rollId),
        inArray(standing.householdId, [...householdIds]),
      ),
    )
}

export async function putStandings(db: Db, rows: readonly (typeof standing.$inferInsert)[]) {
  if (rows.length === 0) return
  await db
    .insert(standing)
    .values([...rows])
    .onConflictDoUpdate({
      target: [standing.communityId, standing.rollId, standing.householdId],
      set: {
        gridId: sql`excluded.grid_id`,
        buildingId: sql`excluded.building_id`,
        state: sql`excluded.state`,
        reported: sql`excluded.reported`,
        reportId: sql`excluded.report_id`,
        reportedAt: sql`excluded.reported_at`,
      },
    })
}

export async function readDifferencesOfReports(
  db: Db,
  communityId: string,
  reportIds: readonly string[],
): Promise<DifferenceRow[]> {
  if (reportIds.length === 0) return []
  return db
    .select()
    .from(difference)
    .where(and(eq(difference.communityId, communityId), inArray(difference.reportId, [...reportIds])))
}

/** Of statements only. */
export async function readDifferencesOfGrids(
  db: Db,
  communityId: string,
  rollId: string,
  gridIds: readonly string[],
): Promise<DifferenceRow[]> {
  return db
    .select()
    .from(difference)
    .where(
      and(
        eq(difference.communityId, communityId),
        eq(difference.rollId, rollId),
        inArray(difference.gridId, [...gridIds]),
        isNotNull(difference.reportId),
      ),
    )
}

export async function addDifferences(db: Db, rows: readonly (typeof difference.$inferInsert)[]) {
  if (rows.length > 0) await db.insert(difference).values([...rows])
}

/**
 * The one place where a difference changes its state, along the table of states only. Refused: `changed-meanwhile` when
 * it is in no state out of which it could come into the new one.
 */
export async function changeDifference(
  db: Db,
  communityId: string,
  id: string,
  change: Partial<typeof difference.$inferInsert>,
) {
  const { state } = change
  const { rowCount } = await db
    .update(difference)
    .set({ ...change, revision: sql`${difference.revision} + 1` })
    .where(
      and(
        eq(difference.communityId, communityId),
        eq(difference.id, id),
        state === undefined ? undefined : inArray(difference.state, statesBefore(DIFFERENCE_NEXT, state)),
      ),
    )
  if (rowCount === 0) throw new Refusal('changed-meanwhile')
}

export async function changeReport(
  db: Db,
  communityId: string,
  id: string,
  change: Partial<typeof report.$inferInsert>,
) {
  await db
    .update(report)
    .set(change)
    .where(and(eq(report.communityId, communityId), eq(report.id, id)))
}
