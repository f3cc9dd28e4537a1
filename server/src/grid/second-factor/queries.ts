import { and, eq } from 'drizzle-orm'
import type { Db } from '../../database/pool.ts'
import { session } from '../../database/tables.ts'
import { secondFactor } from './tables.ts'

export type SecondFactorRow = typeof secondFactor.$inferSelect

const of = (communityId: string, accountId: string) =>
  and(eq(secondFactor.communityId, communityId), eq(secondFactor.accountId, accountId))

export async function findSecondFactor(db: Db, communityId: string, accountId: string) {
  const [row] = await db.select().from(secondFactor).where(of(communityId, accountId))
  return row
}

/** Two numbers that come at once are looked at one after the other. */
export async function lockSecondFactor(db: Db, communityId: string, accountId: string) {
  const [row] = await db.select().from(secondFactor).where(of(communityId, accountId)).for('update')
  return row
}

export async function keepPending(db: Db, communityId: string, accountId: string, pendingSealed: Buffer) {
  await db
    .insert(secondFactor)
    .values({ communityId, accountId, pendingSealed })
    .onConflictDoUpdate({ target: [secondFactor.communityId, secondFactor.accountId], set: { pendingSealed } })
}

export async function changeSecondFactor(
  db: Db,
  communityId: string,
  accountId: string,
  change: Partial<Omit<SecondFactorRow, 'communityId' | 'accountId'>>,
): Promise<void> {
  await db.update(secondFactor).set(change).where(of(communityId, accountId))
}

export async function removeSecondFactor(db: Db, communityId: string, accountId: string): Promise<boolean> {
  const removed = await db
    .delete(secondFactor)
    .where(of(communityId, accountId))
    .returning({ accountId: secondFactor.accountId })
  return removed.length === 1
}

export async function howProven(db: Db, sessionId: string) {
  const [row] = await db.select().from(session).where(eq(session.id, sessionId))
  return row?.secondFactor ?? null
}

export async function proveSession(db: Db, sessionId: string, how: 'passed' | 'waived'): Promise<void> {
  await db.update(session).set({ secondFactor: how }).where(eq(session.id, sessionId))
}

export async function unproveSessions(db: Db, communityId: string, accountId: string): Promise<void> {
  await db
    .update(session)
    .set({ secondFactor: null })
    .where(and(eq(session.communityId, communityId), eq(session.accountId, accountId)))
}
