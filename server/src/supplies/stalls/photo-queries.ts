import { and, eq, sql } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'
import { stallPhoto } from './tables.ts'

export type PhotoRow = typeof stallPhoto.$inferSelect

/** Elevated. */
export async function addPhoto(db: Db, row: PhotoRow): Promise<void> {
  await db.insert(stallPhoto).values(row)
}

export async function findPhoto(db: Db, communityId: string, id: string): Promise<PhotoRow | undefined> {
  const [row] = await db
    .select()
    .from(stallPhoto)
    .where(and(eq(stallPhoto.communityId, communityId), eq(stallPhoto.id, id)))
  return row
}

/** Which of these are there. */
export async function readPhotoIds(db: Db, communityId: string, ids: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .select({ id: stallPhoto.id })
    .from(stallPhoto)
    .where(and(eq(stallPhoto.communityId, communityId), sql`${stallPhoto.id} = ANY (${idList(ids)})`))
  return new Set(rows.map(({ id }) => id))
}

/** Those made before that no item shows. Elevated. */
export async function deleteLoosePhotos(db: Db, communityId: string, before: Date): Promise<void> {
  await db.execute(sql`
    DELETE FROM stall_photo WHERE community_id = ${communityId} AND made_at < ${before.toISOString()}
      AND NOT EXISTS (SELECT 1 FROM stall_item WHERE stall_item.community_id = ${communityId}
        AND stall_item.photo_id = stall_photo.id)`)
}
