import { and, eq, isNull, sql, type SQL } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { idList } from '../../database/id-list.ts'
import { insertRows } from '../../database/insert-rows.ts'
import type { Db } from '../../database/pool.ts'
import { session } from '../../database/tables.ts'
import { roleGrant } from '../../grid/team/tables.ts'
import { forgetDevices } from '../resident-sign-in/proven-devices.ts'
import { slip, slipTry } from './tables.ts'

/** Keyed hashes of who tries a code; addresses and devices themselves are not kept. */
export interface Trier {
  communityId: string
  addressIndex: string
  deviceIndex: string
}

/** One who tries waits for the other, so that no limit can be passed by trying at once. Always in this order. */
export async function holdTrier(db: Db, { addressIndex, deviceIndex }: Trier): Promise<void> {
  for (const index of [`address ${addressIndex}`, `device ${deviceIndex}`])
    await db.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${index}, 7305123))`)
}

export async function countTries(db: Db, trier: Trier, since: Date) {
  const { rows } = await db.execute<{ by_address: string; by_device: string }>(sql`
    SELECT
      (SELECT count(*) FROM slip_try WHERE address_index = ${trier.addressIndex} AND tried_at > ${since}) AS by_address,
      (SELECT count(*) FROM slip_try WHERE device_index = ${trier.deviceIndex} AND tried_at > ${since}) AS by_device`)
  return { byAddress: Number(rows[0]!.by_address), byDevice: Number(rows[0]!.by_device) }
}

export async function addTry(db: Db, trier: Trier, now: Date, forgetBefore: Date): Promise<string> {
  await db.execute(sql`DELETE FROM slip_try WHERE tried_at < ${forgetBefore}`)
  const id = uuidv7()
  await db.insert(slipTry).values({ ...trier, id, triedAt: now })
  return id
}

export async function dropTry(db: Db, id: string): Promise<void> {
  await db.delete(slipTry).where(eq(slipTry.id, id))
}

export interface FoundSlip extends Record<string, unknown> {
  id: string
  household_id: string
  grid_id: string
  account_id: string | null
  door: string
  expires_at: Date
}

/** Whether this community has such a slip; nothing is held. */
export async function hasValidSlip(db: Db, communityId: string, digest: string, now: Date): Promise<boolean> {
  const { rows } = await db.execute(sql`
    SELECT 1 FROM slip WHERE community_id = ${communityId} AND code_digest = ${digest} AND revoked_at IS NULL
      AND expires_at > ${now}`)
  return rows.length > 0
}

/** Held until the transaction ends: of two who show it for the first time one makes its account. */
export async function holdValidSlip(
  db: Db,
  communityId: string,
  digest: string,
  now: Date,
): Promise<FoundSlip | undefined> {
  const { rows } = await db.execute<FoundSlip>(sql`
    SELECT slip.id, slip.household_id, slip.grid_id, slip.account_id, slip.expires_at, household.door
    FROM slip JOIN household ON household.community_id = slip.community_id AND household.id = slip.household_id
    WHERE slip.community_id = ${communityId} AND slip.code_digest = ${digest} AND slip.revoked_at IS NULL
      AND slip.expires_at > ${now} AND household.removed_at IS NULL
    FOR UPDATE OF slip`)
  return rows[0]
}

export async function markUsed(db: Db, communityId: string, id: string, now: Date, accountId: string | null) {
  await db
    .update(slip)
    .set({ usedAt: sql`coalesce(used_at, ${now})`, ...(accountId === null ? {} : { accountId }) })
    .where(and(eq(slip.communityId, communityId), eq(slip.id, id)))
}

/** Whether this account is that of a slip: whoever holds the paper is it. */
export async function isSlipAccount(db: Db, communityId: string, accountId: string): Promise<boolean> {
  const { rows } = await db.execute(
    sql`SELECT 1 FROM slip WHERE community_id = ${communityId} AND account_id = ${accountId} LIMIT 1`,
  )
  return rows.length > 0
}

export async function findSlipOf(db: Db, communityId: string, householdId: string) {
  const [row] = await db
    .select()
    .from(slip)
    .where(and(eq(slip.communityId, communityId), eq(slip.householdId, householdId), isNull(slip.revokedAt)))
  return row
}

/** The paper stays good: whoever shows it next is a new account of it. */
export async function leaveSlip(db: Db, communityId: string, accountId: string): Promise<void> {
  await db
    .update(slip)
    .set({ accountId: null })
    .where(and(eq(slip.communityId, communityId), eq(slip.accountId, accountId)))
}

/** Ends the valid slips of these households; returns the accounts that were made by showing them. */
export async function endSlips(
  db: Db,
  communityId: string,
  householdIds: readonly string[],
  now: Date,
): Promise<string[]> {
  const { rows } = await db.execute<{ account_id: string | null }>(sql`
    UPDATE slip SET revoked_at = ${now}
    WHERE community_id = ${communityId} AND household_id = ANY (${idList(householdIds)}) AND revoked_at IS NULL
    RETURNING account_id`)
  return rows.flatMap((row) => (row.account_id === null ? [] : [row.account_id]))
}

/** What these accounts of ended slips could do, they can do no longer. */
export async function endAccounts(db: Db, communityId: string, accountIds: readonly string[], now: Date) {
  await forgetDevices(db, communityId, accountIds)
  const theirs = (column: SQL) => sql`${column} = ANY (${idList(accountIds)})`
  await db
    .update(roleGrant)
    .set({ revokedAt: now })
    .where(
      and(eq(roleGrant.communityId, communityId), theirs(sql`${roleGrant.accountId}`), isNull(roleGrant.revokedAt)),
    )
  await db
    .update(session)
    .set({ revokedAt: now })
    .where(and(theirs(sql`${session.accountId}`), isNull(session.revokedAt)))
}

export async function addSlips(db: Db, rows: readonly Required<typeof slip.$inferInsert>[]): Promise<void> {
  await insertRows(db, slip, rows)
}

/** Two who print at once do it one after the other: the second sees what the first has made. */
export async function holdPrinting(db: Db, communityId: string): Promise<void> {
  await db.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${communityId}, 7305124))`)
}

