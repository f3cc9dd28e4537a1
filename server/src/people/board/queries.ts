import type { BoardLevel, PeopleMark, PeopleNumbers } from '@gezhong/shared/people/board/contract'
import { sql, type SQL } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'
import { coverage } from '../rolls/coverage.ts'
import type { RollRow } from '../rolls/queries.ts'

interface PeopleRow extends Record<string, unknown> {
  expected_people: number
  reported_people: number
  excused_people: number
  missing_people: number
}

export const presentPeople = (row: PeopleRow): PeopleNumbers => ({
  expectedPeople: row.expected_people,
  reportedPeople: row.reported_people,
  excusedPeople: row.excused_people,
  missingPeople: row.missing_people,
})

const COUNTED = sql`sum(roll_count.expected_people)::int AS expected_people,
  sum(roll_count.reported_people)::int AS reported_people,
  sum(roll_count.excused_people)::int AS excused_people, sum(roll_count.missing_people)::int AS missing_people`

interface RoundSum extends PeopleRow {
  roll_id: string
  missing: number
}

/** What rolls add up to in the asker's scope, by roll; a roll that asks nobody there is not in it. */
export async function readSums(db: Db, communityId: string, rollIds: readonly string[]): Promise<RoundSum[]> {
  const { rows } = await db.execute<RoundSum>(sql`
    SELECT roll_count.roll_id, sum(roll_count.missing)::int AS missing, ${COUNTED}
    FROM roll_count JOIN grid ON grid.community_id = roll_count.community_id AND grid.id = roll_count.grid_id
    WHERE roll_count.community_id = ${communityId} AND roll_count.roll_id = ANY (${idList(rollIds)})
      AND grid.retired_at IS NULL
    GROUP BY 1`)
  return rows
}

interface AsideSum extends Record<string, unknown> {
  round_id: string
  outsiders: number
  unplaced: number
}

/** By round. Read through the two indexes that hold only such samples. */
export async function readAsides(db: Db, communityId: string, roundIds: readonly string[]): Promise<AsideSum[]> {
  const among = sql`community_id = ${communityId} AND round_id = ANY (${idList(roundIds)}) AND undone_at IS NULL`
  const { rows } = await db.execute<AsideSum>(sql`
    SELECT round_id, sum(outsiders)::int AS outsiders, sum(unplaced)::int AS unplaced
    FROM (SELECT round_id, people AS outsiders, 0 AS unplaced FROM sample WHERE ${among} AND outsider
      UNION ALL
      SELECT round_id, 0, people FROM sample WHERE ${among} AND household_id IS NULL AND NOT outsider) apart
    GROUP BY 1`)
  return rows
}

/** The code of the piece of this level in which a grid lies; a grid that is no deeper is its own. */
export const pieceOf = (code: string, level: BoardLevel): string =>
  code
    .split('-')
    .slice(0, level === 'grid' ? 1 : 2)
    .join('-')

interface Cell extends PeopleRow {
  roll_id: string
  code: string
}

export async function readCells(
  db: Db,
  communityId: string,
  rollIds: readonly string[],
  level: BoardLevel,
): Promise<Cell[]> {
  const { rows } = await db.execute<Cell>(sql`
    WITH piece AS MATERIALIZED (
      SELECT id, array_to_string((string_to_array(code, '-'))[1:${level === 'grid' ? 1 : 2}::int], '-') AS code
      FROM grid WHERE community_id = ${communityId} AND retired_at IS NULL)
    SELECT roll_count.roll_id, piece.code, ${COUNTED}
    FROM roll_count JOIN piece ON piece.id = roll_count.grid_id
    WHERE roll_count.community_id = ${communityId} AND roll_count.roll_id = ANY (${idList(rollIds)})
    GROUP BY 1, 2`)
  return rows
}

/** The households that a roll asks, in a piece of the tree or in all of it. */
const askedHouseholds = (communityId: string, roll: RollRow, gridIds: readonly string[] | null): SQL => sql`
    FROM household
    JOIN grid ON grid.community_id = household.community_id AND grid.id = household.grid_id
    LEFT JOIN grid asked ON asked.community_id = household.community_id AND asked.id = ${roll.gridId}::uuid
    ${coverage(communityId, roll)}
    WHERE household.community_id = ${communityId} AND household.removed_at IS NULL
      AND (${roll.gridId}::uuid IS NULL OR grid.code = asked.code OR starts_with(grid.code, asked.code || '-'))
      AND ${gridIds === null ? sql`true` : sql`household.grid_id = ANY (${idList(gridIds)})`}`

