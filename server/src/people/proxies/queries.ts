import type { CameBy } from '@gezhong/shared/people/homes/contract'
import { and, desc, eq, sql, type SQL } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'
import { roleGrant } from '../../grid/team/tables.ts'
import { homeRequest } from '../homes/tables.ts'

/** That an account acts for a household, as it stands now. */
export interface BondView {
  grantId: string
  accountId: string
  householdId: string
  displayName: string
  door: string
  gridCode: string
  proxy: boolean
  cameBy: CameBy | null
  since: string
}

interface BondRow extends Record<string, unknown> {
  id: string
  account_id: string
  household_id: string
  display_name: string
  door: string
  grid_code: string
  proxy: boolean
  came_by: CameBy | null
  valid_from: Date
}

interface Sought {
  id?: string
  householdIds?: readonly string[]
  proxiesOnly?: boolean
}

export async function readBonds(db: Db, communityId: string, sought: Sought): Promise<BondView[]> {
  const conditions: SQL[] = [
    sql`role_grant.community_id = ${communityId}`,
    sql`role_grant.role = 'resident'`,
    sql`role_grant.revoked_at IS NULL`,
  ]
  if (sought.id !== undefined) conditions.push(sql`role_grant.id = ${sought.id}`)
  if (sought.householdIds) conditions.push(sql`role_grant.household_id = ANY (${idList(sought.householdIds)})`)
  if (sought.proxiesOnly === true) conditions.push(sql`role_grant.proxy`)
  const { rows } = await db.execute<BondRow>(sql`
    SELECT role_grant.id, role_grant.account_id, role_grant.household_id, account.display_name, household.door,
      grid.code AS grid_code, role_grant.proxy, role_grant.came_by, role_grant.valid_from
    FROM role_grant
    JOIN account ON account.id = role_grant.account_id
    JOIN household ON household.community_id = role_grant.community_id AND household.id = role_grant.household_id
    JOIN grid ON grid.community_id = household.community_id AND grid.id = household.grid_id
    WHERE ${sql.join(conditions, sql` AND `)}
    ORDER BY role_grant.valid_from, role_grant.id LIMIT 200`)
  return rows.map((row) => ({
    grantId: row.id,
    accountId: row.account_id,
    householdId: row.household_id,
    displayName: row.display_name,
    door: row.door,
    gridCode: row.grid_code,
    proxy: row.proxy,
    cameBy: row.came_by,
    since: new Date(row.valid_from).toISOString(),
  }))
}

export async function endGrant(db: Db, communityId: string, id: string, now: Date): Promise<void> {
  await db
    .update(roleGrant)
    .set({ revokedAt: now })
    .where(and(eq(roleGrant.communityId, communityId), eq(roleGrant.id, id)))
}

/** What I asked for as a proxy and is not granted, newest first. */
export async function readMyRequests(db: Db, communityId: string, accountId: string) {
  return db
    .select()
    .from(homeRequest)
    .where(
      and(
        eq(homeRequest.communityId, communityId),
        eq(homeRequest.accountId, accountId),
        eq(homeRequest.proxy, true),
        sql`${homeRequest.state} IN ('waiting', 'refused')`,
      ),
    )
    .orderBy(desc(homeRequest.askedAt), desc(homeRequest.id))
    .limit(10)
}

interface AskingRow extends Record<string, unknown> {
  id: string
  household_id: string
  display_name: string
  door: string
  phone_sealed: Buffer | null
  asked_at: Date
}

/** Who asks to look after one of these households. */
export async function readAsking(db: Db, communityId: string, householdIds: readonly string[]): Promise<AskingRow[]> {
  const { rows } = await db.execute<AskingRow>(sql`
    SELECT home_request.id, home_request.household_id, account.display_name, household.door,
      home_request.phone_sealed, home_request.asked_at
    FROM home_request
    JOIN account ON account.id = home_request.account_id
    JOIN household ON household.community_id = home_request.community_id
      AND household.id = home_request.household_id AND household.removed_at IS NULL
    WHERE home_request.community_id = ${communityId} AND home_request.state = 'waiting' AND home_request.proxy
      AND home_request.household_id = ANY (${idList(householdIds)})
    ORDER BY home_request.asked_at, home_request.id LIMIT 50`)
  return rows
}
