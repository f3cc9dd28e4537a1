import type { Role } from '@gezhong/shared/actor'
import type { Member } from '@gezhong/shared/grid/team/contract'
import { and, eq, isNull, sql, type SQL } from 'drizzle-orm'
import type { Db } from '../../database/pool.ts'
import { roleGrant } from './tables.ts'

interface MemberRow extends Record<string, unknown> {
  id: string
  account_id: string
  display_name: string
  role: Role
  grid_id: string | null
  grid_code: string | null
  valid_from: Date
  valid_until: Date | null
}

const present = (row: MemberRow): Member => ({
  grantId: row.id,
  accountId: row.account_id,
  displayName: row.display_name,
  role: row.role,
  gridId: row.grid_id,
  gridCode: row.grid_code,
  since: new Date(row.valid_from).toISOString(),
  until: row.valid_until === null ? null : new Date(row.valid_until).toISOString(),
})

/** Posts that have not ended: also those that begin later. */
async function readMembers(db: Db, communityId: string, condition: SQL): Promise<Member[]> {
  const { rows } = await db.execute<MemberRow>(sql`
    SELECT role_grant.id, role_grant.account_id, account.display_name, role_grant.role, role_grant.grid_id,
      grid.code AS grid_code, role_grant.valid_from, role_grant.valid_until
    FROM role_grant
    JOIN account ON account.id = role_grant.account_id
    LEFT JOIN grid ON grid.community_id = role_grant.community_id AND grid.id = role_grant.grid_id
    WHERE role_grant.community_id = ${communityId} AND role_grant.revoked_at IS NULL
      AND role_grant.role <> 'resident' AND ${condition}
    ORDER BY grid.code NULLS FIRST, role_grant.role, account.display_name`)
  return rows.map(present)
}

const running = (now: Date): SQL => sql`(role_grant.valid_until IS NULL OR role_grant.valid_until > ${now})`

export const readTeam = (db: Db, communityId: string, now: Date): Promise<Member[]> =>
  readMembers(db, communityId, running(now))

export async function findMember(db: Db, communityId: string, grantId: string, now: Date): Promise<Member | undefined> {
  return (await readMembers(db, communityId, sql`role_grant.id = ${grantId} AND ${running(now)}`))[0]
}

/** Posts whose time has run out; somebody has yet to take back what they were trusted with. */
export const readRunOut = (db: Db, communityId: string, now: Date): Promise<Member[]> =>
  readMembers(db, communityId, sql`role_grant.valid_until <= ${now}`)

/** A staff account that the asker may see; one that only has a password is seen by the command post. */
export async function knowsAccount(db: Db, communityId: string, accountId: string): Promise<boolean> {
  const { rows } = await db.execute(sql`
    SELECT 1 FROM role_grant WHERE community_id = ${communityId} AND account_id = ${accountId}
    UNION ALL
    SELECT 1 FROM password_sign_in WHERE community_id = ${communityId} AND account_id = ${accountId}
      AND current_setting('app.grids', true) = '*'
    LIMIT 1`)
  return rows.length > 0
}

/** Also a post that begins later, or has run out and has yet to be taken back with what was trusted to it. */
export async function holdsPost(db: Db, communityId: string, accountId: string): Promise<boolean> {
  return (await readMembers(db, communityId, sql`role_grant.account_id = ${accountId}`)).length > 0
}

export async function addGrant(db: Db, row: typeof roleGrant.$inferInsert): Promise<void> {
  await db.insert(roleGrant).values(row)
}

/** Of two who end it at once, one. */
export async function endGrant(db: Db, communityId: string, id: string, at: Date): Promise<boolean> {
  const ended = await db
    .update(roleGrant)
    .set({ revokedAt: at })
    .where(and(eq(roleGrant.communityId, communityId), eq(roleGrant.id, id), isNull(roleGrant.revokedAt)))
    .returning({ id: roleGrant.id })
  return ended.length === 1
}

interface Place {
  accountId: string
  role: Role
  gridId: string | null
}

/** A post of the same kind at the same place whose time has run out makes room for a new one. */
export async function endRunOut(db: Db, communityId: string, place: Place, now: Date): Promise<void> {
  await db.execute(sql`
    UPDATE role_grant SET revoked_at = valid_until
    WHERE community_id = ${communityId} AND account_id = ${place.accountId} AND role = ${place.role}
      AND grid_id IS NOT DISTINCT FROM ${place.gridId} AND household_id IS NULL
      AND revoked_at IS NULL AND valid_until <= ${now}`)
}

/** Members of the command post now and without an end. Locked: two who remove each other wait for one another. */
export async function lockLastingPosts(db: Db, communityId: string, now: Date): Promise<string[]> {
  const { rows } = await db.execute<{ id: string }>(sql`
    SELECT id FROM role_grant
    WHERE community_id = ${communityId} AND role = 'command-post' AND revoked_at IS NULL
      AND valid_from <= ${now} AND valid_until IS NULL
    ORDER BY id FOR UPDATE`)
  return rows.map((row) => row.id)
}
