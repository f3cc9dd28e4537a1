import { sql, type SQL } from 'drizzle-orm'

/*
 * Which tellings of antigen tests count. Of a named person only the last one told; of people known by number all of them.
 * An invalid one, one that somebody found wrong, and one whose photo has not come do not: the person is still missing.
 */

const told = (communityId: string, roundId: string): SQL => sql`
  antigen_test.community_id = ${communityId} AND antigen_test.round_id = ${roundId} AND antigen_test.undone_at IS NULL`

const HOLDS = sql`latest.result <> 'invalid' AND latest.verdict IS DISTINCT FROM 'wrong'
  AND (latest.photo_at IS NOT NULL OR latest.no_photo IS NOT NULL)`

/** Rows of `id`, `household_id`, `resident_id`, `people`: each named person once. */
export const countingTests = (communityId: string, roundId: string): SQL => sql`
  SELECT latest.id, latest.household_id, latest.resident_id, latest.people
  FROM (SELECT DISTINCT ON (antigen_test.household_id, antigen_test.resident_id) antigen_test.*
      FROM antigen_test WHERE ${told(communityId, roundId)} AND antigen_test.resident_id IS NOT NULL
      ORDER BY antigen_test.household_id, antigen_test.resident_id, antigen_test.received_at DESC, antigen_test.id DESC
    ) latest WHERE ${HOLDS}
  UNION ALL
  SELECT latest.id, latest.household_id, NULL, latest.people FROM antigen_test latest
  WHERE latest.community_id = ${communityId} AND latest.round_id = ${roundId} AND latest.undone_at IS NULL
    AND latest.resident_id IS NULL AND ${HOLDS}`

/** Who of the named people is done in a round, by a sample or by a test that counts: rows of `household_id`, `resident_id`. */
export const donePeople = (communityId: string, roundId: string): SQL => sql`
  SELECT household_id, resident_id FROM sample
  WHERE community_id = ${communityId} AND round_id = ${roundId} AND undone_at IS NULL AND resident_id IS NOT NULL
  UNION
  SELECT household_id, resident_id FROM (${countingTests(communityId, roundId)}) tests WHERE resident_id IS NOT NULL`
