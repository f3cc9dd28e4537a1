import type { PageQuery } from '@gezhong/shared/endpoint'
import type { KitShow } from '@gezhong/shared/people/antigen/contract'
import { and, eq, isNull, sql, type SQL } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import { inChunks } from '../../database/in-chunks.ts'
import type { Db } from '../../database/pool.ts'
import { coverage } from '../rolls/coverage.ts'
import type { RollRow } from '../rolls/queries.ts'
import { POSITIVE, UNCHECKED } from './queries.ts'
import { antigenKit } from './tables.ts'

export type KitRow = typeof antigenKit.$inferSelect

/** Those that are there already stay as they are, and who calls reads them back. Returns what is new. */
export async function keepKits(db: Db, rows: readonly KitRow[]): Promise<KitRow[]> {
  const added: KitRow[] = []
  for (const part of inChunks(rows))
    added.push(...(await db.insert(antigenKit).values(part).onConflictDoNothing().returning()))
  return added
}

const byIds = (communityId: string, ids: readonly string[]) =>
  and(eq(antigenKit.communityId, communityId), sql`${antigenKit.id} = ANY (${idList(ids)})`)

export async function readKitsById(db: Db, communityId: string, ids: readonly string[]): Promise<KitRow[]> {
  return db.select().from(antigenKit).where(byIds(communityId, ids))
}

export async function undoKits(
  db: Db,
  communityId: string,
  ids: readonly string[],
  undone: { undoneAt: Date; undoneBy: string },
): Promise<void> {
  await db
    .update(antigenKit)
    .set(undone)
    .where(and(byIds(communityId, ids), isNull(antigenKit.undoneAt)))
}

/** Kits that stand, by household. */
const standingKits = (communityId: string, roundId: string): SQL => sql`
  SELECT household_id, sum(kits)::int AS kits FROM antigen_kit
  WHERE community_id = ${communityId} AND round_id = ${roundId} AND undone_at IS NULL AND household_id IS NOT NULL
  GROUP BY household_id`

export interface KitView extends Record<string, unknown> {
  household_id: string
  grid_code: string
  door: string
  kits: number
  due: number
  done: number
  excused: number
  missing: number
}

const SHOWN: Record<KitShow, SQL> = {
  all: sql`true`,
  without: sql`cover.due > 0 AND handed.kits IS NULL`,
  untold: sql`handed.kits IS NOT NULL AND cover.missing > 0`,
}

interface Filter extends PageQuery {
  gridIds: readonly string[] | null
  household?: string | undefined
  show: KitShow
}

/** Households that the round asks, by door, with the kits they got and how they stand. */
export async function readKitHouseholds(
  db: Db,
  communityId: string,
  roll: RollRow,
  filter: Filter,
): Promise<{ rows: KitView[]; total: number }> {
  const from = sql`
    FROM household
    JOIN grid ON grid.community_id = household.community_id AND grid.id = household.grid_id
    LEFT JOIN grid asked ON asked.community_id = household.community_id AND asked.id = ${roll.gridId}::uuid
    ${coverage(communityId, roll)}
    LEFT JOIN (${standingKits(communityId, roll.id)}) handed ON handed.household_id = household.id
    WHERE household.community_id = ${communityId} AND household.removed_at IS NULL
      AND (${roll.gridId}::uuid IS NULL OR grid.code = asked.code OR starts_with(grid.code, asked.code || '-'))
      AND ${filter.gridIds === null ? sql`true` : sql`household.grid_id = ANY (${idList(filter.gridIds)})`}
      AND ${filter.household === undefined ? sql`true` : sql`household.id = ${filter.household}`}
      AND ${SHOWN[filter.show]}`
  const { rows } = await db.execute<KitView>(sql`
    SELECT household.id AS household_id, grid.code AS grid_code, household.door, coalesce(handed.kits, 0) AS kits,
      cover.due, cover.done, cover.excused, cover.missing
    ${from} ORDER BY household.door_order, household.id
    LIMIT ${filter.size} OFFSET ${(filter.page - 1) * filter.size}`)
  const { rows: counted } = await db.execute<{ total: string }>(sql`SELECT count(*) AS total ${from}`)
  return { rows, total: Number(counted[0]?.total ?? 0) }
}

export interface KitCount extends Record<string, unknown> {
  grid_id: string
  grid_code: string
  kits: number
  households: number
  without: number
  untold: number
  unchecked: number
  positive: number
}

/** From the raw rows, by lowest grid, as far as row security lets the asker see. */
export async function countKits(db: Db, communityId: string, roll: RollRow): Promise<KitCount[]> {
  const { rows } = await db.execute<KitCount>(sql`
    SELECT household.grid_id, grid.code AS grid_code, coalesce(sum(handed.kits), 0)::int AS kits,
      (count(*) FILTER (WHERE cover.due > 0))::int AS households,
      (count(*) FILTER (WHERE ${SHOWN.without}))::int AS without,
      (count(*) FILTER (WHERE ${SHOWN.untold}))::int AS untold,
      coalesce(sum(told.unchecked), 0)::int AS unchecked, coalesce(sum(told.positive), 0)::int AS positive
    FROM household
    JOIN grid ON grid.community_id = household.community_id AND grid.id = household.grid_id
    LEFT JOIN grid asked ON asked.community_id = household.community_id AND asked.id = ${roll.gridId}::uuid
    ${coverage(communityId, roll)}
    LEFT JOIN (${standingKits(communityId, roll.id)}) handed ON handed.household_id = household.id
    LEFT JOIN (SELECT household_id, count(*) FILTER (WHERE ${UNCHECKED}) AS unchecked,
        count(*) FILTER (WHERE ${POSITIVE}) AS positive
      FROM antigen_test test
      WHERE community_id = ${communityId} AND round_id = ${roll.id}
      GROUP BY household_id) told ON told.household_id = household.id
    WHERE household.community_id = ${communityId} AND household.removed_at IS NULL
      AND (${roll.gridId}::uuid IS NULL OR grid.code = asked.code OR starts_with(grid.code, asked.code || '-'))
    GROUP BY household.grid_id, grid.code`)
  return rows
}
