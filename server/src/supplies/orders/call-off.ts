import type { Work } from '../../database/transact.ts'
import { readItems } from '../stalls/queries.ts'
import { moveStock } from '../stock/queries.ts'
import { contentOf } from './history.ts'
import { addChanges, changeOrder, holdOrders, readLinesOfStall } from './queries.ts'

/** Cancels every order of a stall that is called off; elevated, and alone with the stall. */
export async function callOff(work: Work, stallId: string): Promise<void> {
  const { db, communityId, actor, now } = work
  const orders = await holdOrders(db, communityId, stallId)
  if (orders.length === 0) return
  const lines = await readLinesOfStall(db, communityId, stallId)
  const change = {
    state: 'cancelled',
    amountFen: 0,
    source: 'proxy',
    placedBy: actor.accountId,
    changedAt: now,
  } as const
  const cancelled = orders.map((order) => ({ ...order, ...change, revision: order.revision + 1 }))
  for (const order of cancelled) await changeOrder(db, order)
  await addChanges(
    db,
    cancelled.map((order) => contentOf(work, order, [], [])),
  )
  for (const { gridId } of cancelled) work.touch({ gridId, topic: 'orders' })
  const ended = new Set(
    (await readItems(db, communityId, stallId)).flatMap(({ id, offeredMilli }) => (offeredMilli === null ? [] : [id])),
  )
  await moveStock(
    work,
    lines.filter(({ itemId }) => ended.has(itemId)),
    'now',
  )
}