/** How long the shortest step is. Seconds. */
export const STEP_SECONDS = 1800

interface StepRow extends Record<string, unknown> {
  code: string
  /** Since the beginning. */
  step: number
  tested: number
}

/**
 * By how many the tested grew in each half hour. A household has done what was sampled of it or what it said, whichever is
 * more, at every moment as in the end, so that the steps add up to what the round counts.
 */
export async function readSteps(db: Db, communityId: string, roll: RollRow, from: Date): Promise<StepRow[]> {
  const { rows } = await db.execute<StepRow>(sql`
    WITH counted AS MATERIALIZED (
      SELECT household.id, grid.code, cover.due, standing.reported_at, standing.reported, standing.state
      ${askedHouseholds(communityId, roll, null)}),
    swab AS (
      SELECT DISTINCT ON (household_id, coalesce(resident_id, id)) household_id, taken_at, people
      FROM sample
      WHERE community_id = ${communityId} AND round_id = ${roll.id} AND undone_at IS NULL AND household_id IS NOT NULL
      ORDER BY household_id, coalesce(resident_id, id), taken_at),
    event AS (
      SELECT household_id, taken_at AS at, people, 0 AS said FROM swab
      UNION ALL
      SELECT id, reported_at, 0, coalesce(reported, due) FROM counted WHERE state IS NOT NULL),
    risen AS (
      SELECT counted.id, counted.code, event.at,
        least(counted.due, greatest(sum(event.people) OVER told, max(event.said) OVER told)) AS done,
        row_number() OVER told AS number
      FROM event JOIN counted ON counted.id = event.household_id
      WINDOW told AS (PARTITION BY event.household_id ORDER BY event.at, event.people ROWS UNBOUNDED PRECEDING)),
    grown AS (
      SELECT code, at, done - coalesce(lag(done) OVER (PARTITION BY id ORDER BY number), 0) AS more FROM risen)
    SELECT code, floor(extract(epoch FROM greatest(at, ${from.toISOString()}::timestamptz)
        - ${from.toISOString()}::timestamptz) / ${STEP_SECONDS})::int AS step, sum(more)::int AS tested
    FROM grown WHERE more > 0 GROUP BY 1, 2`)
  return rows
}

export async function readDue(
  db: Db,
  communityId: string,
  roll: RollRow,
): Promise<{ code: string; due: number; excused: number }[]> {
  const { rows } = await db.execute<{ code: string; due: number; excused: number }>(sql`
    SELECT counted.code, sum(counted.due)::int AS due, sum(counted.excused)::int AS excused
    FROM (SELECT grid.code, cover.due, cover.excused ${askedHouseholds(communityId, roll, null)}) counted GROUP BY 1`)
  return rows
}

export interface PeopleHousehold extends PeopleRow {
  household_id: string
  grid_id: string
  grid_code: string
  door: string
}

const MARKED: Record<PeopleMark, SQL> = {
  due: sql`cover.due > 0`,
  tested: sql`cover.done > 0`,
  excused: sql`cover.excused > 0`,
  // Also those of whom nobody knows how many they are: they are called too.
  missing: sql`(cover.missing > 0 OR said.state = 'missing')`,
}

interface PeopleFilter {
  gridIds: readonly string[] | null
  mark: PeopleMark
  page: number
  size: number
}

export async function readPeopleHouseholds(
  db: Db,
  communityId: string,
  roll: RollRow,
  { gridIds, mark, page, size }: PeopleFilter,
): Promise<{ rows: PeopleHousehold[]; total: number; sum: PeopleNumbers }> {
  const from = sql`${askedHouseholds(communityId, roll, gridIds)} AND ${MARKED[mark]}`
  const { rows } = await db.execute<PeopleHousehold>(sql`
    SELECT household.id AS household_id, household.grid_id, grid.code AS grid_code, household.door,
      cover.due AS expected_people, cover.done AS reported_people, cover.excused AS excused_people,
      cover.missing AS missing_people
    ${from} ORDER BY household.door_order, household.id LIMIT ${size} OFFSET ${(page - 1) * size}`)
  const { rows: sums } = await db.execute<PeopleRow & { total: number }>(sql`
    SELECT count(*)::int AS total, coalesce(sum(cover.due), 0)::int AS expected_people,
      coalesce(sum(cover.done), 0)::int AS reported_people, coalesce(sum(cover.excused), 0)::int AS excused_people,
      coalesce(sum(cover.missing), 0)::int AS missing_people
    ${from}`)
  return { rows, total: sums[0]!.total, sum: presentPeople(sums[0]!) }
}