export interface DoorToPrint extends Record<string, unknown> {
  id: string
  door: string
  grid_id: string
  grid_code: string
  responsible: string | null
}

interface Wanted {
  within: SQL
  gridIds?: readonly string[] | undefined
  householdIds?: readonly string[] | undefined
  /** Only doors without a slip that is valid at this moment. */
  missingAt: Date | null
  most: number
}

/** In the order of the walk: grid by grid as they are numbered, unit by unit, door by door. */
export async function readDoorsToPrint(db: Db, communityId: string, wanted: Wanted): Promise<DoorToPrint[]> {
  const conditions = [sql`household.community_id = ${communityId}`, sql`household.removed_at IS NULL`, wanted.within]
  if (wanted.gridIds) conditions.push(sql`household.grid_id = ANY (${idList(wanted.gridIds)})`)
  if (wanted.householdIds) conditions.push(sql`household.id = ANY (${idList(wanted.householdIds)})`)
  if (wanted.missingAt !== null)
    conditions.push(sql`NOT EXISTS (SELECT 1 FROM slip WHERE slip.community_id = household.community_id
      AND slip.household_id = household.id AND slip.revoked_at IS NULL AND slip.expires_at > ${wanted.missingAt})`)
  const { rows } = await db.execute<DoorToPrint>(sql`
    SELECT household.id, household.door, household.grid_id, grid.code AS grid_code, account.display_name AS responsible
    FROM household
    JOIN grid ON grid.community_id = household.community_id AND grid.id = household.grid_id
    JOIN building ON building.community_id = household.community_id AND building.id = household.building_id
    LEFT JOIN account ON account.id = building.responsible_account_id
    WHERE ${sql.join(conditions, sql` AND `)}
    ORDER BY string_to_array(grid.code, '-')::int[], household.door_order, household.id LIMIT ${wanted.most}`)
  return rows
}
