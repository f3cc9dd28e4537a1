import { sql, type SQL } from 'drizzle-orm'
import type { Work } from '../../database/transact.ts'

/* What becomes of what one told oneself, or as who looks after a household, when one withdraws an agreement or leaves. */

const toldByOneself = ({ communityId, actor }: Work): SQL => sql`
  SELECT id FROM antigen_test
  WHERE community_id = ${communityId} AND told_by = ${actor.accountId} AND source IN ('self', 'proxy')`

/** The photos one sent are gone; that somebody was tested stays. Runs elevated. Returns how many. */
export async function forgetOwnPhotos(work: Work): Promise<number> {
  const { rowCount } = await work.db.execute(sql`
    UPDATE antigen_photo SET photo_sealed = NULL, deleted_at = ${work.now.toISOString()}
    WHERE community_id = ${work.communityId} AND deleted_at IS NULL AND id IN (${toldByOneself(work)})`)
  return rowCount ?? 0
}

/** Nobody is counted as tested by what this account told any more. Runs elevated. Returns how many tests. */
export async function takeBackOwnTests(work: Work): Promise<number> {
  const { db, communityId, actor, now } = work
  await forgetOwnPhotos(work)
  const { rows } = await db.execute<{ grid_id: string; round_id: string }>(sql`
    UPDATE antigen_test SET undone_at = ${now.toISOString()}, undone_by = ${actor.accountId}
    WHERE community_id = ${communityId} AND undone_at IS NULL AND id IN (${toldByOneself(work)})
    RETURNING grid_id, round_id`)
  for (const { grid_id: gridId, round_id: rollId } of rows) work.touch({ gridId, rollId, topic: 'roll' })
  return rows.length
}
