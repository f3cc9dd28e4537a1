import { and, eq, isNull } from 'drizzle-orm'
import type { Db } from '../../database/pool.ts'
import { account, demoIdentity, passwordSignIn } from '../../database/tables.ts'
import { unbindWeChats } from './wechat-queries.ts'

/** What is left to read where the log or a roll points at an account that is gone. */
export const GONE_NAME = '已删除的账号'

/** Of two who delete the same account at once the second waits here, and finds it gone. */
export async function holdAccount(db: Db, accountId: string): Promise<boolean> {
  const rows = await db
    .select({ id: account.id })
    .from(account)
    .where(and(eq(account.id, accountId), isNull(account.deletedAt)))
    .for('update')
  return rows.length === 1
}

/** Every way of this account to sign in, but the phone, which residents have. */
export async function forgetSignIns(db: Db, communityId: string, accountId: string): Promise<void> {
  await unbindWeChats(db, communityId, accountId)
  await db.delete(passwordSignIn).where(eq(passwordSignIn.accountId, accountId))
  await db.delete(demoIdentity).where(eq(demoIdentity.accountId, accountId))
}

export async function blankAccount(db: Db, accountId: string, now: Date): Promise<void> {
  await db.update(account).set({ displayName: GONE_NAME, deletedAt: now }).where(eq(account.id, accountId))
}
