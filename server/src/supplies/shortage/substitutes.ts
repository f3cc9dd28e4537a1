import { Refusal } from '@gezhong/shared/errors'
import { displayDoor } from '@gezhong/shared/people/door'
import { amountFen, MOST_ORDER_FEN, sayQuantity } from '@gezhong/shared/supplies/amounts'
import type { Order } from '@gezhong/shared/supplies/orders/contract'
import { statesBefore } from '@gezhong/shared/state-table'
import { SUBSTITUTE_NEXT, type offerSubstitute } from '@gezhong/shared/supplies/shortage/contract'
import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import type { Work } from '../../database/transact.ts'
import { requireTarget } from '../../people/reports/service.ts'
import { adjust, withFate } from '../orders/adjust.ts'
import { orderOf } from '../orders/lists.ts'
import { findOrder } from '../orders/queries.ts'
import { findStall, readItems, type ItemOnSale } from '../stalls/queries.ts'
import { holdKept } from '../stalls/service.ts'
import { moveStock } from '../stock/queries.ts'
import {
  addLine,
  addSubstitutes,
  findSubstitute,
  moveSubstitute,
  readArrivals,
  readLiveSubstitutes,
  readStandings,
  readSubstitutesOf,
  type Standing,
  type SubstituteRow,
} from './queries.ts'
import { dueOf, leftOf } from './sharing.ts'
import { takeOut } from './withdraw.ts'

const notEnough = (item: ItemOnSale): Refusal => new Refusal('not-enough', `${item.name}没有多的了`)

async function leftNow({ db, communityId }: Work, stallId: string, item: ItemOnSale, standings: readonly Standing[]) {
  const arrival = (await readArrivals(db, communityId, stallId)).find(({ itemId }) => itemId === item.id)
  return leftOf(item, arrival?.arrivedMilli ?? null, standings) ?? 0
}

/** How much of the other thing a household is offered: as much as it is short of, in whole steps, one at least. */
function offerFor(shortMilli: number, said: number | null, { stepMilli }: ItemOnSale): number {
  return said ?? Math.max(stepMilli, Math.floor(shortMilli / stepMilli) * stepMilli)
}

type Offer = z.output<(typeof offerSubstitute)['body']>

export async function offer(work: Work, stallId: string, said: Offer): Promise<{ offered: number }> {
  const { db, communityId, actor, now } = work
  const stall = await holdKept(work, stallId)
  const offered = await work.elevated(async () => {
    const items = await readItems(db, communityId, stallId)
    const short = items.find(({ id }) => id === said.shortItemId)
    const other = items.find(({ id }) => id === said.itemId)
    if (short === undefined || other === undefined || other.removed || short === other) throw new Refusal('not-sold')
    if (said.milli === null && short.unit !== other.unit)
      throw new Refusal('not-valid', `${other.name}按${other.unit}卖，请写每户给多少`)
    if (said.milli !== null && said.milli % other.stepMilli !== 0)
      throw new Refusal('uneven', `${other.name}按 ${sayQuantity(other.stepMilli, other.unit)}起卖`)
    const standings = await readStandings(db, communityId, stallId, { hold: false })
    if ((await leftNow(work, stallId, other, standings)) < (said.milli ?? other.stepMilli)) throw notEnough(other)
    const asked = new Set(
      (await readLiveSubstitutes(db, communityId, stallId))
        .filter(({ shortItemId }) => shortItemId === short.id)
        .map(({ orderId }) => orderId),
    )
    const rows = standings.flatMap(({ order, lines, fixed }): SubstituteRow[] => {
      const line = lines.find(({ itemId }) => itemId === short.id)
      const has = lines.some(({ itemId }) => itemId === other.id)
      if (line === undefined || dueOf(line) === line.milli || has || asked.has(order.id) || fixed) return []
      const { householdId, buildingId, gridId } = order
      const milli = offerFor(line.milli - dueOf(line), said.milli, other)
      const place = { communityId, id: uuidv7(), stallId, orderId: order.id, householdId, buildingId, gridId }
      const goods = { shortItemId: short.id, itemId: other.id, milli, priceFen: other.priceFen }
      const made = { offeredBy: actor.accountId, offeredAt: now, answeredBy: null, answeredAt: null }
      return [{ ...place, ...goods, state: 'offered', ...made }]
    })
    await addSubstitutes(db, rows)
    return { count: rows.length, words: `${short.name}换${other.name}` }
  })
  if (offered.count > 0)
    work.record({
      action: 'substitute.offered',
      subjectId: stallId,
      detail: `${stall.title}：${offered.words}，${offered.count} 户`,
    })
  return { offered: offered.count }
}

