import { and, eq, isNull, sql } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import { inChunks } from '../../database/in-chunks.ts'
import type { Db } from '../../database/pool.ts'
import { sample, tube } from './tables.ts'

export type TubeRow = typeof tube.$inferSelect
export type SampleRow = typeof sample.$inferSelect

/** Those that are there already stay as they are; who calls reads them back, for somebody else may have been first. */
export async function keepTubes(db: Db, rows: readonly TubeRow[]): Promise<void> {
  if (rows.length > 0)
    await db
      .insert(tube)
      .values([...rows])
      .onConflictDoNothing()
}

export async function readTubesById(db: Db, communityId: string, ids: readonly string[]): Promise<TubeRow[]> {
  return db
    .select()
    .from(tube)
    .where(and(eq(tube.communityId, communityId), sql`${tube.id} = ANY (${idList(ids)})`))
}

export async function keepSamples(db: Db, rows: readonly SampleRow[]): Promise<void> {
  for (const part of inChunks(rows)) await db.insert(sample).values(part).onConflictDoNothing()
}

export async function readSamplesById(db: Db, communityId: string, ids: readonly string[]): Promise<SampleRow[]> {
  return db
    .select()
    .from(sample)
    .where(and(eq(sample.communityId, communityId), sql`${sample.id} = ANY (${idList(ids)})`))
}

export async function undoSamples(
  db: Db,
  communityId: string,
  ids: readonly string[],
  undone: { undoneAt: Date; undoneBy: string },
): Promise<void> {
  await db
    .update(sample)
    .set(undone)
    .where(and(eq(sample.communityId, communityId), sql`${sample.id} = ANY (${idList(ids)})`, isNull(sample.undoneAt)))
}

/** Whether the round has been counted in a grid of the asker, be it that nobody is due there any more. */
export async function wasHeldHere(db: Db, communityId: string, roundId: string): Promise<boolean> {
  const { rows } = await db.execute(sql`
    SELECT 1 FROM roll_count WHERE community_id = ${communityId} AND roll_id = ${roundId} LIMIT 1`)
  return rows.length > 0
}

export interface Place extends Record<string, unknown> {
  household_id: string
  resident_id: string | null
  grid_id: string
  building_id: string
}

/** Where these households and people live now. */
export async function readPlaces(
  db: Db,
  communityId: string,
  householdIds: readonly string[],
  residentIds: readonly string[],
): Promise<Place[]> {
  const { rows } = await db.execute<Place>(sql`
    SELECT id AS household_id, NULL::uuid AS resident_id, grid_id, building_id FROM household
    WHERE community_id = ${communityId} AND id = ANY (${idList(householdIds)}) AND removed_at IS NULL
    UNION ALL
    SELECT household.id, resident.id, household.grid_id, household.building_id
    FROM resident JOIN household ON household.community_id = resident.community_id
      AND household.id = resident.household_id AND household.removed_at IS NULL
    WHERE resident.community_id = ${communityId} AND resident.id = ANY (${idList(residentIds)})
      AND resident.removed_at IS NULL`)
  return rows
}
