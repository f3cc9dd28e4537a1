import type { Role } from '@gezhong/shared/actor'
import { and, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Db } from '../../database/pool.ts'
import { wechatSignIn } from './tables.ts'

/** One who enters by this WeChat waits for the other. */
export async function holdWeChat(db: Db, openIndex: string): Promise<void> {
  await db.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${openIndex}, 7305122))`)
}

export async function findByWeChat(db: Db, communityId: string, openIndex: string): Promise<string | undefined> {
  const [row] = await db
    .select()
    .from(wechatSignIn)
    .where(and(eq(wechatSignIn.communityId, communityId), eq(wechatSignIn.openIndex, openIndex)))
  return row?.accountId
}

export async function bindWeChat(db: Db, row: typeof wechatSignIn.$inferInsert): Promise<void> {
  await db
    .insert(wechatSignIn)
    .values(row)
    .onConflictDoUpdate({
      target: [wechatSignIn.communityId, wechatSignIn.openIndex],
      set: { accountId: row.accountId, openSealed: row.openSealed, boundAt: row.boundAt },
    })
}

/** For those who were bound before the id itself was kept. */
export async function keepOpenId(db: Db, communityId: string, openIndex: string, openSealed: Buffer): Promise<void> {
  const isIt = and(eq(wechatSignIn.communityId, communityId), eq(wechatSignIn.openIndex, openIndex))
  await db
    .update(wechatSignIn)
    .set({ openSealed })
    .where(and(isIt, isNull(wechatSignIn.openSealed)))
}

/** The WeChat that was bound to this account last. */
export async function findOpenId(db: Db, communityId: string, accountId: string): Promise<Buffer | null> {
  const isTheirs = and(eq(wechatSignIn.communityId, communityId), eq(wechatSignIn.accountId, accountId))
  const [row] = await db
    .select({ openSealed: wechatSignIn.openSealed })
    .from(wechatSignIn)
    .where(and(isTheirs, isNotNull(wechatSignIn.openSealed)))
    .orderBy(desc(wechatSignIn.boundAt))
    .limit(1)
  return row?.openSealed ?? null
}

export async function unbindWeChats(db: Db, communityId: string, accountId: string): Promise<number> {
  const gone = await db
    .delete(wechatSignIn)
    .where(and(eq(wechatSignIn.communityId, communityId), eq(wechatSignIn.accountId, accountId)))
    .returning({ accountId: wechatSignIn.accountId })
  return gone.length
}

export async function isBound(db: Db, communityId: string, accountId: string): Promise<boolean> {
  const rows = await db
    .select({ accountId: wechatSignIn.accountId })
    .from(wechatSignIn)
    .where(and(eq(wechatSignIn.communityId, communityId), eq(wechatSignIn.accountId, accountId)))
  return rows.length > 0
}

interface HeldRow extends Record<string, unknown> {
  role: Role
  household_id: string | null
}

/** What an account is here now. */
export async function readHeld(db: Db, communityId: string, accountId: string, now: Date): Promise<HeldRow[]> {
  const { rows } = await db.execute<HeldRow>(sql`
    SELECT role, household_id FROM role_grant
    WHERE community_id = ${communityId} AND account_id = ${accountId} AND revoked_at IS NULL
      AND (valid_until IS NULL OR valid_until > ${now})`)
  return rows
}
