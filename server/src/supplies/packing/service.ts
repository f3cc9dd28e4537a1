import { Refusal } from '@gezhong/shared/errors'
import { displayDoor } from '@gezhong/shared/people/door'
import { isFarOff, MOST_ORDER_FEN, sayQuantity } from '@gezhong/shared/supplies/amounts'
import type { Bag, weighLine } from '@gezhong/shared/supplies/packing/contract'
import { canKeepStall } from '@gezhong/shared/supplies/policy'
import type { z } from 'zod'
import type { Work } from '../../database/transact.ts'
import { readSubtree } from '../../grid/communities/queries.ts'
import { adjust, withFate } from '../orders/adjust.ts'
import { findOrder, readLinesOf, type OrderRow } from '../orders/queries.ts'
import { dueOf } from '../shortage/sharing.ts'
import { findStall, holdStall, readItems } from '../stalls/queries.ts'
import { requireKept, stallOf } from '../stalls/service.ts'
import { isClosed } from '../stalls/is-closed.ts'
import { findVoucherOf } from '../vouchers/queries.ts'
import { piecesOf, presentBag } from './present.ts'
import { holdOrderById, readBags, setPacked } from './queries.ts'

export async function list(work: Work, stallId: string, grid: string | undefined) {
  const { db, communityId, actor } = work
  await stallOf(work, stallId)
  const stall = (await findStall(db, communityId, stallId))!
  const gridIds = grid === undefined ? null : await readSubtree(db, communityId, grid)
  const views = await readBags(db, communityId, { stallId, gridIds })
  const items = await readItems(db, communityId, stallId)
  const [mayPack, over] = [canKeepStall(actor, stall.gridCode), isClosed(work, stall)]
  return { pieces: piecesOf(work, views, items), mayPack, over }
}

export async function bagOf(work: Work, orderId: string): Promise<Bag> {
  const [view] = await readBags(work.db, work.communityId, { orderIds: [orderId] })
  if (view === undefined) throw new Refusal('not-found')
  return presentBag(work, view, await readItems(work.db, work.communityId, view.order.stallId))
}

/** An order of a stall that the asker keeps. */
async function requireKeptOrder(work: Work, id: string): Promise<OrderRow> {
  const order = await findOrder(work.db, work.communityId, id)
  if (order === undefined) throw new Refusal('not-found')
  await requireKept(work, order.stallId)
  return order
}

/** What was handed over is no longer weighed, packed or opened. Elevated. */
async function requireHere({ db, communityId }: Work, orderId: string): Promise<void> {
  const voucher = await findVoucherOf(db, communityId, orderId)
  if (voucher?.state === 'delivered') throw new Refusal('already-settled', '这一袋已经送到了')
}

/** The order, held; of a stall where nothing is ordered any more, and not cancelled. Elevated. */
async function holdToPack(work: Work, { id, stallId }: OrderRow): Promise<OrderRow> {
  const { db, communityId } = work
  // Held beside others who weigh and pack, but not while what has come is being shared out.
  const stall = (await holdStall(db, communityId, stallId))!
  if (stall.state === 'called-off') throw new Refusal('stall-shut')
  if (!isClosed(work, stall)) throw new Refusal('not-closed')
  const order = await holdOrderById(db, communityId, id)
  if (order.state === 'cancelled') throw new Refusal('already-settled', '这一单已经取消了，不用装')
  await requireHere(work, id)
  return order
}

type Weight = z.output<(typeof weighLine)['body']>

export async function weigh(work: Work, id: string, itemId: string, said: Weight): Promise<Bag> {
  const { db, communityId } = work
  const seen = await requireKeptOrder(work, id)
  const done = await work.elevated(async () => {
    const order = await holdToPack(work, seen)
    const lines = await readLinesOf(db, communityId, [id])
    const line = lines.find((one) => one.itemId === itemId)
    if (line === undefined) throw new Refusal('not-sold', '这一单里没有这样菜')
    if (line.weighedMilli === said.weighedMilli) return null
    if (dueOf(line) !== said.dueMilli) throw new Refusal('changed-meanwhile', '刚才重新分过菜，请看看再称')
    if (said.weighedMilli !== null && !said.sure && isFarOff(said.weighedMilli, said.dueMilli))
      throw new Refusal('far-off')
    const { shareMilli, shortWhy } = line
    const becomes = withFate(line, { shareMilli, shortWhy, weighedMilli: said.weighedMilli })
    const after = lines.map((one) => (one === line ? becomes : one))
    if (after.reduce((sum, { amountFen }) => sum + amountFen, 0) > MOST_ORDER_FEN) throw new Refusal('too-large')
    const items = await readItems(db, communityId, order.stallId)
    await adjust(work, [{ order, lines: after }], items)
    return items.find((item) => item.id === itemId)!
  })
  const bag = await bagOf(work, id)
  if (done !== null) {
    const words = said.weighedMilli === null ? '不算称的' : sayQuantity(said.weighedMilli, done.unit)
    work.record({
      action: 'line.weighed',
      subjectId: seen.householdId,
      detail: `${displayDoor(bag.door)}：${done.name} ${words}`,
    })
  }
  return bag
}

export async function pack(work: Work, id: string, revision: number): Promise<Bag> {
  const { db, actor, now } = work
  const seen = await requireKeptOrder(work, id)
  const done = await work.elevated(async () => {
    const order = await holdToPack(work, seen)
    if (order.packedRevision === revision && order.revision === revision) return false
    if (order.revision !== revision) throw new Refusal('changed-meanwhile', '这一单刚才有改动，请按新的再点一遍')
    await setPacked(db, order, { by: actor.accountId, at: now })
    return true
  })
  const bag = await bagOf(work, id)
  if (done) work.record({ action: 'bag.packed', subjectId: seen.householdId, detail: displayDoor(bag.door) })
  if (done) work.touch({ gridId: seen.gridId, topic: 'orders' })
  return bag
}

/** Also of an order that was cancelled after it had been packed: its bag then goes off the list. */
export async function unpack(work: Work, id: string): Promise<Bag> {
  const seen = await requireKeptOrder(work, id)
  const bag = await bagOf(work, id)
  await work.elevated(async () => {
    const order = await holdOrderById(work.db, work.communityId, id)
    await requireHere(work, id)
    if (order.packedAt === null) throw new Refusal('already-settled', '这一袋还没装好')
    await setPacked(work.db, order, null)
  })
  work.record({ action: 'bag.unpacked', subjectId: seen.householdId, detail: displayDoor(bag.door) })
  work.touch({ gridId: seen.gridId, topic: 'orders' })
  return { ...bag, packedAt: null, packedByName: null, changedSince: false }
}
