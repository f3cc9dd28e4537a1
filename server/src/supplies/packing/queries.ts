import { and, eq, sql } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'
import { readLinesOf, type LineRow, type OrderRow } from '../orders/queries.ts'
import { stallOrder } from '../orders/tables.ts'

/** An order as a bag, with what stands in other tables. */
export interface BagView {
  order: OrderRow
  lines: readonly LineRow[]
  door: string
  gridCode: string
  priority: boolean
  packedByName: string | null
}

export interface BagFilter {
  stallId?: string
  orderIds?: readonly string[]
  gridIds?: readonly string[] | null
}

interface Around extends Record<string, unknown> {
  id: string
  door: string
  code: string
  priority: boolean
  packed_by_name: string | null
}

/** Bags in the asker's scope, in the order of the walk; of cancelled orders those that are packed. */
export async function readBags(
  db: Db,
  communityId: string,
  { stallId, orderIds, gridIds }: BagFilter,
): Promise<BagView[]> {
  const all = [
    sql`stall_order.community_id = ${communityId}`,
    sql`(stall_order.state = 'placed' OR stall_order.packed_at IS NOT NULL)`,
  ]
  if (stallId !== undefined) all.push(sql`stall_order.stall_id = ${stallId}`)
  if (orderIds !== undefined) all.push(sql`stall_order.id = ANY (${idList(orderIds)})`)
  if (gridIds != null) all.push(sql`stall_order.grid_id = ANY (${idList(gridIds)})`)
  const { rows } = await db.execute<Around>(sql`
    SELECT stall_order.id, household.door, household.priority, grid.code,
      account.display_name AS packed_by_name
    FROM stall_order
    JOIN household ON household.community_id = stall_order.community_id AND household.id = stall_order.household_id
    JOIN grid ON grid.community_id = stall_order.community_id AND grid.id = stall_order.grid_id
    LEFT JOIN account ON account.id = stall_order.packed_by
    WHERE ${sql.join(all, sql` AND `)}
    ORDER BY length(grid.code), grid.code, household.door_order, stall_order.id`)
  const ids = rows.map(({ id }) => id)
  const orders = await db
    .select()
    .from(stallOrder)
    .where(and(eq(stallOrder.communityId, communityId), sql`${stallOrder.id} = ANY (${idList(ids)})`))
  const orderOf = new Map(orders.map((order) => [order.id, order]))
  const lines = new Map<string, LineRow[]>()
  for (const line of await readLinesOf(db, communityId, ids))
    lines.set(line.orderId, [...(lines.get(line.orderId) ?? []), line])
  return rows.map(({ id, door, code, priority, packed_by_name: packedByName }) => ({
    order: orderOf.get(id)!,
    lines: lines.get(id) ?? [],
    gridCode: code,
    door,
    priority,
    packedByName,
  }))
}

/** By its id, held until the transaction ends. Elevated. */
export async function holdOrderById(db: Db, communityId: string, id: string): Promise<OrderRow> {
  const [row] = await db
    .select()
    .from(stallOrder)
    .where(and(eq(stallOrder.communityId, communityId), eq(stallOrder.id, id)))
    .for('update')
  return row!
}

/** Null: opened again. Elevated, the order held. */
export async function setPacked(
  db: Db,
  { communityId, id, revision }: OrderRow,
  packed: { by: string; at: Date } | null,
): Promise<void> {
  await db
    .update(stallOrder)
    .set({
      packedAt: packed?.at ?? null,
      packedBy: packed?.by ?? null,
      packedRevision: packed === null ? null : revision,
    })
    .where(and(eq(stallOrder.communityId, communityId), eq(stallOrder.id, id)))
}
