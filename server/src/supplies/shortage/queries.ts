import { amountFen } from '@gezhong/shared/supplies/amounts'
import { SUBSTITUTE_NEXT, type Substitute, type SubstituteState } from '@gezhong/shared/supplies/shortage/contract'
import { statesBefore } from '@gezhong/shared/state-table'
import { and, eq, inArray, ne, sql, type SQL } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import { insertRows } from '../../database/insert-rows.ts'
import type { Db } from '../../database/pool.ts'
import { readLinesOf, type LineRow, type OrderRow } from '../orders/queries.ts'
import { stallOrder, stallOrderLine } from '../orders/tables.ts'
import { stallArrival, stallSubstitute } from './tables.ts'

export type ArrivalRow = typeof stallArrival.$inferSelect
export type SubstituteRow = typeof stallSubstitute.$inferSelect

/** An order that stands, with its lines and what sharing out asks of its household. */
export interface Standing {
  order: OrderRow
  lines: readonly LineRow[]
  priority: boolean
  door: string
  gridCode: string
  /** Packed or handed over: what is in its bag stays there. */
  fixed: boolean
}

interface Around extends Record<string, unknown> {
  id: string
  priority: boolean
  door: string
  code: string
  delivered: boolean
}

/** All orders of a stall that stand, in the order of the walk; `hold`: against everybody who would change one. Elevated. */
export async function readStandings(
  db: Db,
  communityId: string,
  stallId: string,
  { hold }: { hold: boolean },
): Promise<Standing[]> {
  const asked = db
    .select()
    .from(stallOrder)
    .where(
      and(eq(stallOrder.communityId, communityId), eq(stallOrder.stallId, stallId), eq(stallOrder.state, 'placed')),
    )
    .orderBy(stallOrder.id)
  const orders = new Map((await (hold ? asked.for('update') : asked)).map((order) => [order.id, order]))
  const { rows } = await db.execute<Around>(sql`
    SELECT stall_order.id, household.priority, household.door, grid.code,
      coalesce(voucher.state = 'delivered', false) AS delivered
    FROM stall_order
    JOIN household ON household.community_id = stall_order.community_id AND household.id = stall_order.household_id
    JOIN grid ON grid.community_id = stall_order.community_id AND grid.id = stall_order.grid_id
    LEFT JOIN voucher ON voucher.community_id = stall_order.community_id AND voucher.order_id = stall_order.id
      AND voucher.state <> 'revoked'
    WHERE stall_order.community_id = ${communityId} AND stall_order.id = ANY (${idList([...orders.keys()])})
    ORDER BY length(grid.code), grid.code, household.door_order, stall_order.id`)
  const lines = new Map<string, LineRow[]>()
  for (const line of await readLinesOf(db, communityId, [...orders.keys()]))
    lines.set(line.orderId, [...(lines.get(line.orderId) ?? []), line])
  return rows.map(({ id, priority, door, code, delivered }) => ({
    order: orders.get(id)!,
    lines: lines.get(id) ?? [],
    priority,
    door,
    gridCode: code,
    fixed: delivered || orders.get(id)!.packedAt !== null,
  }))
}

/** Of a stall's orders those that the asker may see. */
export async function readSeen(db: Db, communityId: string, stallId: string): Promise<Set<string>> {
  const rows = await db
    .select({ id: stallOrder.id })
    .from(stallOrder)
    .where(and(eq(stallOrder.communityId, communityId), eq(stallOrder.stallId, stallId)))
  return new Set(rows.map(({ id }) => id))
}

export async function readArrivals(db: Db, communityId: string, stallId: string): Promise<ArrivalRow[]> {
  return db
    .select()
    .from(stallArrival)
    .where(and(eq(stallArrival.communityId, communityId), eq(stallArrival.stallId, stallId)))
}

