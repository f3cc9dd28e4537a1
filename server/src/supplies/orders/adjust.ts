import { amountFen, givenOf } from '@gezhong/shared/supplies/amounts'
import { sql } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'
import type { Work } from '../../database/transact.ts'
import type { StallItemRow } from '../stalls/queries.ts'
import { contentOf } from './history.ts'
import { addChanges, type LineRow, type OrderRow } from './queries.ts'

/** An order, held, with all its lines as they are to be. */
export interface Adjusted {
  order: OrderRow
  lines: readonly LineRow[]
}

type Fate = Pick<LineRow, 'shareMilli' | 'weighedMilli' | 'shortWhy'>

/** A line with another share or weight: what is given follows, and what is owed for it. */
export function withFate(line: LineRow, fate: Fate): LineRow {
  const becomes = { ...line, ...fate, givenMilli: fate.weighedMilli ?? fate.shareMilli }
  return { ...becomes, amountFen: amountFen(line.priceFen, givenOf(becomes)) }
}

const numbers = (all: readonly (number | null)[]) => sql`${`{${all.map((one) => one ?? 'NULL').join(',')}}`}::int[]`

async function writeFates(db: Db, communityId: string, lines: readonly LineRow[]): Promise<void> {
  const whys = lines.map(({ shortWhy }) => shortWhy)
  await db.execute(sql`
    UPDATE stall_order_line SET share_milli = told.share, weighed_milli = told.weighed, given_milli = told.given,
      short_why = told.why, amount_fen = told.fen
    FROM unnest(${idList(lines.map(({ orderId }) => orderId))}, ${idList(lines.map(({ itemId }) => itemId))},
      ${numbers(lines.map(({ shareMilli }) => shareMilli))}, ${numbers(lines.map(({ weighedMilli }) => weighedMilli))},
      ${numbers(lines.map(({ givenMilli }) => givenMilli))}, ${sql.param(whys)}::text[],
      ${numbers(lines.map((line) => line.amountFen))}) AS told (order_id, item_id, share, weighed, given, why, fen)
    WHERE stall_order_line.community_id = ${communityId} AND stall_order_line.order_id = told.order_id
      AND stall_order_line.item_id = told.item_id`)
}

async function writeAmounts(db: Db, communityId: string, orders: readonly OrderRow[]): Promise<void> {
  await db.execute(sql`
    UPDATE stall_order SET revision = told.revision, amount_fen = told.fen
    FROM unnest(${idList(orders.map(({ id }) => id))}, ${numbers(orders.map(({ revision }) => revision))},
      ${numbers(orders.map((order) => order.amountFen))}) AS told (id, revision, fen)
    WHERE stall_order.community_id = ${communityId} AND stall_order.id = told.id`)
}

/** Writes what those who keep the stall make of orders, with a word in the history of each. Elevated. */
export async function adjust(
  work: Work,
  adjusted: readonly Adjusted[],
  items: readonly StallItemRow[],
): Promise<OrderRow[]> {
  const { db, communityId } = work
  if (adjusted.length === 0) return []
  await writeFates(
    db,
    communityId,
    adjusted.flatMap(({ lines }) => lines),
  )
  const orders = adjusted.map(({ order, lines }) => ({
    ...order,
    revision: order.revision + 1,
    amountFen: lines.reduce((sum, line) => sum + line.amountFen, 0),
  }))
  await writeAmounts(db, communityId, orders)
  await addChanges(
    db,
    orders.map((order, at) => contentOf(work, order, adjusted[at]!.lines, items, 'stall')),
  )
  return orders
}
