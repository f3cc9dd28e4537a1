import type { Role } from '@gezhong/shared/actor'
import type { CameBy } from '@gezhong/shared/people/homes/contract'
import { and, desc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import type { Db } from '../../database/pool.ts'
import { account, passwordSignIn, session } from '../../database/tables.ts'
import { wechatSignIn } from '../../grid/identity/tables.ts'
import { secondFactor } from '../../grid/second-factor/tables.ts'
import { homeRequest } from '../homes/tables.ts'
import { ledgerChange } from '../ledger/tables.ts'
import { phoneSignIn } from '../resident-sign-in/tables.ts'

/** More than anybody has. */
const MOST = 500

export async function readAccount(db: Db, communityId: string, accountId: string) {
  const [row] = await db
    .select({
      displayName: account.displayName,
      createdAt: account.createdAt,
      phoneSealed: phoneSignIn.phoneSealed,
      phoneProvedAt: phoneSignIn.verifiedAt,
      passwordAt: passwordSignIn.changedAt,
      secondFactorAt: secondFactor.confirmedAt,
    })
    .from(account)
    .leftJoin(phoneSignIn, and(eq(phoneSignIn.accountId, account.id), eq(phoneSignIn.communityId, communityId)))
    .leftJoin(passwordSignIn, eq(passwordSignIn.accountId, account.id))
    .leftJoin(secondFactor, and(eq(secondFactor.communityId, communityId), eq(secondFactor.accountId, account.id)))
    .where(eq(account.id, accountId))
  const [wechat] = await db
    .select({ boundAt: wechatSignIn.boundAt })
    .from(wechatSignIn)
    .where(and(eq(wechatSignIn.communityId, communityId), eq(wechatSignIn.accountId, accountId)))
  return { ...row!, wechatBoundAt: wechat?.boundAt ?? null }
}

export async function readSessions(db: Db, communityId: string, accountId: string, now: Date) {
  return db
    .select()
    .from(session)
    .where(
      and(
        eq(session.communityId, communityId),
        eq(session.accountId, accountId),
        isNull(session.revokedAt),
        gt(session.expiresAt, now),
      ),
    )
    .orderBy(desc(session.usedAt))
    .limit(MOST)
}

interface GrantRow extends Record<string, unknown> {
  role: Role
  grid_code: string | null
  household_id: string | null
  door: string | null
  proxy: boolean
  came_by: CameBy | null
  valid_from: Date
  valid_until: Date | null
  revoked_at: Date | null
}

/** Every role this account has or had. The door is there while the household is one’s own to see. */
export async function readOwnGrants(db: Db, communityId: string, accountId: string): Promise<GrantRow[]> {
  const { rows } = await db.execute<GrantRow>(sql`
    SELECT role_grant.role, grid.code AS grid_code, role_grant.household_id, household.door, role_grant.proxy,
      role_grant.came_by, role_grant.valid_from, role_grant.valid_until, role_grant.revoked_at
    FROM role_grant
    LEFT JOIN grid ON grid.community_id = role_grant.community_id AND grid.id = role_grant.grid_id
    LEFT JOIN household ON household.community_id = role_grant.community_id AND household.id = role_grant.household_id
    WHERE role_grant.community_id = ${communityId} AND role_grant.account_id = ${accountId}
    ORDER BY role_grant.valid_from DESC, role_grant.id LIMIT ${MOST}`)
  return rows
}

export async function readOwnRequests(db: Db, communityId: string, accountId: string) {
  return db
    .select()
    .from(homeRequest)
    .where(and(eq(homeRequest.communityId, communityId), eq(homeRequest.accountId, accountId)))
    .orderBy(desc(homeRequest.askedAt), desc(homeRequest.id))
    .limit(MOST)
}

/** What was changed in the ledger about a household and those who live or lived in it. */
export async function readChangesOf(db: Db, communityId: string, householdId: string) {
  const people = sql`SELECT id FROM resident WHERE community_id = ${communityId} AND household_id = ${householdId}`
  return db
    .select()
    .from(ledgerChange)
    .where(
      and(
        eq(ledgerChange.communityId, communityId),
        sql`(${ledgerChange.subjectId} = ${householdId} OR ${ledgerChange.subjectId} IN (${people}))`,
        inArray(ledgerChange.subject, ['household', 'resident']),
      ),
    )
    .orderBy(desc(ledgerChange.at), desc(ledgerChange.id))
    .limit(MOST)
}

/*
 * The following two are read under the whole community’s scope, as a resident’s own does not reach there: the condition
 * on the household, which must be one that the asker lives in, is what keeps them to it.
 */

interface SlipRow extends Record<string, unknown> {
  made_at: Date
  expires_at: Date
  used_at: Date | null
  revoked_at: Date | null
}

/** When slips of the household were made; never the code, which is nowhere. */
export async function readSlipsOf(db: Db, communityId: string, householdId: string): Promise<SlipRow[]> {
  const { rows } = await db.execute<SlipRow>(sql`
    SELECT made_at, expires_at, used_at, revoked_at FROM slip
    WHERE community_id = ${communityId} AND household_id = ${householdId} ORDER BY made_at DESC LIMIT ${MOST}`)
  return rows
}

interface LookRow extends Record<string, unknown> {
  at: Date
  role: Role | null
}

/** When the household’s numbers were opened, and as what somebody held a post then; never by whom. */
export async function readLooksAt(db: Db, communityId: string, householdId: string): Promise<LookRow[]> {
  const { rows } = await db.execute<LookRow>(sql`
    SELECT entry.at, (SELECT held.role FROM role_grant held
      WHERE held.community_id = entry.community_id AND held.account_id = entry.account_id AND held.role <> 'resident'
        AND held.valid_from <= entry.at AND (held.revoked_at IS NULL OR held.revoked_at > entry.at)
        AND (held.valid_until IS NULL OR held.valid_until > entry.at)
      ORDER BY array_position(ARRAY['hub-household', 'grid-worker', 'grid-lead', 'command-post'], held.role) LIMIT 1) AS role
    FROM audit_entry entry
    WHERE entry.community_id = ${communityId} AND entry.action = 'household.phone-revealed'
      AND entry.subject_id = ${householdId}
    ORDER BY entry.at DESC LIMIT ${MOST}`)
  return rows
}
