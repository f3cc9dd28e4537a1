import { and, eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Db } from '../../database/pool.ts'
import { adding } from '../../database/insert-rows.ts'
import { prepared } from '../../database/prepared.ts'
import type { Work } from '../../database/transact.ts'
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

const addMovements = adding(stockMovement)

const moveLevel = prepared('UPDATE stock SET left_milli = left_milli + $3 WHERE community_id = $1 AND item_id = $2')

/**
 * One update an item, in order of their ids, so that two at once wait for each other and never in a circle. The
 * database refuses a level below zero, and with it everything that the transaction did.
 */
function moveLevels(db: Db, communityId: string, moves: readonly Movement[]): Promise<unknown>[] {
  const sums = new Map<string, number>()
  for (const { itemId, milli } of moves) sums.set(itemId, (sums.get(itemId) ?? 0) + milli)
  return [...sums]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([itemId, milli]) => moveLevel(db, [communityId, itemId, milli]))
}

/**
 * Writes movements and moves the levels, elevated: `now`, or with the commit, as everybody who orders the same things
 * waits for them. `not-enough` when a level would fall below zero.
 */
export async function moveStock(
  { db, communityId, actor, now, atCommit }: Work,
  movements: readonly Movement[],
  when: 'now' | 'at commit',
): Promise<void> {
  const moves = movements.filter(({ milli }) => milli !== 0)
  if (moves.length === 0) return
  const entry = { communityId, accountId: actor.accountId, at: now }
  const rows = moves.map((move) => ({ ...entry, id: uuidv7(), ...move }))
  const write = () => [addMovements(db, rows), ...moveLevels(db, communityId, moves)]
  if (when === 'at commit') atCommit(write)
  else await Promise.all(write())
}
