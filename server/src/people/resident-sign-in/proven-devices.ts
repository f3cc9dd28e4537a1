import { sql } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'
import { provenDevice } from './tables.ts'

/*
 * A device that once brought a right slip or code. It proves nothing by itself: it is only not kept out by the wrong
 * tries of others. An account keeps its newest few, so that whoever has one slip cannot prove devices without end, each
 * with tries of its own.
 */

const MOST_DEVICES = 5
const KEPT_DAYS = 90

interface Proven {
  communityId: string
  accountId: string
  deviceIndex: string
}

export async function keepProven(db: Db, proven: Proven, now: Date): Promise<void> {
  const { accountId } = proven
  await db
    .insert(provenDevice)
    .values({ ...proven, provenAt: now })
    .onConflictDoUpdate({ target: [provenDevice.accountId, provenDevice.deviceIndex], set: { provenAt: now } })
  await db.execute(sql`DELETE FROM proven_device WHERE proven_at < ${new Date(now.getTime() - KEPT_DAYS * 86_400_000)}
    OR (account_id = ${accountId} AND device_index NOT IN (SELECT device_index FROM proven_device
      WHERE account_id = ${accountId} ORDER BY proven_at DESC, device_index LIMIT ${MOST_DEVICES}))`)
}

export async function isProven(db: Db, communityId: string, deviceIndex: string): Promise<boolean> {
  const { rows } = await db.execute(
    sql`SELECT 1 FROM proven_device WHERE community_id = ${communityId} AND device_index = ${deviceIndex} LIMIT 1`,
  )
  return rows.length > 0
}

export async function forgetDevices(db: Db, communityId: string, accountIds: readonly string[]): Promise<void> {
  await db.execute(
    sql`DELETE FROM proven_device WHERE community_id = ${communityId} AND account_id = ANY (${idList(accountIds)})`,
  )
}
