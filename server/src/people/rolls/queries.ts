import type { PageQuery } from '@gezhong/shared/endpoint'
import type { StandingState } from '@gezhong/shared/people/rolls/contract'
import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'
import { coverage } from './coverage.ts'
import { seenByAsker } from './seen.ts'
import { roll } from './tables.ts'

export type RollRow = typeof roll.$inferSelect

export async function readRolls(db: Db, communityId: string, state?: RollRow['state']): Promise<RollRow[]> {
  return db
    .select()
    .from(roll)
    .where(and(eq(roll.communityId, communityId), state === undefined ? undefined : eq(roll.state, state), seenByAsker))
    .orderBy(desc(roll.openedAt))
    .limit(100)
}

export const readOpenRolls = (db: Db, communityId: string) => readRolls(db, communityId, 'open')

export async function readRollsById(db: Db, communityId: string, ids: readonly string[]): Promise<RollRow[]> {
  return db
    .select()
    .from(roll)
    .where(and(eq(roll.communityId, communityId), inArray(roll.id, [...ids]), seenByAsker))
}

export async function findRoll(db: Db, communityId: string, id: string): Promise<RollRow | undefined> {
  return (await readRollsById(db, communityId, [id]))[0]
}

/** Of these grids, the lowest ones that a roll with this grid asks. */
export async function lowestGridsOf(
  db: Db,
  communityId: string,
  rollGridId: string | null,
  gridIds: readonly string[],
): Promise<string[]> {
  const { rows } = await db.execute<{ id: string }>(sql`
    SELECT grid.id FROM grid
    LEFT JOIN grid asked ON asked.community_id = grid.community_id AND asked.id = ${rollGridId}::uuid
    WHERE grid.community_id = ${communityId} AND grid.id = ANY (${idList(gridIds)})
      AND (${rollGridId}::uuid IS NULL OR grid.code = asked.code OR starts_with(grid.code, asked.code || '-'))
      AND NOT EXISTS (SELECT 1 FROM grid below WHERE below.community_id = ${communityId}
        AND below.parent_id = grid.id AND below.retired_at IS NULL)
    ORDER BY grid.code`)
  return rows.map((row) => row.id)
}

/** The grids in which somebody is listed as due. */
export async function readListedGrids(db: Db, communityId: string, rollId: string): Promise<string[]> {
  const { rows } = await db.execute<{ grid_id: string }>(sql`
    SELECT DISTINCT grid_id FROM round_due WHERE community_id = ${communityId} AND round_id = ${rollId}
    UNION SELECT grid_id FROM roll_count WHERE community_id = ${communityId} AND roll_id = ${rollId}`)
  return rows.map((row) => row.grid_id)
}

/** Every grid in which a household stands. */
export async function readInhabitedGrids(db: Db, communityId: string): Promise<string[]> {
  const { rows } = await db.execute<{ grid_id: string }>(sql`
    SELECT DISTINCT grid_id FROM household WHERE community_id = ${communityId} AND removed_at IS NULL`)
  return rows.map((row) => row.grid_id)
}

interface ProgressRow extends Record<string, unknown> {
  grid_id: string
  grid_code: string
  households: number
  reported: number
  differs: number
  missing: number
  excused: number
  expected_people: number
  reported_people: number
  excused_people: number
  missing_people: number
  revision: string
}

export async function readProgress(db: Db, communityId: string, rollId: string): Promise<ProgressRow[]> {
  const { rows } = await db.execute<ProgressRow>(sql`
    SELECT roll_count.*, grid.code AS grid_code
    FROM roll_count JOIN grid ON grid.community_id = roll_count.community_id AND grid.id = roll_count.grid_id
    WHERE roll_count.community_id = ${communityId} AND roll_count.roll_id = ${rollId} AND grid.retired_at IS NULL
    ORDER BY grid.code`)
  return rows
}

export async function countOpenDifferences(db: Db, communityId: string, rollId: string): Promise<number> {
  const { rows } = await db.execute<{ total: string }>(sql`
    SELECT count(*) AS total FROM difference
    WHERE community_id = ${communityId} AND roll_id = ${rollId} AND state = 'open'`)
  return Number(rows[0]?.total ?? 0)
}

export interface StandingRow extends Record<string, unknown> {
  household_id: string
  building_id: string
  grid_id: string
  grid_code: string
  door: string
  state: StandingState
  headcount: number | null
  reported: number | null
  still_missing: number
  report_id: string | null
  reported_at: Date | null
  phones_sealed: Buffer | null
  priority: boolean
  note: string
  responsible_name: string | null
}

interface StandingFilter extends PageQuery {
  gridIds: readonly string[] | null
  state?: StandingState | undefined
  q?: string | undefined
}

/** Households with how they stand, by door, and how many there are in all. */
export async function readStanding(
  db: Db,
  communityId: string,
  rollRow: RollRow,
  filter: StandingFilter,
): Promise<{ rows: StandingRow[]; total: number }> {
  const from = sql`
    FROM household
    JOIN grid ON grid.community_id = household.community_id AND grid.id = household.grid_id
    LEFT JOIN grid asked ON asked.community_id = household.community_id AND asked.id = ${rollRow.gridId}::uuid
    ${coverage(communityId, rollRow)}
    LEFT JOIN building ON building.community_id = household.community_id AND building.id = household.building_id
    LEFT JOIN account ON account.id = building.responsible_account_id
    WHERE household.community_id = ${communityId} AND household.removed_at IS NULL
      AND (${rollRow.gridId}::uuid IS NULL OR grid.code = asked.code OR starts_with(grid.code, asked.code || '-'))
      AND ${filter.gridIds === null ? sql`true` : sql`household.grid_id = ANY (${idList(filter.gridIds)})`}
      AND ${filter.state === undefined ? sql`true` : sql`said.state = ${filter.state}`}
      AND ${filter.q === undefined ? sql`true` : sql`strpos(household.door, ${filter.q}) > 0`}`
  const { rows } = await db.execute<StandingRow>(sql`
    SELECT household.id AS household_id, household.building_id, household.grid_id, grid.code AS grid_code,
      household.door, said.state, household.headcount, standing.reported, standing.report_id,
      CASE WHEN cover.done > 0 OR standing.state IS NOT NULL THEN cover.missing ELSE 0 END AS still_missing,
      standing.reported_at, household.phones_sealed, household.priority, household.note,
      account.display_name AS responsible_name
    ${from} ORDER BY household.door_order LIMIT ${filter.size} OFFSET ${(filter.page - 1) * filter.size}`)
  const { rows: counted } = await db.execute<{ total: string }>(sql`SELECT count(*) AS total ${from}`)
  return { rows, total: Number(counted[0]?.total ?? 0) }
}

interface MatrixRow extends Record<string, unknown> {
  roll_id: string
  top_code: string
  missing: number
}

/** Missing households of each roll by top-level grid. */
export async function readMatrix(db: Db, communityId: string, rollIds: readonly string[]): Promise<MatrixRow[]> {
  const { rows } = await db.execute<MatrixRow>(sql`
    SELECT roll_count.roll_id, split_part(grid.code, '-', 1) AS top_code, sum(roll_count.missing)::int AS missing
    FROM roll_count JOIN grid ON grid.community_id = roll_count.community_id AND grid.id = roll_count.grid_id
    WHERE roll_count.community_id = ${communityId} AND roll_count.roll_id = ANY (${idList(rollIds)})
    GROUP BY 1, 2`)
  return rows
}
