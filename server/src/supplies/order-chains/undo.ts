import { civilDay, wallClock } from '@gezhong/shared/civil-day'
import { Refusal } from '@gezhong/shared/errors'
import { displayDoor } from '@gezhong/shared/people/door'
import type { KeptOrder, UndoneOrderChain } from '@gezhong/shared/supplies/order-chains/contract'
import { canKeepStall } from '@gezhong/shared/supplies/policy'
import type { Work } from '../../database/transact.ts'
import { readAccountNames, SYSTEM_NAME } from '../../people/ledger/names.ts'
import { printOf, putBack } from '../orders/put-back.ts'
import { holdOrdersOf, readOrdersAt } from '../orders/queries.ts'
import { holdStall, readItems, type ItemOnSale } from '../stalls/queries.ts'
import { moveStock } from '../stock/queries.ts'
import { holdDelivered } from '../vouchers/queries.ts'
import { openBefore, type Deed } from './before-confirmation.ts'
import { addUndo, findPaste, isUndone, openPaste, readNewestPaste, type PasteRow } from './queries.ts'
import { placeOf, type OrderReader, type Place } from './reading.ts'
import { holdChains, preview } from './service.ts'

/** Until the cut-off by whoever pastes the chain, afterwards by those who keep the stall. */
async function requireUndoable(work: Work, { stall }: Place): Promise<void> {
  // Held beside those who order, so that the stall is neither changed nor called off meanwhile.
  const held = (await work.elevated(() => holdStall(work.db, work.communityId, stall.id)))!
  if (held.state === 'called-off') throw new Refusal('undo-blocked', '这个菜吧已经取消了，单都退了')
  const over = held.state !== 'open' || work.now >= held.cutOff
  if (over && !canKeepStall(work.actor, held.gridCode)) throw new Refusal('past-cut-off')
}

/** Refuses all but the newest confirmation of this chain. */
async function requireNewest(work: Work, { stall, gridId }: Place, id: string): Promise<PasteRow> {
  const { db, communityId } = work
  const paste = await findPaste(db, communityId, id)
  if (paste === undefined || paste.stallId !== stall.id || paste.gridId !== gridId) throw new Refusal('not-found')
  if (await isUndone(db, communityId, id)) throw new Refusal('already-undone')
  const newest = (await readNewestPaste(db, communityId, stall.id, gridId))!
  if (newest.id === id) return paste
  const name = (await readAccountNames(db, [newest.accountId])).get(newest.accountId) ?? SYSTEM_NAME
  const when = `${civilDay(newest.at)} ${wallClock(newest.at)}`
  throw new Refusal('undo-blocked', `后来又确认过（${name}，${when}），请先撤销那一次`)
}

type Held = Awaited<ReturnType<typeof readOrdersAt>>

interface Outcome {
  done: Deed[]
  /** Why an order stays, by household. */
  kept: Map<string, string>
}

async function putAllBack(work: Work, deeds: readonly Deed[], orders: Held, items: readonly ItemOnSale[]) {
  const moves = []
  for (const { householdId, stood } of deeds)
    moves.push(...(await putBack(work, orders.get(householdId)!, stood, items)))
  await moveStock(work, moves, 'now')
}

const staysWhy = ({ code, message }: Refusal): string =>
  code === 'not-enough' ? '：货已经订给别家，不够退回' : `：${message}`

/**
 * All at once, as what one gives back another takes. Where something has been sold to others meanwhile, one after the other,
 * and again as long as that frees something.
 */
async function putBackWhatGoes(work: Work, deeds: readonly Deed[], orders: Held, items: readonly ItemOnSale[]) {
  const attempt = (some: readonly Deed[]) => work.attempt(() => putAllBack(work, some, orders, items))
  let kept: Outcome['kept'] = new Map()
  let waiting = deeds
  while (waiting.length > 0) {
    kept = new Map()
    if (!((await attempt(waiting)) instanceof Refusal)) break
    for (const deed of waiting) {
      const outcome = await attempt([deed])
      if (outcome instanceof Refusal) kept.set(deed.householdId, staysWhy(outcome))
    }
    if (kept.size === waiting.length) break
    waiting = waiting.filter(({ householdId }) => kept.has(householdId))
  }
  return { done: deeds.filter(({ householdId }) => !kept.has(householdId)), kept }
}

/** What has been changed since stays; the rest goes back. Elevated: an order can lie outside the asker's scope by now. */
async function takeBack(work: Work, stallId: string, deeds: readonly Deed[]): Promise<Outcome> {
  const { db, communityId } = work
  await holdOrdersOf(
    db,
    communityId,
    deeds.map(({ orderId }) => orderId),
  )
  const orders = await readOrdersAt(db, communityId, stallId)
  const delivered = await holdDelivered(db, communityId, stallId)
  const isAsLeft = ({ householdId, print }: Deed) => {
    const order = orders.get(householdId)
    return order !== undefined && printOf(order.row, order.lines) === print
  }
  const items = await readItems(db, communityId, stallId)
  const goes = (deed: Deed) => isAsLeft(deed) && !delivered.has(deed.orderId)
  const { done, kept } = await putBackWhatGoes(work, deeds.filter(goes), orders, items)
  for (const deed of deeds)
    if (!goes(deed)) kept.set(deed.householdId, delivered.has(deed.orderId) ? '已经送到了' : '后来改过单')
  return { done, kept }
}

const actionOf = ({ stood }: Deed) => (stood === null ? 'order.cancelled' : 'order.changed')

/** The text that would be the newest then; empty when there is none. */
export const textBefore = async (work: Work, stallId: string, gridId: string, id: string): Promise<string> =>
  openPaste(work, await readNewestPaste(work.db, work.communityId, stallId, gridId, id)).text

/** Takes the newest confirmation of an order chain back in one transaction; the text itself stays, as evidence. */
export async function undoConfirmation(
  work: Work,
  id: string,
  gridId: string,
  confirmationId: string,
  reader: OrderReader,
): Promise<UndoneOrderChain> {
  const { db, communityId, actor, now } = work
  const place = await placeOf(work, id, gridId)
  await requireUndoable(work, place)
  await holdChains(work, id)
  const paste = await requireNewest(work, place, confirmationId)
  if (paste.beforeSealed === null)
    throw new Refusal('undo-blocked', '这次确认是系统升级以前记下的，没有留下原来的样子，不能撤销')
  const deeds = openBefore(work, paste.beforeSealed)
  const { done, kept } = await work.elevated(() => takeBack(work, id, deeds))
  await addUndo(db, { communityId, pasteId: paste.id, stallId: id, gridId, accountId: actor.accountId, at: now })
  const doorOf = new Map(place.households.map(({ id: householdId, door }) => [householdId, door]))
  for (const deed of done) {
    const door = doorOf.get(deed.householdId)
    const whose = door === undefined ? '' : `：${displayDoor(door)}`
    work.record({ action: actionOf(deed), subjectId: deed.householdId, detail: `撤销群接龙${whose}` })
  }
  work.record({
    action: 'order-chain.undone',
    subjectId: id,
    detail: `${place.gridCode} 网格，退回 ${done.length} 户，没动 ${kept.size} 户`,
  })
  return {
    chain: await preview(work, id, gridId, null, reader),
    putBack: done.length,
    kept: [...kept].map(([householdId, why]): KeptOrder => ({ door: doorOf.get(householdId) ?? null, why })),
  }
}
