import type { ChangeSource, OrderLine, OrderState } from '@gezhong/shared/supplies/orders/contract'
import { and, eq, sql, type SQL } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { idList } from '../../database/id-list.ts'
import { SYSTEM_NAME } from '../../people/ledger/names.ts'
import { adding } from '../../database/insert-rows.ts'
import type { Db } from '../../database/pool.ts'
import { columnsOf, prepared } from '../../database/prepared.ts'
import { stallItem } from '../stalls/tables.ts'
import { namedLine } from './order-lines.ts'
import { stallOrder, stallOrderChange, stallOrderLine } from './tables.ts'

export type OrderRow = typeof stallOrder.$inferSelect
export type LineRow = typeof stallOrderLine.$inferSelect

const orderHeld = prepared<OrderRow>(`
  SELECT ${columnsOf(stallOrder)} FROM stall_order
  WHERE community_id = $1 AND stall_id = $2 AND household_id = $3 FOR UPDATE`)

const linesHeld = prepared<LineRow>(`
  SELECT ${columnsOf(stallOrderLine)} FROM stall_order
  JOIN stall_order_line ON stall_order_line.community_id = stall_order.community_id
    AND stall_order_line.order_id = stall_order.id
  WHERE stall_order.community_id = $1 AND stall_order.stall_id = $2 AND stall_order.household_id = $3`)

/** What a household has at a stall, held until the transaction ends; without an order there are no lines. */
export async function holdOrder(db: Db, communityId: string, stallId: string, householdId: string) {
  const which = [communityId, stallId, householdId]
  const [[row], lines] = await Promise.all([orderHeld(db, which), linesHeld(db, which)])
  return { row, lines }
}

export async function findOrder(db: Db, communityId: string, id: string): Promise<OrderRow | undefined> {
  const [row] = await db
    .select()
    .from(stallOrder)
    .where(and(eq(stallOrder.communityId, communityId), eq(stallOrder.id, id)))
  return row
}

/** All lines of these orders. */
export async function readLinesOf(db: Db, communityId: string, orderIds: readonly string[]): Promise<LineRow[]> {
  return db
    .select()
    .from(stallOrderLine)
    .where(and(eq(stallOrderLine.communityId, communityId), sql`${stallOrderLine.orderId} = ANY (${idList(orderIds)})`))
}

/** Of all orders of a stall that stand: what they took from the levels. Elevated. */
export async function readLinesOfStall(db: Db, communityId: string, stallId: string) {
  const { rows } = await db.execute<{ order_id: string; item_id: string; milli: number }>(sql`
    SELECT line.order_id, line.item_id, line.milli
    FROM stall_order JOIN stall_order_line line ON line.community_id = stall_order.community_id
      AND line.order_id = stall_order.id
    WHERE stall_order.community_id = ${communityId} AND line.community_id = ${communityId}
      AND stall_order.stall_id = ${stallId} AND stall_order.state = 'placed'`)
  return rows.map(({ order_id: orderId, item_id: itemId, milli }) => ({ orderId, itemId, milli }))
}

/** What there is at a stall in the asker's scope, cancelled or not, by household. */
export async function readOrdersAt(db: Db, communityId: string, stallId: string) {
  const rows = await db
    .select()
    .from(stallOrder)
    .where(and(eq(stallOrder.communityId, communityId), eq(stallOrder.stallId, stallId)))
  const ids = rows.map(({ id }) => id)
  const lines = await readLinesOf(db, communityId, ids)
  const linesOf = new Map<string, LineRow[]>()
  for (const line of lines) linesOf.set(line.orderId, [...(linesOf.get(line.orderId) ?? []), line])
  return new Map(rows.map((row) => [row.householdId, { row, lines: linesOf.get(row.id) ?? [] }]))
}

export const addOrders = adding(stallOrder)

