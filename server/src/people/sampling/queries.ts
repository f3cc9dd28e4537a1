import type { PageQuery } from '@gezhong/shared/endpoint'
import { and, eq, isNull, sql, type SQL } from 'drizzle-orm'
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

/** After households moved in the tree: what they gave goes with them. */
export async function followHouseholds(db: Db, communityId: string, gridIds: readonly string[]): Promise<void> {
  for (const table of [sql`sample`, sql`exemption`, sql`round_due`, sql`test_result`])
    await db.execute(sql`
      UPDATE ${table} AS moved SET grid_id = household.grid_id, building_id = household.building_id
      FROM household
      WHERE moved.community_id = ${communityId} AND household.community_id = ${communityId}
        AND household.id = moved.household_id AND household.grid_id = ANY (${idList(gridIds)})
        AND (moved.grid_id <> household.grid_id OR moved.building_id <> household.building_id)`)
}

export interface TubeView extends Record<string, unknown> {
  id: string
  code: string
  grid_id: string
  grid_code: string
  opened_by_name: string
  opened_at: Date
  people: number
  outsiders: number
  unplaced: number
  same_code: number
}

interface TubeFilter extends PageQuery {
  ids?: readonly string[] | undefined
  gridIds?: readonly string[] | undefined
  sameCode?: boolean | undefined
}

const tubesFrom = (communityId: string, roundId: string, filter: Omit<TubeFilter, keyof PageQuery>): SQL => sql`
    FROM tube
    JOIN grid ON grid.community_id = tube.community_id AND grid.id = tube.grid_id
    JOIN account ON account.id = tube.opened_by
    CROSS JOIN LATERAL (SELECT count(*)::int AS same_code FROM tube other
      WHERE other.community_id = ${communityId} AND other.code = tube.code AND other.id <> tube.id) others
    WHERE tube.community_id = ${communityId} AND tube.round_id = ${roundId}
      AND ${filter.ids === undefined ? sql`true` : sql`tube.id = ANY (${idList(filter.ids)})`}
      AND ${filter.gridIds === undefined ? sql`true` : sql`tube.grid_id = ANY (${idList(filter.gridIds)})`}
      AND ${filter.sameCode === true ? sql`others.same_code > 0` : sql`true`}`

export async function readTubes(db: Db, communityId: string, roundId: string, filter: TubeFilter): Promise<TubeView[]> {
  const { rows } = await db.execute<TubeView>(sql`
    SELECT shown.*, within.people, within.outsiders, within.unplaced
    FROM (SELECT tube.id, tube.code, tube.grid_id, grid.code AS grid_code, account.display_name AS opened_by_name,
        tube.opened_at, tube.received_at, others.same_code
      ${tubesFrom(communityId, roundId, filter)}
      ORDER BY tube.received_at DESC, tube.id DESC
      LIMIT ${filter.size} OFFSET ${(filter.page - 1) * filter.size}) shown
    CROSS JOIN LATERAL (SELECT coalesce(sum(people), 0)::int AS people,
        coalesce(sum(people) FILTER (WHERE outsider), 0)::int AS outsiders,
        coalesce(sum(people) FILTER (WHERE household_id IS NULL AND NOT outsider), 0)::int AS unplaced
      FROM sample WHERE sample.community_id = ${communityId} AND sample.tube_id = shown.id
        AND undone_at IS NULL) within
    ORDER BY shown.received_at DESC, shown.id DESC`)
  return rows
}

export async function countTubes(
  db: Db,
  communityId: string,
  roundId: string,
  filter: Omit<TubeFilter, keyof PageQuery>,
): Promise<number> {
  const { rows } = await db.execute<{ total: string }>(sql`
    SELECT count(*) AS total ${tubesFrom(communityId, roundId, filter)}`)
  return Number(rows[0]?.total ?? 0)
}
