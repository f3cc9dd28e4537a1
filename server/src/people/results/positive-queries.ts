import type { TestOutcome } from '@gezhong/shared/people/results/outcome'
import { and, eq, isNull, sql, type SQL } from 'drizzle-orm'
import type { Db } from '../../database/pool.ts'
import { sample } from '../sampling/tables.ts'
import { countsFirst } from './latest.ts'

/** Of each sample, or of each person who was tested elsewhere, the result that counts. */
const counting = (communityId: string, roundId: string | undefined): SQL => sql`
  SELECT DISTINCT ON (coalesce(test_result.sample_id, test_result.resident_id, test_result.household_id),
      test_result.round_id) test_result.*
  FROM test_result
  LEFT JOIN sample ON sample.community_id = test_result.community_id AND sample.id = test_result.sample_id
  WHERE test_result.community_id = ${communityId} AND sample.undone_at IS NULL
    AND ${roundId === undefined ? sql`true` : sql`test_result.round_id = ${roundId}`}
  ORDER BY coalesce(test_result.sample_id, test_result.resident_id, test_result.household_id), test_result.round_id,
    ${countsFirst}`

export interface PositiveRow extends Record<string, unknown> {
  id: string
  round_id: string | null
  round_title: string | null
  outcome: TestOutcome
  tested_at: Date
  tube_id: string | null
  tube_code: string | null
  tube_people: number | null
  household_id: string | null
  grid_code: string
  door: string | null
  name_sealed: Buffer | null
  people: number
  phones_sealed: Buffer | null
  retested: boolean
  sample_id: string | null
  outsider: boolean | null
  contact_sealed: Buffer | null
  call: 'open' | 'done' | null
  total: string
  to_call: string | null
}

/** Of a mixed tube of a round that is no re-test itself, by somebody whom `round_due` cannot list. */
const CALLED_BY_HAND = sql`counted.outcome = 'positive' AND counted.household_id IS NULL AND sample.id IS NOT NULL
  AND NOT round.retest AND (SELECT sum(people) FROM sample other WHERE other.community_id = sample.community_id
    AND other.tube_id = sample.tube_id AND other.undone_at IS NULL) > 1`

/** As far as row security lets the asker see; newest first, the people of one tube together. */
export async function readPositives(
  db: Db,
  communityId: string,
  roundId: string | undefined,
  { page, size }: { page: number; size: number },
): Promise<PositiveRow[]> {
  const { rows } = await db.execute<PositiveRow>(sql`
    SELECT counted.id, counted.round_id, roll.title AS round_title, counted.outcome, counted.tested_at,
      counted.tube_id, tube.code AS tube_code,
      (SELECT sum(people)::int FROM sample WHERE sample.community_id = ${communityId}
        AND sample.tube_id = counted.tube_id AND sample.undone_at IS NULL) AS tube_people,
      counted.household_id, grid.code AS grid_code, household.door, resident.name_sealed, counted.people,
      household.phones_sealed,
      EXISTS (SELECT 1 FROM round_due WHERE round_due.community_id = ${communityId}
        AND round_due.tube_id = counted.tube_id AND round_due.household_id = counted.household_id) AS retested,
      counted.sample_id, sample.outsider, sample.contact_sealed,
      CASE WHEN NOT (${CALLED_BY_HAND}) THEN NULL WHEN sample.retested_at IS NULL THEN 'open' ELSE 'done' END AS call,
      count(*) OVER () AS total,
      sum(counted.people) FILTER (WHERE ${CALLED_BY_HAND} AND sample.retested_at IS NULL) OVER () AS to_call
    FROM (${counting(communityId, roundId)}) counted
    JOIN grid ON grid.community_id = ${communityId} AND grid.id = counted.grid_id
    LEFT JOIN roll ON roll.community_id = ${communityId} AND roll.id = counted.round_id
    LEFT JOIN tube ON tube.community_id = ${communityId} AND tube.id = counted.tube_id
    LEFT JOIN household ON household.community_id = ${communityId} AND household.id = counted.household_id
    LEFT JOIN resident ON resident.community_id = ${communityId} AND resident.id = counted.resident_id
    LEFT JOIN sample ON sample.community_id = ${communityId} AND sample.id = counted.sample_id
    LEFT JOIN round ON round.community_id = ${communityId} AND round.id = counted.round_id
    WHERE counted.outcome <> 'negative'
    ORDER BY counted.outcome, counted.tested_at DESC, counted.tube_id, household.door_order, counted.id
    LIMIT ${size} OFFSET ${(page - 1) * size}`)
  return rows
}

interface OutcomeRow extends Record<string, unknown> {
  outcome: TestOutcome | null
  people: number
}

/** Persons sampled in a round by the result that counts; null for those who wait for it. */
export async function countOutcomes(db: Db, communityId: string, roundId: string): Promise<OutcomeRow[]> {
  const { rows } = await db.execute<OutcomeRow>(sql`
    SELECT counted.outcome, sum(sample.people)::int AS people
    FROM sample
    LEFT JOIN (${counting(communityId, roundId)}) counted ON counted.sample_id = sample.id
    WHERE sample.community_id = ${communityId} AND sample.round_id = ${roundId} AND sample.undone_at IS NULL
    GROUP BY counted.outcome`)
  return rows
}

/** The gravest result of each tube of a round. */
export async function readTubeOutcomes(db: Db, communityId: string, roundId: string) {
  const { rows } = await db.execute<{ tube_id: string; outcome: TestOutcome }>(sql`
    SELECT DISTINCT ON (counted.tube_id) counted.tube_id, counted.outcome
    FROM (${counting(communityId, roundId)}) counted WHERE counted.tube_id IS NOT NULL
    ORDER BY counted.tube_id, array_position(ARRAY['positive', 'unclear', 'negative'], counted.outcome)`)
  return rows
}

/** Of a sample that belongs to no household; false where it is none. */
export async function changeRetested(
  db: Db,
  communityId: string,
  sampleId: string,
  change: Pick<typeof sample.$inferSelect, 'retestedBy' | 'retestedAt'>,
): Promise<boolean> {
  const changed = await db
    .update(sample)
    .set(change)
    .where(and(eq(sample.communityId, communityId), eq(sample.id, sampleId), isNull(sample.householdId)))
    .returning({ id: sample.id })
  return changed.length > 0
}
