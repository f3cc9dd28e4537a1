import { liesWithin, livesIn } from '@gezhong/shared/actor'
import { Refusal } from '@gezhong/shared/errors'
import { sayFen } from '@gezhong/shared/money'
import { displayDoor } from '@gezhong/shared/people/door'
import { fillBasket, type Basket } from '@gezhong/shared/supplies/orders/basket'
import type { cancelOrder, Order, OrderSource, placeOrder } from '@gezhong/shared/supplies/orders/contract'
import { canKeepStall } from '@gezhong/shared/supplies/policy'
import type { z } from 'zod'
import type { Work } from '../../database/transact.ts'
import { requireTarget } from '../../people/reports/service.ts'
import { holdStall, readItems, type ItemOnSale, type StallItemRow } from '../stalls/queries.ts'
import { moveStock, type Movement } from '../stock/queries.ts'
import { findVoucherOf } from '../vouchers/queries.ts'
import { contentOf } from './history.ts'
import { presentOrder } from './lists.ts'
import { linesOf, type Line } from './order-lines.ts'
import {
  addChanges,
  addOrders,
  changeOrder,
  findOrder,
  holdOrder,
  replaceLines,
  type LineRow,
  type OrderRow,
} from './queries.ts'

type Target = Awaited<ReturnType<typeof requireTarget>>
/**
 * By whose words, and when it is written and the levels move: with the commit, unless several orders follow each other in
 * one transaction.
 */
export interface How {
  source: OrderSource
  levels: 'now' | 'at commit'
}

/** What an order takes from the levels, or gives back: what it held before less what it holds now. */
function movesBetween(
  orderId: string,
  before: readonly Line[],
  after: readonly Line[],
  items: readonly StallItemRow[],
): Movement[] {
  const ended = new Set(items.flatMap(({ id, offeredMilli }) => (offeredMilli === null ? [] : [id])))
  const sums = new Map<string, number>()
  for (const { itemId, milli } of before) sums.set(itemId, (sums.get(itemId) ?? 0) + milli)
  for (const { itemId, milli } of after) sums.set(itemId, (sums.get(itemId) ?? 0) - milli)
  return [...sums].filter(([itemId]) => ended.has(itemId)).map(([itemId, milli]) => ({ itemId, milli, orderId }))
}

const isSold = ({ removed }: ItemOnSale): boolean => !removed

function refuse({ problems }: Basket): void {
  const [first] = problems
  if (first === undefined) return
  const fields = problems.map(({ itemId, sentence }) => ({ path: itemId ?? 'lines', message: sentence }))
  throw new Refusal(first.code, problems.map(({ sentence }) => sentence).join('；'), fields)
}

/** The order as somebody sends it again who did not hear the answer. */
const isSame = (lines: readonly LineRow[], wanted: Basket['lines']): boolean =>
  lines.length === wanted.length &&
  lines.every((line) => wanted.some(({ itemId, milli }) => itemId === line.itemId && milli === line.milli))

const AS_ORDERED = { shareMilli: null, weighedMilli: null, givenMilli: null, shortWhy: null }

interface Between {
  was: readonly Line[]
  lines: readonly Line[]
  items: readonly StallItemRow[]
}

/** The row, its lines and the word about it; gives what that takes from the levels. Elevated, holding the order. */
export async function writeOrder(
  work: Work,
  row: OrderRow,
  { was, lines, items }: Between,
  when: How['levels'] = 'now',
): Promise<Movement[]> {
  const { db } = work
  const { communityId, id: orderId, householdId, buildingId, gridId } = row
  const isNew = row.revision === 1
  const isPlaced = row.state === 'placed'
  if (!isNew && !(await changeOrder(db, row))) throw new Refusal('changed-meanwhile')
  const place = { communityId, orderId, householdId, buildingId, gridId }
  const change = contentOf(work, row, lines, items)
  const written = lines.map((line) => ({ ...place, ...AS_ORDERED, ...line }))
  const writes = () => [
    ...(isNew ? [addOrders(db, [row])] : []),
    ...(isPlaced ? replaceLines(db, row, isNew, written) : []),
    addChanges(db, [change]),
  ]
  if (when === 'at commit') work.atCommit(writes)
  else await Promise.all(writes())
  work.touch({ gridId, topic: 'orders' })
  return movesBetween(orderId, was, isPlaced ? lines : [], items)
}

async function write(work: Work, row: OrderRow, between: Between, levels: How['levels']): Promise<void> {
  await moveStock(work, await writeOrder(work, row, between, levels), levels)
}

/** As the asker is told, without reading it all again. */
const told = (work: Work, row: OrderRow, target: Target, lines: readonly Line[], items: readonly StallItemRow[]) =>
  presentOrder(work, row, {
    door: target.door,
    gridCode: target.grid_code,
    priority: target.priority,
    lines: linesOf(lines, items),
    byName: work.actor.displayName,
  })

function refuseShut(stall: Awaited<ReturnType<typeof holdStall>>, gridCode: string, now: Date): void {
  if (stall === undefined || stall.state === 'draft' || !liesWithin(gridCode, stall.gridCode))
    throw new Refusal('not-found')
  if (stall.state !== 'open' || stall.sharedAt !== null) throw new Refusal('stall-shut')
  if (now >= stall.cutOff) throw new Refusal('past-cut-off')
}