export async function withdraw(work: Work, stallId: string, shortItemId: string): Promise<{ withdrawn: number }> {
  const { db, communityId } = work
  await holdKept(work, stallId)
  const withdrawn = await work.elevated(async () => {
    const live = await readLiveSubstitutes(db, communityId, stallId)
    const open = live.filter((one) => one.shortItemId === shortItemId && one.state !== 'accepted')
    for (const one of open) await moveSubstitute(db, one, { state: 'withdrawn' })
    return open.length
  })
  if (withdrawn > 0) work.record({ action: 'substitute.withdrawn', subjectId: stallId, detail: `${withdrawn} 户` })
  return { withdrawn }
}

export async function ofOrder({ db, communityId }: Work, orderId: string) {
  if ((await findOrder(db, communityId, orderId)) === undefined) throw new Refusal('not-found')
  return { rows: await readSubstitutesOf(db, communityId, orderId) }
}

/** What is offered becomes a line of the order, if it is still there. Elevated, alone with the stall. */
async function putIn(work: Work, standing: Standing, standings: readonly Standing[], one: SubstituteRow) {
  const { db, communityId } = work
  const { order, lines } = standing
  const items = await readItems(db, communityId, one.stallId)
  const item = items.find(({ id }) => id === one.itemId)!
  if (lines.some(({ itemId }) => itemId === one.itemId))
    throw new Refusal('already-settled', `单子里已经有${item.name}了`)
  if ((await leftNow(work, one.stallId, item, standings)) < one.milli) throw notEnough(item)
  const cost = amountFen(one.priceFen, one.milli)
  if (order.amountFen + cost > MOST_ORDER_FEN) throw new Refusal('too-large')
  const { householdId, buildingId, gridId } = order
  const place = { communityId, orderId: order.id, itemId: one.itemId, householdId, buildingId, gridId }
  const goods = { milli: one.milli, priceFen: one.priceFen, amountFen: cost, givenMilli: null }
  const line = withFate({ ...place, ...goods, shareMilli: null, weighedMilli: null, shortWhy: null }, AS_ORDERED)
  await addLine(db, line)
  if (item.offeredMilli !== null)
    await moveStock(work, [{ itemId: item.id, milli: -one.milli, orderId: order.id }], 'now')
  await adjust(work, [{ order, lines: [...lines, line] }], items)
}

const AS_ORDERED = { shareMilli: null, weighedMilli: null, shortWhy: null }

export async function answer(work: Work, id: string, accept: boolean): Promise<Order> {
  const { db, communityId, actor, now } = work
  const seen = await findSubstitute(db, communityId, id)
  if (seen === undefined) throw new Refusal('not-found')
  const target = await requireTarget(work, seen.householdId)
  const to = accept ? 'accepted' : 'declined'
  const done = await work.elevated(async () => {
    // Alone with the stall: two who say yes at once may not both have the last of it.
    const stall = (await findStall(db, communityId, seen.stallId, 'update'))!
    const one = (await findSubstitute(db, communityId, id))!
    if (one.state === to) return false
    const standings = await readStandings(db, communityId, stall.id, { hold: true })
    const standing = standings.find(({ order }) => order.id === one.orderId)
    if (standing === undefined || !statesBefore(SUBSTITUTE_NEXT, to).includes(one.state))
      throw new Refusal('already-settled', '这个提议已经收回了')
    if (standing.fixed) throw new Refusal('already-settled', '您家的菜已经装袋了，不能再换')
    await moveSubstitute(db, one, { state: to, answeredBy: actor.accountId, answeredAt: now })
    if (accept) await putIn(work, standing, standings, one)
    else if (one.state === 'accepted') await takeOut(work, standing, one)
    return true
  })
  if (done) work.record({ action: `substitute.${to}`, subjectId: seen.householdId, detail: displayDoor(target.door) })
  return orderOf(work, seen.orderId)
}
