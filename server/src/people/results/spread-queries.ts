import type { TestOutcome } from '@gezhong/shared/people/results/outcome'
import { sql, type SQL } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import { inChunks } from '../../database/in-chunks.ts'
import type { Db } from '../../database/pool.ts'
import { testResult } from './tables.ts'

export interface Falling extends Record<string, unknown> {
  row_id: string
  round_id: string | null
  tube_id: string | null
  sample_id: string | null
  grid_id: string
  building_id: string | null
  household_id: string | null
  resident_id: string | null
  people: number
  outcome: TestOutcome
  tested_at: Date
}

/** What rows about these tubes say of the samples in them, where that is not written yet: ten rows of one tube say it once. */
export async function readFallingOnTubes(db: Db, communityId: string, tubeIds: readonly string[]): Promise<Falling[]> {
  const { rows } = await db.execute<Falling>(sql`
    SELECT DISTINCT ON (sample.id, result_row.outcome, result_row.at) result_row.id AS row_id, sample.round_id,
      sample.tube_id, sample.id AS sample_id, sample.grid_id, sample.building_id, sample.household_id,
      sample.resident_id, sample.people, result_row.outcome, result_row.at AS tested_at
    FROM result_row
    JOIN sample ON sample.community_id = result_row.community_id AND sample.tube_id = result_row.tube_id
      AND sample.undone_at IS NULL
    WHERE result_row.community_id = ${communityId} AND result_row.tube_id = ANY (${idList(tubeIds)})
      AND result_row.undone_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM test_result WHERE test_result.community_id = ${communityId}
        AND test_result.sample_id = sample.id AND test_result.outcome = result_row.outcome
        AND test_result.tested_at = result_row.at)
    ORDER BY sample.id, result_row.outcome, result_row.at, result_row.id`)
  return rows
}

const dayOf = (at: SQL) => sql`(${at} AT TIME ZONE 'Asia/Shanghai')::date`

/**
 * What rows about persons say, with the sample that was tested: the newest of that person before the test. Without one they
 * were tested elsewhere: it is a result in the last round for everybody that had begun by that day and was not long over.
 */
export async function readFallingOnPersons(db: Db, communityId: string, rowIds: readonly string[]): Promise<Falling[]> {
  const { rows } = await db.execute<Falling>(sql`
    SELECT result_row.id AS row_id, coalesce(taken.round_id, held.round_id) AS round_id, taken.tube_id,
      taken.id AS sample_id, household.grid_id, household.building_id, household.id AS household_id,
      result_row.resident_id, 1 AS people, result_row.outcome, result_row.at AS tested_at
    FROM result_row
    JOIN household ON household.community_id = result_row.community_id AND household.id = result_row.household_id
    LEFT JOIN LATERAL (SELECT sample.id, sample.round_id, sample.tube_id FROM sample
      WHERE sample.community_id = ${communityId} AND sample.household_id = result_row.household_id
        AND sample.resident_id IS NOT DISTINCT FROM result_row.resident_id AND sample.undone_at IS NULL
        AND sample.taken_at BETWEEN result_row.at - interval '7 days' AND result_row.at + interval '1 day'
      ORDER BY sample.taken_at DESC, sample.id LIMIT 1) taken ON true
    LEFT JOIN LATERAL (SELECT round.id AS round_id
      FROM round JOIN roll ON roll.community_id = round.community_id AND roll.id = round.id AND roll.due = 'everybody'
      WHERE round.community_id = ${communityId}
        AND ${dayOf(sql`result_row.at`)} BETWEEN ${dayOf(sql`round.starts_at`)} AND ${dayOf(sql`round.ends_at`)} + 1
      ORDER BY round.starts_at DESC, round.id LIMIT 1) held ON taken.id IS NULL
    WHERE result_row.community_id = ${communityId} AND result_row.id = ANY (${idList(rowIds)})
      AND result_row.undone_at IS NULL`)
  return rows
}

export async function addResults(db: Db, rows: readonly (typeof testResult.$inferInsert)[]): Promise<void> {
  for (const part of inChunks(rows)) await db.insert(testResult).values(part).onConflictDoNothing()
}

/** Takes away what rows said; the tubes that it was about. */
export async function removeResults(db: Db, communityId: string, rowIds: readonly string[]): Promise<string[]> {
  const { rows } = await db.execute<{ tube_id: string | null }>(sql`
    DELETE FROM test_result WHERE community_id = ${communityId} AND row_id = ANY (${idList(rowIds)})
    RETURNING tube_id`)
  return rows.flatMap(({ tube_id: id }) => id ?? [])
}

/** Samples that were placed since, or whose household moved while they waited: their results follow. */
export async function placeResults(db: Db, communityId: string, tubeIds: readonly string[]): Promise<void> {
  await db.execute(sql`
    UPDATE test_result SET grid_id = sample.grid_id, building_id = sample.building_id,
      household_id = sample.household_id, resident_id = sample.resident_id
    FROM sample
    WHERE test_result.community_id = ${communityId} AND test_result.tube_id = ANY (${idList(tubeIds)})
      AND sample.community_id = ${communityId} AND sample.id = test_result.sample_id
      AND (test_result.household_id IS DISTINCT FROM sample.household_id
        OR test_result.resident_id IS DISTINCT FROM sample.resident_id)`)
}
