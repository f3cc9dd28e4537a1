import type { RollQuestion } from '@gezhong/shared/people/rolls/contract'
import { sql, type SQL } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'

export interface CountRow extends Record<string, unknown> {
  grid_id: string
  households: number
  reported: number
  differs: number
  missing: number
  excused: number
  expected_people: number
  reported_people: number
}

/**
 * How a household stands: what was said of it, else whether anybody is expected there. It is still missing somebody when
 * the roll asks who was tested and it named fewer than live there.
 */
export const standingState = (question: RollQuestion): SQL => sql`
  CASE ${question === 'who-was-tested' ? sql`WHEN standing.state = 'reported' AND standing.reported < household.headcount THEN 'missing'` : sql``}
       WHEN standing.state IS NOT NULL THEN standing.state
       WHEN household.occupancy = 'occupied' THEN 'missing' ELSE 'excused' END`

/** The people a household counts for: as surveyed, else as reported. */
const expectedPeople = sql`coalesce(household.headcount, standing.reported, 0)`

/**
 * In a roll that asks who was tested a lower number means missing people; in one that asks who lives here the
 * household has answered, and a lower number is a difference about the ledger.
 */
const reportedPeople = (question: RollQuestion): SQL =>
  question === 'who-was-tested'
    ? sql`least(coalesce(standing.reported, ${expectedPeople}), ${expectedPeople})`
    : expectedPeople

/** Counts a roll from the raw rows, per lowest grid, as far as row security lets the asker see. */
export async function countStanding(
  db: Db,
  communityId: string,
  roll: { id: string; question: RollQuestion },
  gridIds: readonly string[] | null,
): Promise<CountRow[]> {
  const { rows } = await db.execute<CountRow>(sql`
    SELECT grid_id, count(*)::int AS households,
      (count(*) FILTER (WHERE state = 'reported'))::int AS reported,
      (count(*) FILTER (WHERE state = 'differs'))::int AS differs,
      (count(*) FILTER (WHERE state = 'missing'))::int AS missing,
      (count(*) FILTER (WHERE state = 'excused'))::int AS excused,
      coalesce(sum(expected) FILTER (WHERE state <> 'excused'), 0)::int AS expected_people,
      coalesce(sum(said) FILTER (WHERE has_answered), 0)::int AS reported_people
    FROM (
      SELECT household.grid_id, ${standingState(roll.question)} AS state, standing.state IS NOT NULL AS has_answered, ${expectedPeople} AS expected,
        ${reportedPeople(roll.question)} AS said
      FROM household
      LEFT JOIN standing ON standing.community_id = household.community_id
        AND standing.household_id = household.id AND standing.roll_id = ${roll.id}
      WHERE household.community_id = ${communityId} AND household.removed_at IS NULL
        AND ${gridIds === null ? sql`true` : sql`household.grid_id = ANY (${idList(gridIds)})`}
    ) each_household
    GROUP BY grid_id`)
  return rows
}
