import { sql } from 'drizzle-orm'
import type { Db } from '../../database/pool.ts'

/** A level that is not what its movements sum to, or not what is offered less what is ordered. Thousandths. */
export interface StockFault {
  day: string
  gridCode: string
  item: string
  left: number
  moved: number
  should: number
}

/** An order that costs something else than its lines. */
export interface OrderFault {
  day: string
  gridCode: string
  orderId: string
  amountFen: number
  linesFen: number
}

export interface StockCheck {
  items: number
  orders: number
  stockFaults: StockFault[]
  orderFaults: OrderFault[]
}

/** Counts all levels and orders of a community again from the raw rows. Elevated. */
export async function checkStock(db: Db, communityId: string): Promise<StockCheck> {
  const { rows: levels } = await db.execute<StockFault & Record<string, unknown>>(sql`
    WITH moved AS (
      SELECT item_id, sum(milli)::int AS milli FROM stock_movement WHERE community_id = ${communityId} GROUP BY item_id),
    ordered AS (
      SELECT line.item_id, sum(line.milli)::int AS milli
      FROM stall_order JOIN stall_order_line line ON line.community_id = stall_order.community_id
        AND line.order_id = stall_order.id
      WHERE stall_order.community_id = ${communityId} AND line.community_id = ${communityId}
        AND stall_order.state = 'placed'
      GROUP BY line.item_id)
    SELECT stall.day::text, grid.code AS "gridCode", stall_item.name AS item, stock.left_milli AS left,
      coalesce(moved.milli, 0) AS moved,
      CASE WHEN stall_item.offered_milli IS NULL THEN 0
        ELSE stall_item.offered_milli - coalesce(ordered.milli, 0) END AS should
    FROM stock
    JOIN stall_item ON stall_item.community_id = stock.community_id AND stall_item.id = stock.item_id
    JOIN stall ON stall.community_id = stock.community_id AND stall.id = stock.stall_id
    JOIN grid ON grid.community_id = stall.community_id AND grid.id = stall.grid_id
    LEFT JOIN moved ON moved.item_id = stock.item_id
    LEFT JOIN ordered ON ordered.item_id = stock.item_id
    WHERE stock.community_id = ${communityId}
    ORDER BY stall.day, grid.code, stall_item.position`)
  const { rows: orders } = await db.execute<OrderFault & Record<string, unknown>>(sql`
    SELECT stall.day::text, grid.code AS "gridCode", stall_order.id AS "orderId", stall_order.amount_fen AS "amountFen",
      CASE WHEN stall_order.state = 'placed' THEN coalesce(sum(line.amount_fen), 0)::int ELSE 0 END AS "linesFen"
    FROM stall_order
    JOIN stall ON stall.community_id = stall_order.community_id AND stall.id = stall_order.stall_id
    JOIN grid ON grid.community_id = stall.community_id AND grid.id = stall.grid_id
    LEFT JOIN stall_order_line line ON line.community_id = stall_order.community_id AND line.order_id = stall_order.id
    WHERE stall_order.community_id = ${communityId}
    GROUP BY stall.day, grid.code, stall_order.community_id, stall_order.id
    ORDER BY stall.day, grid.code, stall_order.id`)
  return {
    items: levels.length,
    orders: orders.length,
    stockFaults: levels.filter(({ left, moved, should }) => left !== moved || left !== should),
    orderFaults: orders.filter(({ amountFen, linesFen }) => amountFen !== linesFen),
  }
}
