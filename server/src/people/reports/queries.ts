import type { RollQuestion } from '@gezhong/shared/people/rolls/contract'
import { and, asc, desc, eq, sql } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import { inChunks } from '../../database/in-chunks.ts'
import type { Db } from '../../database/pool.ts'
import { prepared } from '../../database/prepared.ts'
import { report } from './tables.ts'

interface TargetRow extends Record<string, unknown> {
  id: string
  building_id: string
  grid_id: string
  grid_code: string
  door: string
  headcount: number | null
  priority: boolean
  responsible_account_id: string | null
}

const targetOf = prepared<TargetRow>(`
  SELECT household.id, household.building_id, household.grid_id, grid.code AS grid_code, household.door,
    household.headcount, household.priority, building.responsible_account_id
  FROM household
  JOIN grid ON grid.community_id = household.community_id AND grid.id = household.grid_id
  LEFT JOIN building ON building.community_id = household.community_id AND building.id = household.building_id
  WHERE household.community_id = $1 AND household.id = $2 AND household.removed_at IS NULL`)

/** The household a report is for, with what the policy asks about it. */
export async function findTarget(db: Db, communityId: string, householdId: string): Promise<TargetRow | undefined> {
  return (await targetOf(db, [communityId, householdId]))[0]
}

/** What a roll asks of a household, and how many live there. */
export async function readAsked(db: Db, communityId: string, rollId: string, householdId: string) {
  const { rows } = await db.execute<{ question: RollQuestion; headcount: number | null }>(sql`
    SELECT roll.question, household.headcount FROM household
    JOIN roll ON roll.community_id = household.community_id AND roll.id = ${rollId}
    WHERE household.community_id = ${communityId} AND household.id = ${householdId}`)
  return rows[0]
}

export async function findReport(db: Db, communityId: string, id: string) {
  const [row] = await db
    .select()
    .from(report)
    .where(and(eq(report.communityId, communityId), eq(report.id, id)))
  return row
}

export async function addReport(db: Db, row: typeof report.$inferInsert): Promise<void> {
  await db.insert(report).values(row)
}

export async function readSaid(db: Db, communityId: string, rollId: string, householdId: string) {
  return db
    .select()
    .from(report)
    .where(and(eq(report.communityId, communityId), eq(report.rollId, rollId), eq(report.householdId, householdId)))
    .orderBy(asc(report.saidAt), asc(report.position))
}

/** The newest first, whichever roll asked. */
export async function readLastSaid(db: Db, communityId: string, householdId: string, most: number) {
  return db
    .select()
    .from(report)
    .where(and(eq(report.communityId, communityId), eq(report.householdId, householdId)))
    .orderBy(desc(report.saidAt), desc(report.position))
    .limit(most)
}

export async function markWithdrawn(db: Db, communityId: string, id: string): Promise<boolean> {
  const changed = await db
    .update(report)
    .set({ state: 'withdrawn', verdict: 'withdrawn' })
    .where(and(eq(report.communityId, communityId), eq(report.id, id), eq(report.state, 'standing')))
    .returning({ id: report.id })
  return changed.length > 0
}

/** Takes out what was written; the number of people too when `counts`. */
export async function blankReports(
  db: Db,
  communityId: string,
  ids: readonly string[],
  { counts }: { counts: boolean },
): Promise<void> {
  const words = { phonesSealed: null, phoneIndexes: [], remarkSealed: null, textSealed: null, fixSealed: null }
  for (const part of inChunks(ids))
    await db
      .update(report)
      .set({ ...words, ...(counts ? { headcount: null } : {}) })
      .where(and(eq(report.communityId, communityId), sql`${report.id} = ANY (${idList(part)})`))
}
