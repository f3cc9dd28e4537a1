import { liesWithin } from '@gezhong/shared/actor'
import { sql } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'
import type { Work } from '../../database/transact.ts'
import { readGridCodes } from '../../grid/communities/queries.ts'
import { readOpenRolls, type RollRow } from '../rolls/queries.ts'
import { missingIn } from './missing.ts'

/** The newest follow-up of a household; what it is for decides whether it goes on or another begins. */
const lastOf = (communityId: string) => sql`
  SELECT DISTINCT ON (follow_up.household_id) follow_up.id, follow_up.household_id, follow_up.closed_at
  FROM follow_up JOIN missing ON missing.household_id = follow_up.household_id
  WHERE follow_up.community_id = ${communityId}
  ORDER BY follow_up.household_id, follow_up.opened_at DESC, follow_up.closed_at DESC NULLS FIRST, follow_up.id`

/** The open rolls that ask some of these grids; of the others nobody here is missing. */
async function rollsAsking(db: Db, communityId: string, gridIds: readonly string[]): Promise<RollRow[]> {
  const codes = await readGridCodes(db, communityId)
  const here = gridIds.flatMap((id) => codes.get(id) ?? [])
  const asks = ({ gridId }: RollRow) => {
    const asked = gridId === null ? null : codes.get(gridId)
    return asked === null || here.some((code) => asked !== undefined && liesWithin(code, asked))
  }
  return (await readOpenRolls(db, communityId)).filter(asks)
}

/**
 * Law 4, for the households of these grids: with missing people one open follow-up, without none. One that was closed goes
 * on when its household is missing again in a roll that was open then already; in a later roll another begins. One at a
 * time per community, as two folds that find the same household missing would both begin one.
 */
export async function keepFollowUps({ db, communityId, now }: Work, gridIds: readonly string[]): Promise<void> {
  if (gridIds.length === 0) return
  await db.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`follow-ups ${communityId}`}, 0))`)
  const rolls = await rollsAsking(db, communityId, gridIds)
  const here = sql`household.grid_id = ANY (${idList(gridIds)})`
  const at = sql`${now.toISOString()}::timestamptz`
  await db.execute(sql`
    WITH missing AS MATERIALIZED (
      SELECT household_id, building_id, grid_id, min(opened_at) AS since, bool_and(done = 0) AS nothing_done
      FROM (${missingIn(communityId, rolls, here)}) rows GROUP BY household_id, building_id, grid_id
    ), last AS MATERIALIZED (${lastOf(communityId)}
    ), ended AS (
      UPDATE follow_up SET closed_at = ${at}, claimed_by = NULL, claimed_until = NULL
      FROM household
      WHERE follow_up.community_id = ${communityId} AND follow_up.closed_at IS NULL
        AND household.community_id = ${communityId} AND household.id = follow_up.household_id AND ${here}
        AND NOT EXISTS (SELECT 1 FROM missing WHERE missing.household_id = household.id)
    ), going_on AS (
      UPDATE follow_up SET closed_at = NULL, nothing_done = missing.nothing_done
      FROM last JOIN missing ON missing.household_id = last.household_id
      WHERE follow_up.community_id = ${communityId} AND follow_up.id = last.id
        AND (last.closed_at >= missing.since
          OR last.closed_at IS NULL AND follow_up.nothing_done <> missing.nothing_done)
    )
    INSERT INTO follow_up (community_id, id, household_id, building_id, grid_id, missing_since, opened_at,
      tested_before, nothing_done)
    SELECT ${communityId}, gen_random_uuid(), missing.household_id, missing.building_id, missing.grid_id, missing.since,
      ${at}, EXISTS (SELECT 1 FROM round JOIN sample ON sample.community_id = round.community_id
        AND sample.round_id = round.id AND sample.household_id = missing.household_id AND sample.undone_at IS NULL
        WHERE round.community_id = ${communityId})
        OR EXISTS (SELECT 1 FROM round JOIN antigen_test told ON told.community_id = round.community_id
        AND told.round_id = round.id AND told.household_id = missing.household_id AND told.undone_at IS NULL
        AND told.result <> 'invalid' WHERE round.community_id = ${communityId}), missing.nothing_done
    FROM missing LEFT JOIN last ON last.household_id = missing.household_id
    WHERE last.id IS NULL OR last.closed_at < missing.since`)
}
