import { and, eq, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Db } from '../../database/pool.ts'
import { account } from '../../database/tables.ts'
import { phoneSignIn, smsCode } from './tables.ts'

/** Keyed hashes of who asks; numbers, addresses and devices themselves are not kept. */
export interface Asker {
  communityId: string
  phoneIndex: string
  addressIndex: string
  deviceIndex: string
}

interface RecentRow extends Record<string, unknown> {
  last_sent: Date | null
  own_last_sent: Date | null
  phone_day: string
  phone_address_day: string
  own_day: string
  address_hour: string
  device_hour: string
  is_proven: boolean
}

/** What was sent: to the phone, from the address, from the device; `own` is to this phone from this device. */
export interface Recent {
  lastSent: Date | null
  ownLastSent: Date | null
  phoneDay: number
  phoneAddressDay: number
  ownDay: number
  addressHour: number
  deviceHour: number
  /** Whether this device has signed in with this phone before. */
  isProven: boolean
}

/** One asker of a phone waits for the other, so that a limit cannot be passed by asking at once. */
export async function holdPhone(db: Db, phoneIndex: string): Promise<void> {
  await db.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${phoneIndex}, 7305122))`)
}

const instantOf = (value: Date | null) => (value === null ? null : new Date(value))

export async function countRecent(db: Db, asker: Asker, now: Date): Promise<Recent> {
  const hour = new Date(now.getTime() - 3_600_000)
  const day = new Date(now.getTime() - 86_400_000)
  const { communityId, phoneIndex, addressIndex, deviceIndex } = asker
  const { rows } = await db.execute<RecentRow>(sql`
    SELECT max(sent_at) AS last_sent,
      max(sent_at) FILTER (WHERE device_index = ${deviceIndex}) AS own_last_sent,
      count(*) FILTER (WHERE sent_at > ${day}) AS phone_day,
      count(*) FILTER (WHERE sent_at > ${day} AND address_index = ${addressIndex}) AS phone_address_day,
      count(*) FILTER (WHERE sent_at > ${day} AND device_index = ${deviceIndex}) AS own_day,
      (SELECT count(*) FROM sms_code WHERE address_index = ${addressIndex} AND sent_at > ${hour}) AS address_hour,
      (SELECT count(*) FROM sms_code WHERE device_index = ${deviceIndex} AND sent_at > ${hour}) AS device_hour,
      EXISTS (SELECT 1 FROM proven_device JOIN phone_sign_in ON phone_sign_in.account_id = proven_device.account_id
        WHERE phone_sign_in.community_id = ${communityId} AND phone_sign_in.phone_index = ${phoneIndex}
          AND proven_device.device_index = ${deviceIndex}) AS is_proven
    FROM sms_code WHERE phone_index = ${phoneIndex}`)
  const row = rows[0]!
  return {
    lastSent: instantOf(row.last_sent),
    ownLastSent: instantOf(row.own_last_sent),
    phoneDay: Number(row.phone_day),
    phoneAddressDay: Number(row.phone_address_day),
    ownDay: Number(row.own_day),
    addressHour: Number(row.address_hour),
    deviceHour: Number(row.device_hour),
    isProven: row.is_proven,
  }
}

/** Codes are of no use after five minutes; their rows count for the limits of one day. */
export async function dropOldCodes(db: Db, now: Date): Promise<void> {
  await db.execute(sql`DELETE FROM sms_code WHERE sent_at < ${new Date(now.getTime() - 86_400_000)}`)
}

export async function addCode(db: Db, row: typeof smsCode.$inferInsert): Promise<void> {
  await db.insert(smsCode).values(row)
}

/** Uses up one try of the newest code of this phone on this device, whatever comes of it. */
export async function takeTry(db: Db, asker: Asker, now: Date, mostTries: number) {
  const { rows } = await db.execute<{ id: string; code_digest: string }>(sql`
    UPDATE sms_code SET tries = tries + 1
    WHERE id = (SELECT id FROM sms_code
        WHERE phone_index = ${asker.phoneIndex} AND device_index = ${asker.deviceIndex}
        ORDER BY sent_at DESC LIMIT 1)
      AND used_at IS NULL AND expires_at > ${now} AND tries < ${mostTries}
    RETURNING id, code_digest`)
  return rows[0]
}

/** Of two who bring the right code at once, one. */
export async function useCode(db: Db, id: string, now: Date): Promise<boolean> {
  const { rows } = await db.execute(
    sql`UPDATE sms_code SET used_at = ${now} WHERE id = ${id} AND used_at IS NULL RETURNING id`,
  )
  return rows.length === 1
}

export async function findByPhone(db: Db, communityId: string, phoneIndex: string) {
  const [row] = await db
    .select()
    .from(phoneSignIn)
    .where(and(eq(phoneSignIn.communityId, communityId), eq(phoneSignIn.phoneIndex, phoneIndex)))
  return row
}

export async function findPhoneOf(db: Db, communityId: string, accountId: string) {
  const [row] = await db
    .select()
    .from(phoneSignIn)
    .where(and(eq(phoneSignIn.communityId, communityId), eq(phoneSignIn.accountId, accountId)))
  return row
}

export async function addAccount(db: Db, displayName: string, now: Date): Promise<string> {
  const id = uuidv7()
  await db.insert(account).values({ id, displayName, createdAt: now })
  return id
}

export async function addPhone(db: Db, row: typeof phoneSignIn.$inferInsert): Promise<void> {
  await db.insert(phoneSignIn).values(row)
}

/** The number this account signs in by from now on, in the place of the one before. */
export async function replacePhone(db: Db, row: typeof phoneSignIn.$inferInsert): Promise<void> {
  const { phoneSealed, phoneIndex, verifiedAt } = row
  await db
    .insert(phoneSignIn)
    .values(row)
    .onConflictDoUpdate({ target: phoneSignIn.accountId, set: { phoneSealed, phoneIndex, verifiedAt } })
}

export async function forgetPhone(db: Db, communityId: string, accountId: string): Promise<void> {
  await db
    .delete(phoneSignIn)
    .where(and(eq(phoneSignIn.communityId, communityId), eq(phoneSignIn.accountId, accountId)))
}
