import type { CarryingPost } from '@gezhong/shared/grid/credentials/contract'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'
import { credential, training } from './tables.ts'

export type CredentialRow = typeof credential.$inferSelect
export type TrainingRow = typeof training.$inferSelect

export async function addTraining(db: Db, row: typeof training.$inferInsert): Promise<void> {
  await db.insert(training).values(row)
}

export async function addCredential(db: Db, row: CredentialRow): Promise<void> {
  await db.insert(credential).values(row)
}

/** The newest training for a post that stands. */
export async function findTraining(
  db: Db,
  communityId: string,
  accountId: string,
  post: CarryingPost,
): Promise<TrainingRow | undefined> {
  const [row] = await db
    .select()
    .from(training)
    .where(
      and(
        eq(training.communityId, communityId),
        eq(training.accountId, accountId),
        eq(training.post, post),
        isNull(training.takenBackAt),
      ),
    )
    .orderBy(sql`${training.day} DESC, ${training.id} DESC`)
    .limit(1)
  return row
}

/** Also those taken back. */
export async function readTrainings(db: Db, communityId: string, accountIds: readonly string[]) {
  return db
    .select()
    .from(training)
    .where(and(eq(training.communityId, communityId), sql`${training.accountId} = ANY (${idList(accountIds)})`))
    .orderBy(sql`${training.day} DESC, ${training.id} DESC`)
}

export async function readTraining(db: Db, communityId: string, id: string): Promise<TrainingRow | undefined> {
  const [row] = await db
    .select()
    .from(training)
    .where(and(eq(training.communityId, communityId), eq(training.id, id)))
  return row
}

/** Elevated. False when it was taken back before. */
export async function takeBack(
  db: Db,
  communityId: string,
  id: string,
  said: { takenBackAt: Date; takenBackBy: string; takeBackReasonSealed: Buffer },
): Promise<boolean> {
  const done = await db
    .update(training)
    .set(said)
    .where(and(eq(training.communityId, communityId), eq(training.id, id), isNull(training.takenBackAt)))
    .returning({ id: training.id })
  return done.length > 0
}

/** The newest first; the one that is not revoked before all others. */
export async function readCredentials(
  db: Db,
  communityId: string,
  accountIds: readonly string[],
): Promise<CredentialRow[]> {
  return db
    .select()
    .from(credential)
    .where(and(eq(credential.communityId, communityId), sql`${credential.accountId} = ANY (${idList(accountIds)})`))
    .orderBy(sql`${credential.revokedAt} IS NOT NULL, ${credential.issuedAt} DESC, ${credential.id} DESC`)
}

export async function readCredentialsById(
  db: Db,
  communityId: string,
  ids: readonly string[],
): Promise<CredentialRow[]> {
  return db
    .select()
    .from(credential)
    .where(and(eq(credential.communityId, communityId), sql`${credential.id} = ANY (${idList(ids)})`))
}

/** The one of somebody that was not revoked, be it that its days are over. */
export async function findLive(db: Db, communityId: string, accountId: string): Promise<CredentialRow | undefined> {
  const [row] = await db
    .select()
    .from(credential)
    .where(
      and(eq(credential.communityId, communityId), eq(credential.accountId, accountId), isNull(credential.revokedAt)),
    )
  return row
}

/** The next number in a top-level grid, which nobody else is given until the transaction ends. */
export async function takeNumber(db: Db, communityId: string, topGridId: string): Promise<number> {
  await db.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`credential ${topGridId}`}, 0))`)
  const { rows } = await db.execute<{ number: number }>(sql`
    SELECT coalesce(max(number), 0)::int + 1 AS number FROM credential
    WHERE community_id = ${communityId} AND top_grid_id = ${topGridId}`)
  return rows[0]!.number
}

/** False when it was revoked before. */
export async function revoke(
  db: Db,
  communityId: string,
  id: string,
  revoked: { revokedAt: Date; revokedBy: string; revokeReasonSealed: Buffer },
): Promise<boolean> {
  const done = await db
    .update(credential)
    .set(revoked)
    .where(and(eq(credential.communityId, communityId), eq(credential.id, id), isNull(credential.revokedAt)))
    .returning({ id: credential.id })
  return done.length > 0
}

export async function readNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await db.execute<{ id: string; display_name: string }>(
    sql`SELECT id, display_name FROM account WHERE id = ANY (${idList(ids)})`,
  )
  return new Map(rows.map((row) => [row.id, row.display_name]))
}
