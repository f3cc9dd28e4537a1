import { sql } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'
import { countsFirst } from './latest.ts'

/**
 * Of these tubes, the mixed ones of which somebody is positive, and any whose result is unclear. A re-test’s own tubes call
 * for none.
 */
export async function readTubesToRetest(db: Db, communityId: string, tubeIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await db.execute<{ tube_id: string }>(sql`
    SELECT DISTINCT counted.tube_id FROM (
      SELECT DISTINCT ON (test_result.sample_id) test_result.tube_id, test_result.outcome
      FROM test_result
      JOIN sample ON sample.community_id = test_result.community_id AND sample.id = test_result.sample_id
        AND sample.undone_at IS NULL
      WHERE test_result.community_id = ${communityId} AND test_result.tube_id = ANY (${idList(tubeIds)})
      ORDER BY test_result.sample_id, ${countsFirst}) counted
    JOIN tube ON tube.community_id = ${communityId} AND tube.id = counted.tube_id
    JOIN round ON round.community_id = ${communityId} AND round.id = tube.round_id AND NOT round.retest
    WHERE counted.outcome = 'unclear' OR (counted.outcome = 'positive'
      AND (SELECT sum(people) FROM sample WHERE sample.community_id = ${communityId}
        AND sample.tube_id = counted.tube_id AND sample.undone_at IS NULL) > 1)`)
  return new Set(rows.map((row) => row.tube_id))
}

export interface InTube extends Record<string, unknown> {
  tube_id: string
  household_id: string
  building_id: string
  grid_id: string
  resident_id: string | null
  people: number
}

/** Whose samples are in these tubes. Somebody from elsewhere, or not yet placed, stands on no list of households. */
export async function readInTubes(db: Db, communityId: string, tubeIds: readonly string[]): Promise<InTube[]> {
  const { rows } = await db.execute<InTube>(sql`
    SELECT sample.tube_id, household.id AS household_id, household.building_id, household.grid_id, sample.resident_id,
      (CASE WHEN sample.resident_id IS NULL THEN least(sum(sample.people), 99) ELSE 1 END)::int AS people
    FROM sample
    JOIN household ON household.community_id = sample.community_id AND household.id = sample.household_id
      AND household.removed_at IS NULL
    WHERE sample.community_id = ${communityId} AND sample.tube_id = ANY (${idList(tubeIds)})
      AND sample.undone_at IS NULL
    GROUP BY sample.tube_id, household.id, household.building_id, household.grid_id, sample.resident_id`)
  return rows
}
