import { and, eq, ne, sql } from 'drizzle-orm'
import type { Db } from '../../database/pool.ts'
import { idList, textList } from '../../database/id-list.ts'
import { account } from '../../database/tables.ts'
import { insertRows } from '../../database/insert-rows.ts'
import { voucher } from './tables.ts'

export type VoucherRow = typeof voucher.$inferSelect

/** An order that stands and has no voucher, with where it lies. */
export interface Unissued extends Record<string, unknown> {
  order_id: string
  household_id: string
  building_id: string
  grid_id: string
  grid_code: string
}

/** Elevated. */
export async function readUnissued(db: Db, communityId: string, stallId: string): Promise<Unissued[]> {
  const { rows } = await db.execute<Unissued>(sql`
    SELECT stall_order.id AS order_id, stall_order.household_id, stall_order.building_id, stall_order.grid_id,
      grid.code AS grid_code
    FROM stall_order JOIN grid ON grid.community_id = stall_order.community_id AND grid.id = stall_order.grid_id
    WHERE stall_order.community_id = ${communityId} AND stall_order.stall_id = ${stallId}
      AND stall_order.state = 'placed'
      AND NOT EXISTS (SELECT 1 FROM voucher WHERE voucher.community_id = ${communityId}
        AND voucher.order_id = stall_order.id AND voucher.state <> 'revoked')
    ORDER BY stall_order.id`)
  return rows
}

/** Which of these are taken already. Elevated. */
export async function readTakenCodes(db: Db, communityId: string, codes: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .select({ shortCode: voucher.shortCode })
    .from(voucher)
    .where(and(eq(voucher.communityId, communityId), sql`${voucher.shortCode} = ANY (${textList(codes)})`))
  return new Set(rows.map(({ shortCode }) => shortCode))
}

export const addVouchers = (db: Db, rows: readonly VoucherRow[]): Promise<void> => insertRows(db, voucher, rows)

/** Of the orders of a stall that stand, those that hold. */
export async function readVouchersOf(db: Db, communityId: string, stallId: string): Promise<VoucherRow[]> {
  const { rows } = await db.execute<{ id: string }>(sql`
    SELECT voucher.id FROM voucher JOIN stall_order ON stall_order.community_id = voucher.community_id
      AND stall_order.id = voucher.order_id
    WHERE voucher.community_id = ${communityId} AND stall_order.community_id = ${communityId}
      AND voucher.stall_id = ${stallId} AND voucher.state <> 'revoked' AND stall_order.state = 'placed'`)
  const standing = new Set(rows.map(({ id }) => id))
  const all = await db
    .select()
    .from(voucher)
    .where(and(eq(voucher.communityId, communityId), eq(voucher.stallId, stallId)))
    .orderBy(voucher.id)
  return all.filter(({ id }) => standing.has(id))
}

/** With the name of who delivered each, by id. Elevated. */
export async function readVouchersByIds(db: Db, communityId: string, ids: readonly string[]) {
  const rows = await db
    .select({ row: voucher, deliveredByName: account.displayName })
    .from(voucher)
    .leftJoin(account, eq(account.id, voucher.deliveredBy))
    .where(and(eq(voucher.communityId, communityId), sql`${voucher.id} = ANY (${idList(ids)})`))
  return new Map(rows.map((view) => [view.row.id, view]))
}

/** The one of an order that holds; `update`: nobody hands it over meanwhile. */
export async function findVoucherOf(
  db: Db,
  communityId: string,
  orderId: string,
  hold?: 'update',
): Promise<VoucherRow | undefined> {
  const asked = db
    .select()
    .from(voucher)
    .where(and(eq(voucher.communityId, communityId), eq(voucher.orderId, orderId), ne(voucher.state, 'revoked')))
  const [row] = await (hold === undefined ? asked : asked.for(hold))
  return row
}

/** The orders of a stall whose bags were handed over; none is meanwhile. Elevated. */
export async function holdDelivered(db: Db, communityId: string, stallId: string): Promise<Set<string>> {
  const rows = await db
    .select({ orderId: voucher.orderId, state: voucher.state })
    .from(voucher)
    .where(and(eq(voucher.communityId, communityId), eq(voucher.stallId, stallId)))
    .orderBy(voucher.id)
    .for('update')
  return new Set(rows.flatMap(({ orderId, state }) => (state === 'delivered' ? [orderId] : [])))
}

/** Those of a stall that is put off, or delivers earlier. Elevated. */
export async function moveLastDay(db: Db, communityId: string, stallId: string, lastDay: string): Promise<void> {
  await db
    .update(voucher)
    .set({ lastDay })
    .where(and(eq(voucher.communityId, communityId), eq(voucher.stallId, stallId), ne(voucher.lastDay, lastDay)))
}

/** Elevated. False when it is not live any more. */
export async function revokeVoucher(db: Db, communityId: string, id: string): Promise<boolean> {
  const revoked = await db
    .update(voucher)
    .set({ state: 'revoked' })
    .where(and(eq(voucher.communityId, communityId), eq(voucher.id, id), eq(voucher.state, 'live')))
    .returning({ id: voucher.id })
  return revoked.length > 0
}

/** When each that still counts on a day was issued. */
export async function readIssueTimes(db: Db, communityId: string, today: string): Promise<Date[]> {
  const { rows } = await db.execute<{ issued_at: Date }>(sql`
    SELECT voucher.issued_at FROM voucher JOIN stall_order ON stall_order.community_id = voucher.community_id
      AND stall_order.id = voucher.order_id
    WHERE voucher.community_id = ${communityId} AND voucher.state = 'live' AND voucher.last_day >= ${today}
      AND stall_order.state = 'placed'`)
  return rows.map(({ issued_at: at }) => new Date(at))
}