/** A stall that sells to this grid at this moment, held so that it is neither changed nor called off meanwhile. */
export async function holdSelling({ db, communityId, now }: Work, stallId: string, gridCode: string): Promise<void> {
  refuseShut(await holdStall(db, communityId, stallId), gridCode, now)
}

const asAsked = ({ actor }: Work, target: Target): How => ({
  source: livesIn(actor, target.id) ? 'self' : 'proxy',
  levels: 'at commit',
})

/**
 * Orders for a household, or changes its order. Whether it is the asker's to do is decided in their own scope; the rest is
 * bookkeeping over levels that belong to all.
 */
export async function place(work: Work, said: z.output<(typeof placeOrder)['body']>): Promise<Order> {
  const target = await requireTarget(work, said.householdId)
  const { row, lines, items, repeated } = await work.elevated(() => placeFor(work, target, said, asAsked(work, target)))
  if (!repeated)
    work.record({
      action: row.revision === 1 ? 'order.placed' : 'order.changed',
      subjectId: target.id,
      detail: `${displayDoor(target.door)} ${lines.length} 样 ${sayFen(row.amountFen)}`,
    })
  return told(work, row, target, lines, items)
}

/** For a household that the asker may order for; elevated. */
export async function placeFor(work: Work, target: Target, said: z.output<(typeof placeOrder)['body']>, how: How) {
  const { db, communityId, now, actor } = work
  const [stall, { row: before, lines }, items] = await Promise.all([
    holdStall(db, communityId, said.stallId),
    holdOrder(db, communityId, said.stallId, target.id),
    readItems(db, communityId, said.stallId),
  ])
  refuseShut(stall, target.grid_code, now)
  const was = before?.state === 'placed' ? lines : []
  const basket = fillBasket(said.lines, items.filter(isSold), was)
  if (before !== undefined && said.revision === 0 && before.id === said.id && isSame(was, basket.lines))
    return { row: before, lines: was, items, repeated: true }
  if ((before?.revision ?? 0) !== said.revision)
    throw new Refusal('changed-meanwhile', '您家的单子刚才有人改过，请看看再改')
  refuse(basket)
  const row: OrderRow = {
    communityId,
    id: before?.id ?? said.id,
    stallId: said.stallId,
    householdId: target.id,
    buildingId: target.building_id,
    gridId: target.grid_id,
    state: 'placed',
    revision: said.revision + 1,
    amountFen: basket.amountFen,
    source: how.source,
    noteSealed: said.note === '' ? null : work.vault.sealForCommunity(communityId, said.note),
    placedBy: actor.accountId,
    placedAt: before?.placedAt ?? now,
    changedAt: now,
    packedAt: before?.packedAt ?? null,
    packedBy: before?.packedBy ?? null,
    packedRevision: before?.packedRevision ?? null,
  }
  await write(work, row, { was, lines: basket.lines, items }, how.levels)
  return { row, lines: basket.lines, items, repeated: false }
}

/** Until the cut-off by whoever may order for the household, afterwards by those who keep the stall. */
export async function cancel(
  work: Work,
  id: string,
  { revision }: z.output<(typeof cancelOrder)['body']>,
): Promise<Order> {
  const seen = await findOrder(work.db, work.communityId, id)
  if (seen === undefined) throw new Refusal('not-found')
  const target = await requireTarget(work, seen.householdId)
  const { row, lines, items } = await work.elevated(() => cancelFor(work, seen, revision, asAsked(work, target)))
  work.record({ action: 'order.cancelled', subjectId: target.id, detail: displayDoor(target.door) })
  return told(work, row, target, lines, items)
}

/** An order of a household that the asker may order for; elevated. */
export async function cancelFor(work: Work, seen: OrderRow, revision: number, how: How) {
  const { db, communityId, actor, now } = work
  const [stall, held, items] = await Promise.all([
    holdStall(db, communityId, seen.stallId),
    holdOrder(db, communityId, seen.stallId, seen.householdId),
    readItems(db, communityId, seen.stallId),
  ])
  const { row: before, lines } = { ...held, row: held.row! }
  if (before.state === 'cancelled') throw new Refusal('already-settled', '这一单已经取消了')
  if (before.revision !== revision) throw new Refusal('changed-meanwhile')
  const over = stall!.state !== 'open' || now >= stall!.cutOff
  if (over && !canKeepStall(actor, stall!.gridCode)) throw new Refusal('past-cut-off')
  if ((await findVoucherOf(db, communityId, before.id, 'update'))?.state === 'delivered')
    throw new Refusal('already-settled', '这一单已经送到了，不能取消；要退钱请在结算里退')
  const change = { state: 'cancelled', revision: revision + 1, amountFen: 0, source: how.source } as const
  const row: OrderRow = { ...before, ...change, placedBy: actor.accountId, changedAt: now }
  await write(work, row, { was: lines, lines: [], items }, how.levels)
  return { row, lines, items }
}
