import { eq, and, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Db } from '../../database/pool.ts'
import type { Work } from '../../database/transact.ts'
import { insertRows } from '../../database/insert-rows.ts'
import { stock, stockMovement } from './tables.ts'

/** A change of one item's level. Positive: there is more to sell. */
export interface Movement {
  itemId: string
  milli: number
  orderId: string | null
}

/** What is left of a stall's items, by item; only of those that have an end. */
export async function readLevels(db: Db, communityId: string, stallId: string): Promise<Map<string, number>> {
  const rows = await db
    .select({ itemId: stock.itemId, leftMilli: stock.leftMilli })
    .from(stock)
    .where(and(eq(stock.communityId, communityId), eq(stock.stallId, stallId)))
  return new Map(rows.map(({ itemId, leftMilli }) => [itemId, leftMilli]))
}

/** The item then has an end: what is put there or taken by orders moves its level from now on. */
export async function openLevel(db: Db, communityId: string, stallId: string, itemId: string): Promise<void> {
  await db.insert(stock).values({ communityId, stallId, itemId, leftMilli: 0 })
}

/**
 * Moves levels, elevated. One conditional update an item, in order of their ids, so that two at once wait for each other
 * and never in a circle; last in a transaction, as the rows are held until it ends. Returns the first item of which
 * there is not enough, and then nothing may be committed; null when all were moved.
 */
export async function moveStock(
  { db, communityId, actor, now }: Work,
  movements: readonly Movement[],
): Promise<string | null> {
  const moves = movements.filter(({ milli }) => milli !== 0)
  if (moves.length === 0) return null
  const entry = { communityId, accountId: actor.accountId, at: now }
  await insertRows(
    db,
    stockMovement,
    moves.map((move) => ({ ...entry, id: uuidv7(), ...move })),
  )
  const sums = new Map<string, number>()
  for (const { itemId, milli } of moves) sums.set(itemId, (sums.get(itemId) ?? 0) + milli)
  for (const itemId of [...sums.keys()].toSorted()) {
    const milli = sums.get(itemId)!
    const { rowCount } = await db.execute(sql`
      UPDATE stock SET left_milli = left_milli + ${milli}
      WHERE community_id = ${communityId} AND item_id = ${itemId} AND left_milli + ${milli} >= 0`)
    if (rowCount === 0) return itemId
  }
  return null
}

/** Items whose movements do not sum to their level. There should be none. */
export async function readImbalances(db: Db, communityId: string) {
  const { rows } = await db.execute<{ item_id: string; left_milli: number; moved_milli: number }>(sql`
    SELECT stock.item_id, stock.left_milli, coalesce(sum(stock_movement.milli), 0)::int AS moved_milli
    FROM stock LEFT JOIN stock_movement ON stock_movement.community_id = stock.community_id
      AND stock_movement.item_id = stock.item_id
    WHERE stock.community_id = ${communityId}
    GROUP BY stock.item_id, stock.left_milli
    HAVING stock.left_milli <> coalesce(sum(stock_movement.milli), 0)`)
  return rows.map(({ item_id: itemId, left_milli: leftMilli, moved_milli: movedMilli }) => ({
    itemId,
    leftMilli,
    movedMilli,
  }))
}
