import type { TestOutcome } from '@gezhong/shared/people/results/outcome'
import { sql } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'
import { countsFirst } from './latest.ts'

export interface HouseholdResult extends Record<string, unknown> {
  round_id: string
  household_id: string
  /** Null: people of the household without a name. */
  resident_id: string | null
  people: number
  /**
   * `pending`: sampled, and no result yet. Of a tube of several in which somebody is positive it says `unclear` until the
   * re-test: a household must not read of each of its people that they are.
   */
  outcome: TestOutcome | 'pending'
  tested_at: Date | null
}

/**
 * How the tests of these households in these rounds came out, person by person and for the unnamed by number: the latest
 * result of each sample, or that there is none yet. Row security keeps it to the asker's own households and scope.
 */
export async function resultsOfHouseholds(
  db: Db,
  communityId: string,
  roundIds: readonly string[],
  householdIds: readonly string[],
): Promise<HouseholdResult[]> {
  const { rows } = await db.execute<HouseholdResult>(sql`
    SELECT round_id, household_id, resident_id, sum(people)::int AS people, outcome, max(tested_at) AS tested_at
    FROM (
      SELECT DISTINCT ON (said.round_id, said.household_id, said.resident_id,
          CASE WHEN said.resident_id IS NULL THEN said.id END)
        said.round_id, said.household_id, said.resident_id, said.people,
        CASE WHEN test_result.outcome = 'positive' AND listed.tube_id IS NOT NULL THEN 'unclear'
          ELSE coalesce(test_result.outcome, 'pending') END AS outcome, test_result.tested_at
      FROM (
        SELECT id, round_id, household_id, resident_id, people, id AS sample_id FROM sample
        WHERE community_id = ${communityId} AND round_id = ANY (${idList(roundIds)})
          AND household_id = ANY (${idList(householdIds)}) AND undone_at IS NULL
        UNION ALL
        SELECT id, round_id, household_id, resident_id, people, NULL FROM test_result
        WHERE community_id = ${communityId} AND round_id = ANY (${idList(roundIds)})
          AND household_id = ANY (${idList(householdIds)}) AND sample_id IS NULL) said
      LEFT JOIN test_result ON test_result.community_id = ${communityId}
        AND (test_result.sample_id = said.sample_id OR test_result.id = said.id)
      LEFT JOIN (SELECT DISTINCT household_id, tube_id FROM round_due
        WHERE community_id = ${communityId} AND household_id = ANY (${idList(householdIds)})) listed
        ON listed.household_id = said.household_id AND listed.tube_id = test_result.tube_id
      ORDER BY said.round_id, said.household_id, said.resident_id,
        CASE WHEN said.resident_id IS NULL THEN said.id END, test_result.tested_at IS NULL, ${countsFirst}) counted
    GROUP BY round_id, household_id, resident_id, outcome
    ORDER BY round_id, household_id, resident_id, outcome`)
  return rows
}