/** False when somebody has changed it since the revision before. */
export async function changeOrder(db: Db, { communityId, id, ...change }: OrderRow): Promise<boolean> {
  const changed = await db
    .update(stallOrder)
    .set(change)
    .where(
      and(eq(stallOrder.communityId, communityId), eq(stallOrder.id, id), eq(stallOrder.revision, change.revision - 1)),
    )
    .returning({ id: stallOrder.id })
  return changed.length > 0
}

const addLines = adding(stallOrderLine)
const removeLines = prepared('DELETE FROM stall_order_line WHERE community_id = $1 AND order_id = $2')

/** Puts these lines in the place of those that an order has. */
export function replaceLines(db: Db, { communityId, id }: OrderRow, isNew: boolean, rows: readonly LineRow[]) {
  const removed = isNew ? [] : [removeLines(db, [communityId, id])]
  return [...removed, addLines(db, rows)]
}

export type ChangeRow = typeof stallOrderChange.$inferSelect

const addChangeRows = adding(stallOrderChange)

/** Elevated. */
export const addChanges = (db: Db, rows: readonly Omit<ChangeRow, 'id'>[]): Promise<unknown> =>
  addChangeRows(
    db,
    rows.map((row) => ({ ...row, id: uuidv7() })),
  )

export interface ChangeView extends Record<string, unknown> {
  revision: number
  content_sealed: Buffer
  source: ChangeSource
  by_name: string
  at: Date
}

/** Elevated, of an order that the asker sees. */
export async function readOrderChanges(db: Db, communityId: string, orderId: string): Promise<ChangeView[]> {
  const { rows } = await db.execute<ChangeView>(sql`
    SELECT stall_order_change.revision, stall_order_change.content_sealed, stall_order_change.source,
      coalesce(account.display_name, ${SYSTEM_NAME}) AS by_name, stall_order_change.at
    FROM stall_order_change LEFT JOIN account ON account.id = stall_order_change.account_id
    WHERE stall_order_change.community_id = ${communityId} AND stall_order_change.order_id = ${orderId}
    ORDER BY stall_order_change.revision DESC LIMIT 200`)
  return rows
}

/** An order with what stands in other tables. */
export interface OrderView {
  row: OrderRow
  door: string
  gridCode: string
  priority: boolean
  lines: OrderLine[]
  byName: string
}

export interface OrderFilter {
  ids?: readonly string[] | undefined
  stallId?: string | undefined
  state?: OrderState | undefined
  household?: string | undefined
  item?: string | undefined
  householdIds?: readonly string[] | undefined
  gridIds?: readonly string[] | null
  q?: string | undefined
}

function ordersFrom(communityId: string, filter: OrderFilter): SQL {
  const { ids, stallId, state, household, item, householdIds, gridIds, q } = filter
  const all = [sql`stall_order.community_id = ${communityId}`]
  if (ids !== undefined) all.push(sql`stall_order.id = ANY (${idList(ids)})`)
  if (stallId !== undefined) all.push(sql`stall_order.stall_id = ${stallId}`)
  if (state !== undefined) all.push(sql`stall_order.state = ${state}`)
  if (household !== undefined) all.push(sql`stall_order.household_id = ${household}`)
  if (householdIds !== undefined) all.push(sql`stall_order.household_id = ANY (${idList(householdIds)})`)
  if (gridIds != null) all.push(sql`stall_order.grid_id = ANY (${idList(gridIds)})`)
  if (q !== undefined) all.push(sql`strpos(household.door, ${q}) > 0`)
  if (item !== undefined)
    all.push(sql`EXISTS (SELECT 1 FROM stall_order_line asked WHERE asked.community_id = ${communityId}
      AND asked.order_id = stall_order.id AND asked.item_id = ${item})`)
  return sql`
    FROM stall_order
    JOIN household ON household.community_id = stall_order.community_id AND household.id = stall_order.household_id
    JOIN grid ON grid.community_id = stall_order.community_id AND grid.id = stall_order.grid_id
    LEFT JOIN account ON account.id = stall_order.placed_by
    WHERE ${sql.join(all, sql` AND `)}`
}

