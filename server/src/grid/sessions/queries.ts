import type { OwnSession } from '@gezhong/shared/grid/sessions/contract'
import { and, desc, eq, gt, isNull, ne, sql } from 'drizzle-orm'
import { dbOver, type Db } from '../../database/pool.ts'
import { demoIdentity, passwordSignIn, session } from '../../database/tables.ts'
import type { Kernel } from '../../database/transact.ts'

const valid = (now: Date) => and(isNull(session.revokedAt), gt(session.expiresAt, now))

const ofAccount = (communityId: string, accountId: string) =>
  and(eq(session.communityId, communityId), eq(session.accountId, accountId))

export interface Rotation {
  sessionId: string
  digest: Buffer
  nextDigest: Buffer
  now: Date
  expiresAt: Date
  /** However often it is refreshed, it is over so long after it was opened. Milliseconds. */
  greatestAge: number
}

/** Puts the next token in the place of this one, if this one is good; of two at once, one succeeds. */
export async function rotate(kernel: Kernel, asked: Rotation) {
  const client = await kernel.pool.connect()
  try {
    const [row] = await dbOver(client)
      .update(session)
      .set({
        refreshDigest: asked.nextDigest,
        refreshUsedDigest: asked.digest,
        refreshedAt: asked.now,
        expiresAt: sql`least(${asked.expiresAt}, ${session.createdAt} + make_interval(secs => ${asked.greatestAge / 1000}))`,
        // A page that refreshes by itself is not touched by anybody; a phone asks only while it is in a hand.
        usedAt: sql`CASE WHEN ${session.page} = 'phone' THEN ${asked.now} ELSE ${session.usedAt} END`,
      })
      .where(and(eq(session.id, asked.sessionId), eq(session.refreshDigest, asked.digest), valid(asked.now)))
      .returning({ expiresAt: session.expiresAt })
    return row
  } finally {
    client.release()
  }
}

export async function findValid(kernel: Kernel, sessionId: string, now: Date) {
  const client = await kernel.pool.connect()
  try {
    const [row] = await dbOver(client)
      .select()
      .from(session)
      .where(and(eq(session.id, sessionId), valid(now)))
    return row
  } finally {
    client.release()
  }
}

export async function readSession(db: Db, sessionId: string) {
  const [row] = await db.select().from(session).where(eq(session.id, sessionId))
  return row
}

export async function touchSession(db: Db, sessionId: string, now: Date): Promise<void> {
  await db.update(session).set({ usedAt: now }).where(eq(session.id, sessionId))
}

export async function listSessions(
  db: Db,
  communityId: string,
  accountId: string,
  here: string,
  now: Date,
): Promise<OwnSession[]> {
  const rows = await db
    .select()
    .from(session)
    .where(and(ofAccount(communityId, accountId), valid(now)))
    .orderBy(desc(eq(session.id, here)), desc(session.usedAt))
    .limit(100)
  return rows.map(({ id, page, device, createdAt, usedAt }) => ({
    id,
    page,
    device,
    openedAt: createdAt.toISOString(),
    usedAt: usedAt.toISOString(),
    here: id === here,
  }))
}

/** Ends one session of this account, or all but `except`; tells which. */
export async function endSessionsOfAccount(
  db: Db,
  { communityId, accountId, only, except }: { communityId: string; accountId: string; only?: string; except?: string },
  now: Date,
): Promise<string[]> {
  const rows = await db
    .update(session)
    .set({ revokedAt: now })
    .where(
      and(
        ofAccount(communityId, accountId),
        valid(now),
        only === undefined ? undefined : eq(session.id, only),
        except === undefined ? undefined : ne(session.id, except),
      ),
    )
    .returning({ id: session.id })
  return rows.map((row) => row.id)
}

export async function knowsSessionsOf(db: Db, communityId: string, accountId: string): Promise<boolean> {
  const { rows } = await db.execute(sql`
    SELECT 1 FROM session WHERE community_id = ${communityId} AND account_id = ${accountId}
    UNION ALL SELECT 1 FROM role_grant WHERE community_id = ${communityId} AND account_id = ${accountId} LIMIT 1`)
  return rows.length > 0
}

export async function findOwnPassword(db: Db, accountId: string) {
  const [row] = await db.select().from(passwordSignIn).where(eq(passwordSignIn.accountId, accountId))
  return row
}

export async function setPassword(db: Db, accountId: string, hash: string, now: Date): Promise<void> {
  await db.update(passwordSignIn).set({ hash, changedAt: now }).where(eq(passwordSignIn.accountId, accountId))
}

export async function isDemoIdentity(db: Db, accountId: string): Promise<boolean> {
  const rows = await db
    .select({ name: demoIdentity.name })
    .from(demoIdentity)
    .where(eq(demoIdentity.accountId, accountId))
  return rows.length > 0
}

export async function forgetSessions(db: Db, communityId: string, accountId: string): Promise<void> {
  await db.delete(session).where(ofAccount(communityId, accountId))
}
