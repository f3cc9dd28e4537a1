import type { PageQuery } from '@gezhong/shared/endpoint'
import type { ResultCaseFilter } from '@gezhong/shared/people/results/contract'
import { sql, type SQL } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'

const SHOWN: Record<ResultCaseFilter, SQL> = {
  waiting: sql`state = 'waiting'`,
  unknown: sql`state = 'unknown'`,
  decided: sql`decided_by IS NOT NULL AND state IN ('matched', 'dismissed')`,
}

/** Rows that say the very same are one case, shown by the first of them. */
const casesFrom = (communityId: string, filter: ResultCaseFilter): SQL => sql`
  SELECT DISTINCT ON (digest) id, outcome, at FROM result_row
  WHERE community_id = ${communityId} AND undone_at IS NULL AND ${SHOWN[filter]}
  ORDER BY digest, id`

export async function readCaseIds(
  db: Db,
  communityId: string,
  { state, page, size }: PageQuery & { state: ResultCaseFilter },
): Promise<{ ids: string[]; total: number }> {
  const { rows } = await db.execute<{ id: string; total: string }>(sql`
    SELECT id, count(*) OVER () AS total FROM (${casesFrom(communityId, state)}) shown
    ORDER BY array_position(ARRAY['positive', 'unclear', 'negative'], outcome), at, id
    LIMIT ${size} OFFSET ${(page - 1) * size}`)
  return { ids: rows.map(({ id }) => id), total: Number(rows[0]?.total ?? 0) }
}

/** Of each id, the rows that say the same; of each import, its file's name. */
export async function readSame(db: Db, communityId: string, ids: readonly string[]) {
  const { rows } = await db.execute<{ id: string; same: number; file_name: string }>(sql`
    SELECT result_row.id, import_batch.file_name,
      (SELECT count(*)::int FROM result_row other WHERE other.community_id = ${communityId}
        AND other.digest = result_row.digest AND other.undone_at IS NULL) AS same
    FROM result_row
    JOIN import_batch ON import_batch.community_id = result_row.community_id AND import_batch.id = result_row.import_id
    WHERE result_row.community_id = ${communityId} AND result_row.id = ANY (${idList(ids)})`)
  return new Map(rows.map((row) => [row.id, row]))
}

export interface TubeCandidate extends Record<string, unknown> {
  id: string
  code: string
  opened_at: Date
  round_title: string
  grid_code: string
  people: number
  names: Buffer[] | null
}

export async function readTubeCandidates(
  db: Db,
  communityId: string,
  ids: readonly string[],
): Promise<TubeCandidate[]> {
  const { rows } = await db.execute<TubeCandidate>(sql`
    SELECT tube.id, tube.code, tube.opened_at, roll.title AS round_title, grid.code AS grid_code,
      coalesce(sum(sample.people), 0)::int AS people,
      array_agg(resident.name_sealed) FILTER (WHERE resident.name_sealed IS NOT NULL) AS names
    FROM tube
    JOIN roll ON roll.community_id = tube.community_id AND roll.id = tube.round_id
    JOIN grid ON grid.community_id = tube.community_id AND grid.id = tube.grid_id
    LEFT JOIN sample ON sample.community_id = tube.community_id AND sample.tube_id = tube.id
      AND sample.undone_at IS NULL
    LEFT JOIN resident ON resident.community_id = sample.community_id AND resident.id = sample.resident_id
    WHERE tube.community_id = ${communityId} AND tube.id = ANY (${idList(ids)})
    GROUP BY tube.id, tube.code, tube.opened_at, roll.title, grid.code`)
  return rows
}

export interface PersonCandidate extends Record<string, unknown> {
  household_id: string
  resident_id: string | null
  door: string
  grid_code: string
  headcount: number | null
  phones_sealed: Buffer | null
  name_sealed: Buffer | null
  age_group: 'adult' | 'child' | null
}

/** Households, and those of these residents who live in them; one that is gone from the ledger is not offered. */
export async function readPersonCandidates(
  db: Db,
  communityId: string,
  householdIds: readonly string[],
  residentIds: readonly string[],
): Promise<PersonCandidate[]> {
  const { rows } = await db.execute<PersonCandidate>(sql`
    SELECT household.id AS household_id, resident.id AS resident_id, household.door, grid.code AS grid_code,
      household.headcount, household.phones_sealed, resident.name_sealed, resident.age_group
    FROM household
    JOIN grid ON grid.community_id = household.community_id AND grid.id = household.grid_id
    JOIN (SELECT NULL::uuid AS id, NULL::uuid AS household_id, NULL::bytea AS name_sealed, NULL::text AS age_group
      UNION ALL
      SELECT id, household_id, name_sealed, age_group FROM resident
      WHERE community_id = ${communityId} AND id = ANY (${idList(residentIds)}) AND removed_at IS NULL) resident
      ON resident.id IS NULL OR resident.household_id = household.id
    WHERE household.community_id = ${communityId} AND household.id = ANY (${idList(householdIds)})
      AND household.removed_at IS NULL`)
  return rows
}