/** `newest`: the newest first; otherwise by door. */
export async function readOrders(
  db: Db,
  communityId: string,
  filter: OrderFilter,
  { page, size, newest = false }: { page: number; size: number; newest?: boolean },
): Promise<OrderView[]> {
  const { rows: found } = await db.execute<Pick<OrderView, 'door' | 'priority'> & Record<string, string>>(sql`
    SELECT stall_order.id, household.door, household.priority, grid.code,
      coalesce(account.display_name, ${SYSTEM_NAME}) AS display_name
    ${ordersFrom(communityId, filter)}
    ORDER BY ${newest ? sql`stall_order.placed_at DESC` : sql`grid.code, household.door_order`}, stall_order.id
    LIMIT ${size} OFFSET ${(page - 1) * size}`)
  const ids = found.map(({ id }) => id!)
  const rows = await db
    .select()
    .from(stallOrder)
    .where(and(eq(stallOrder.communityId, communityId), sql`${stallOrder.id} = ANY (${idList(ids)})`))
  const rowOf = new Map(rows.map((row) => [row.id, row]))
  const linesOf = await readNamedLines(db, communityId, ids)
  return found.map(({ id, door, priority, code, display_name: byName }) => ({
    row: rowOf.get(id!)!,
    lines: linesOf.get(id!) ?? [],
    door,
    priority,
    gridCode: code!,
    byName: byName!,
  }))
}

/** Lines of these orders with what the stall calls the things, in its order. */
async function readNamedLines(db: Db, communityId: string, orderIds: readonly string[]) {
  const lines = await db
    .select({ line: stallOrderLine, name: stallItem.name, unit: stallItem.unit })
    .from(stallOrderLine)
    .innerJoin(
      stallItem,
      and(eq(stallItem.communityId, stallOrderLine.communityId), eq(stallItem.id, stallOrderLine.itemId)),
    )
    .where(and(eq(stallOrderLine.communityId, communityId), sql`${stallOrderLine.orderId} = ANY (${idList(orderIds)})`))
    .orderBy(stallItem.position, stallItem.id)
  const byOrder = new Map<string, OrderLine[]>()
  for (const { line, name, unit } of lines) {
    const told = byOrder.get(line.orderId) ?? []
    told.push(namedLine(line, { name, unit }))
    byOrder.set(line.orderId, told)
  }
  return byOrder
}

/** How many there are under a filter, and what those owe that are not cancelled. */
export async function countOrders(db: Db, communityId: string, filter: OrderFilter) {
  const { rows } = await db.execute<{ total: number; amount_fen: string }>(sql`
    SELECT count(*)::int AS total,
      coalesce(sum(stall_order.amount_fen) FILTER (WHERE stall_order.state = 'placed'), 0) AS amount_fen
    ${ordersFrom(communityId, filter)}`)
  return { total: rows[0]!.total, amountFen: Number(rows[0]!.amount_fen) }
}

/** The orders of a stall that stand, held in order of their ids. Elevated. */
export async function holdOrders(db: Db, communityId: string, stallId: string): Promise<OrderRow[]> {
  return db
    .select()
    .from(stallOrder)
    .where(
      and(eq(stallOrder.communityId, communityId), eq(stallOrder.stallId, stallId), eq(stallOrder.state, 'placed')),
    )
    .orderBy(stallOrder.id)
    .for('update')
}

/** These orders, held in order of their ids. Elevated. */
export async function holdOrdersOf(db: Db, communityId: string, ids: readonly string[]): Promise<OrderRow[]> {
  return db
    .select()
    .from(stallOrder)
    .where(and(eq(stallOrder.communityId, communityId), sql`${stallOrder.id} = ANY (${idList(ids)})`))
    .orderBy(stallOrder.id)
    .for('update')
}
