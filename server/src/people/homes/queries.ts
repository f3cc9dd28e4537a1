import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'
import { roleGrant } from '../../grid/team/tables.ts'
import { homeRequest } from './tables.ts'

export interface HomeRow extends Record<string, unknown> {
  id: string
  door: string
  grid_id: string
  grid_code: string
}

/** Each of the four places of a number has an index of its own; array operators have none under row security. */
export async function readHomesOfPhone(db: Db, communityId: string, index: string): Promise<HomeRow[]> {
  const { rows } = await db.execute<HomeRow>(sql`
    SELECT household.id, household.door, household.grid_id, grid.code AS grid_code
    FROM household JOIN grid ON grid.community_id = household.community_id AND grid.id = household.grid_id
    WHERE household.community_id = ${communityId} AND household.removed_at IS NULL
      AND (phone_indexes[1] = ${index} OR phone_indexes[2] = ${index}
        OR phone_indexes[3] = ${index} OR phone_indexes[4] = ${index})
    ORDER BY household.door_order LIMIT 20`)
  return rows
}

export async function findHomeByDoor(db: Db, communityId: string, door: string) {
  const { rows } = await db.execute<{ id: string; grid_id: string }>(sql`
    SELECT id, grid_id FROM household
    WHERE community_id = ${communityId} AND door = ${door} AND removed_at IS NULL`)
  return rows[0]
}

export async function addRequest(db: Db, row: typeof homeRequest.$inferInsert): Promise<void> {
  await db.insert(homeRequest).values(row)
}

export async function countRequests(db: Db, communityId: string, accountId: string, since: Date): Promise<number> {
  const { rows } = await db.execute<{ count: string }>(sql`
    SELECT count(*) FROM home_request
    WHERE community_id = ${communityId} AND account_id = ${accountId} AND asked_at > ${since}`)
  return Number(rows[0]!.count)
}

export async function findNewestRequest(db: Db, communityId: string, accountId: string) {
  const [row] = await db
    .select()
    .from(homeRequest)
    .where(
      and(eq(homeRequest.communityId, communityId), eq(homeRequest.accountId, accountId), eq(homeRequest.proxy, false)),
    )
    .orderBy(desc(homeRequest.askedAt), desc(homeRequest.id))
    .limit(1)
  return row
}

export async function withdrawWaiting(db: Db, communityId: string, accountId: string, now: Date): Promise<void> {
  await db
    .update(homeRequest)
    .set({ state: 'withdrawn', decidedAt: now, decidedBy: accountId })
    .where(
      and(
        eq(homeRequest.communityId, communityId),
        eq(homeRequest.accountId, accountId),
        eq(homeRequest.state, 'waiting'),
        eq(homeRequest.proxy, false),
      ),
    )
}

export async function findRequest(db: Db, communityId: string, id: string) {
  const [row] = await db
    .select()
    .from(homeRequest)
    .where(and(eq(homeRequest.communityId, communityId), eq(homeRequest.id, id)))
    .for('update')
  return row
}

export async function settleRequest(
  db: Db,
  communityId: string,
  id: string,
  settled: Partial<Pick<typeof homeRequest.$inferInsert, 'state' | 'householdId' | 'decidedAt' | 'decidedBy'>>,
): Promise<void> {
  await db
    .update(homeRequest)
    .set(settled)
    .where(and(eq(homeRequest.communityId, communityId), eq(homeRequest.id, id)))
}

interface WaitingRow extends Record<string, unknown> {
  id: string
  display_name: string
  grid_code: string | null
  household_id: string | null
  door: string | null
  door_sealed: Buffer
  phone_sealed: Buffer | null
  proxy: boolean
  asked_at: Date
}

export async function readWaiting(db: Db, communityId: string): Promise<WaitingRow[]> {
  const { rows } = await db.execute<WaitingRow>(sql`
    SELECT home_request.id, account.display_name, grid.code AS grid_code, household.id AS household_id, household.door,
      home_request.door_sealed, home_request.phone_sealed, home_request.proxy, home_request.asked_at
    FROM home_request
    JOIN account ON account.id = home_request.account_id
    LEFT JOIN grid ON grid.community_id = home_request.community_id AND grid.id = home_request.grid_id
    LEFT JOIN household ON household.community_id = home_request.community_id
      AND household.id = home_request.household_id AND household.removed_at IS NULL
    WHERE home_request.community_id = ${communityId} AND home_request.state = 'waiting'
    ORDER BY home_request.asked_at, home_request.id LIMIT 200`)
  return rows
}

export async function addHome(db: Db, row: typeof roleGrant.$inferInsert): Promise<boolean> {
  const added = await db.insert(roleGrant).values(row).onConflictDoNothing().returning({ id: roleGrant.id })
  return added.length === 1
}

export async function endHome(
  db: Db,
  communityId: string,
  accountId: string,
  householdId: string,
  now: Date,
): Promise<void> {
  await db
    .update(roleGrant)
    .set({ revokedAt: now })
    .where(
      and(
        eq(roleGrant.communityId, communityId),
        eq(roleGrant.accountId, accountId),
        eq(roleGrant.householdId, householdId),
        eq(roleGrant.role, 'resident'),
        isNull(roleGrant.revokedAt),
      ),
    )
}

/** Requests that somebody is deciding at this moment are waited for. */
export async function forgetRequests(db: Db, communityId: string, accountId: string): Promise<void> {
  await db
    .delete(homeRequest)
    .where(and(eq(homeRequest.communityId, communityId), eq(homeRequest.accountId, accountId)))
}

/** Where an account lives, lived, looks or looked after; tells the households that it lived in until now. */
export async function forgetHomes(db: Db, communityId: string, accountId: string): Promise<string[]> {
  const gone = await db
    .delete(roleGrant)
    .where(
      and(eq(roleGrant.communityId, communityId), eq(roleGrant.accountId, accountId), eq(roleGrant.role, 'resident')),
    )
    .returning({ householdId: roleGrant.householdId, proxy: roleGrant.proxy, revokedAt: roleGrant.revokedAt })
  return gone.flatMap((row) => (row.householdId === null || row.proxy || row.revokedAt ? [] : [row.householdId]))
}

/** Ends what a household agreed to and nobody who lives there is left to answer for; tells whose. */
export async function endUnansweredProxies(
  db: Db,
  communityId: string,
  householdIds: readonly string[],
  now: Date,
): Promise<string[]> {
  const { rows } = await db.execute<{ account_id: string }>(sql`
    UPDATE role_grant SET revoked_at = ${now}
    WHERE community_id = ${communityId} AND household_id = ANY (${idList(householdIds)})
      AND role = 'resident' AND proxy AND came_by = 'household' AND revoked_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM role_grant lives
        WHERE lives.community_id = ${communityId} AND lives.household_id = role_grant.household_id
          AND lives.role = 'resident' AND NOT lives.proxy AND lives.revoked_at IS NULL)
    RETURNING account_id`)
  return rows.map((row) => row.account_id)
}
