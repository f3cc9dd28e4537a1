import type { Role } from '@gezhong/shared/actor'
import type { Member } from '@gezhong/shared/grid/team/contract'
import { sql, type SQL } from 'drizzle-orm'
import type { Db } from '../../database/pool.ts'

interface MemberRow extends Record<string, unknown> {
  id: string
  account_id: string
  display_name: string
  role: Role
  grid_id: string | null
  grid_code: string | null
  valid_from: Date
}

async function readMembers(db: Db, communityId: string, condition: SQL): Promise<Member[]> {
  const { rows } = await db.execute<MemberRow>(sql`
    SELECT role_grant.id, role_grant.account_id, account.display_name, role_grant.role, role_grant.grid_id,
      grid.code AS grid_code, role_grant.valid_from
    FROM role_grant
    JOIN account ON account.id = role_grant.account_id
    LEFT JOIN grid ON grid.community_id = role_grant.community_id AND grid.id = role_grant.grid_id
    WHERE role_grant.community_id = ${communityId} AND role_grant.revoked_at IS NULL
      AND role_grant.role <> 'resident' AND ${condition}
    ORDER BY grid.code NULLS FIRST, role_grant.role, account.display_name`)
  return rows.map((row) => ({
    grantId: row.id,
    accountId: row.account_id,
    displayName: row.display_name,
    role: row.role,
    gridId: row.grid_id,
    gridCode: row.grid_code,
    since: new Date(row.valid_from).toISOString(),
  }))
}

export const readTeam = (db: Db, communityId: string): Promise<Member[]> => readMembers(db, communityId, sql`true`)

export async function findMember(db: Db, communityId: string, grantId: string): Promise<Member | undefined> {
  return (await readMembers(db, communityId, sql`role_grant.id = ${grantId}`))[0]
}

/** A staff account of this community: one that may sign in here or holds a role here. */
export async function knowsAccount(db: Db, communityId: string, accountId: string): Promise<boolean> {
  const { rows } = await db.execute(sql`
    SELECT 1 FROM password_sign_in WHERE community_id = ${communityId} AND account_id = ${accountId}
    UNION ALL
    SELECT 1 FROM role_grant WHERE community_id = ${communityId} AND account_id = ${accountId} LIMIT 1`)
  return rows.length > 0
}
