import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '../../database/pool.ts'
import { signingKey } from './tables.ts'

export type SigningKeyRow = typeof signingKey.$inferSelect

/** Those that are believed, the newest first. */
export async function readKeys(db: Db, communityId: string): Promise<SigningKeyRow[]> {
  return db
    .select()
    .from(signingKey)
    .where(and(eq(signingKey.communityId, communityId), isNull(signingKey.withdrawnAt)))
    .orderBy(desc(signingKey.madeAt), desc(signingKey.number))
}

/** Also those withdrawn. */
export async function readAllKeys(db: Db, communityId: string): Promise<SigningKeyRow[]> {
  return db
    .select()
    .from(signingKey)
    .where(eq(signingKey.communityId, communityId))
    .orderBy(desc(signingKey.madeAt), desc(signingKey.number))
}

/** Elevated. Of two at once who make the same number, one wins and both read that. */
export async function addKey(db: Db, row: SigningKeyRow): Promise<void> {
  await db
    .insert(signingKey)
    .values(row)
    .onConflictDoNothing({ target: [signingKey.communityId, signingKey.number] })
}

/** Elevated. False when there is no such key, or nobody believes it any more. */
export async function withdrawKey(db: Db, communityId: string, number: number, now: Date): Promise<boolean> {
  const withdrawn = await db
    .update(signingKey)
    .set({ withdrawnAt: now })
    .where(and(eq(signingKey.communityId, communityId), eq(signingKey.number, number), isNull(signingKey.withdrawnAt)))
    .returning({ number: signingKey.number })
  return withdrawn.length > 0
}

/** When each that still counts on a day was issued. */
export async function readCredentialTimes(db: Db, communityId: string, today: string): Promise<Date[]> {
  const { rows } = await db.execute<{ issued_at: Date }>(sql`
    SELECT issued_at FROM credential
    WHERE community_id = ${communityId} AND revoked_at IS NULL AND valid_until >= ${today}`)
  return rows.map(({ issued_at: at }) => new Date(at))
}
