import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '../../database/pool.ts'
import { antigenPhoto } from './tables.ts'

export type PhotoRow = typeof antigenPhoto.$inferSelect

export async function addPhoto(db: Db, row: typeof antigenPhoto.$inferInsert): Promise<void> {
  await db.insert(antigenPhoto).values(row)
}

export async function findPhoto(db: Db, communityId: string, id: string): Promise<PhotoRow | undefined> {
  const [row] = await db
    .select()
    .from(antigenPhoto)
    .where(and(eq(antigenPhoto.communityId, communityId), eq(antigenPhoto.id, id)))
  return row
}

/**
 * Photos whose time is over: so long after the round has closed or, left open, after its window has ended; of one that
 * came even later, after it came. Returns how many.
 */
export async function deleteOldPhotos(db: Db, communityId: string, before: Date, now: Date): Promise<number> {
  const { rowCount } = await db.execute(sql`
    UPDATE antigen_photo SET photo_sealed = NULL, deleted_at = ${now.toISOString()}
    FROM round JOIN roll ON roll.community_id = round.community_id AND roll.id = round.id
    WHERE antigen_photo.community_id = ${communityId} AND round.community_id = ${communityId}
      AND round.id = antigen_photo.round_id AND antigen_photo.deleted_at IS NULL
      AND greatest(coalesce(roll.closed_at, round.ends_at), antigen_photo.received_at) < ${before.toISOString()}`)
  return rowCount ?? 0
}