/** Puts these in the place of what was told before. Elevated. */
export async function replaceArrivals(
  db: Db,
  communityId: string,
  stallId: string,
  rows: readonly ArrivalRow[],
): Promise<void> {
  await db.delete(stallArrival).where(and(eq(stallArrival.communityId, communityId), eq(stallArrival.stallId, stallId)))
  await insertRows(db, stallArrival, rows)
}

async function readSubstituteRows(db: Db, communityId: string, which: SQL): Promise<Substitute[]> {
  const { rows } = await db.execute<Omit<Substitute, 'amountFen'> & Record<string, unknown>>(sql`
    SELECT stall_substitute.id, stall_substitute.order_id AS "orderId", stall_substitute.short_item_id AS "shortItemId",
      short.name AS "shortName", stall_substitute.item_id AS "itemId", other.name, other.unit, stall_substitute.milli,
      stall_substitute.price_fen AS "priceFen", stall_substitute.state
    FROM stall_substitute
    JOIN stall_item short ON short.community_id = stall_substitute.community_id
      AND short.id = stall_substitute.short_item_id
    JOIN stall_item other ON other.community_id = stall_substitute.community_id AND other.id = stall_substitute.item_id
    WHERE stall_substitute.community_id = ${communityId} AND stall_substitute.state <> 'withdrawn' AND ${which}
    ORDER BY short.position, stall_substitute.id`)
  return rows.map((row) => ({ ...row, amountFen: amountFen(row.priceFen, row.milli) }))
}

/** What is offered at a stall, also what was answered already, in the asker's scope. */
export const readSubstitutesAt = (db: Db, communityId: string, stallId: string): Promise<Substitute[]> =>
  readSubstituteRows(db, communityId, sql`stall_substitute.stall_id = ${stallId}`)

export const readSubstitutesOf = (db: Db, communityId: string, orderId: string): Promise<Substitute[]> =>
  readSubstituteRows(db, communityId, sql`stall_substitute.order_id = ${orderId}`)

export async function findSubstitute(db: Db, communityId: string, id: string): Promise<SubstituteRow | undefined> {
  const [row] = await db
    .select()
    .from(stallSubstitute)
    .where(and(eq(stallSubstitute.communityId, communityId), eq(stallSubstitute.id, id)))
  return row
}

/** Those of a stall that are not taken back. Elevated. */
export async function readLiveSubstitutes(db: Db, communityId: string, stallId: string): Promise<SubstituteRow[]> {
  return db
    .select()
    .from(stallSubstitute)
    .where(
      and(
        eq(stallSubstitute.communityId, communityId),
        eq(stallSubstitute.stallId, stallId),
        ne(stallSubstitute.state, 'withdrawn'),
      ),
    )
}

export const addSubstitutes = (db: Db, rows: readonly SubstituteRow[]): Promise<void> =>
  insertRows(db, stallSubstitute, rows)

/** False when it is in none of the states before. Elevated. */
export async function moveSubstitute(
  db: Db,
  { communityId, id }: Pick<SubstituteRow, 'communityId' | 'id'>,
  change: Partial<Pick<SubstituteRow, 'answeredBy' | 'answeredAt'>> & { state: SubstituteState },
): Promise<boolean> {
  const from = statesBefore(SUBSTITUTE_NEXT, change.state)
  const moved = await db
    .update(stallSubstitute)
    .set(change)
    .where(
      and(
        eq(stallSubstitute.communityId, communityId),
        eq(stallSubstitute.id, id),
        inArray(stallSubstitute.state, from),
      ),
    )
    .returning({ id: stallSubstitute.id })
  return moved.length > 0
}

/** What a household has said yes to becomes a line of its order. Elevated. */
export const addLine = (db: Db, line: LineRow): Promise<void> => insertRows(db, stallOrderLine, [line])

/** Elevated. */
export async function removeLine(db: Db, { communityId, orderId, itemId }: LineRow): Promise<void> {
  await db
    .delete(stallOrderLine)
    .where(
      and(
        eq(stallOrderLine.communityId, communityId),
        eq(stallOrderLine.orderId, orderId),
        eq(stallOrderLine.itemId, itemId),
      ),
    )
}
