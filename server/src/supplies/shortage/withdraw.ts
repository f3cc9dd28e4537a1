import type { Work } from '../../database/transact.ts'
import { adjust } from '../orders/adjust.ts'
import { readItems, type ItemOnSale } from '../stalls/queries.ts'
import { moveStock } from '../stock/queries.ts'
import {
  moveSubstitute,
  readLiveSubstitutes,
  readStandings,
  removeLine,
  type Standing,
  type SubstituteRow,
} from './queries.ts'
import { dueOf } from './sharing.ts'

/** Gives back to the level what an order no longer takes; what has no end has none. Elevated. */
export async function giveBack(work: Work, items: readonly ItemOnSale[], substitute: SubstituteRow): Promise<void> {
  const item = items.find(({ id }) => id === substitute.itemId)
  if (item === undefined || item.offeredMilli === null) return
  await moveStock(work, [{ itemId: item.id, milli: substitute.milli, orderId: substitute.orderId }], 'now')
}

/** Takes what was accepted out of an order again. Elevated, the order held. */
export async function takeOut(work: Work, { order, lines }: Standing, substitute: SubstituteRow): Promise<void> {
  const items = await readItems(work.db, work.communityId, substitute.stallId)
  const line = lines.find(({ itemId }) => itemId === substitute.itemId)
  if (line === undefined) return
  await removeLine(work.db, line)
  await giveBack(work, items, substitute)
  await adjust(work, [{ order, lines: lines.filter((one) => one !== line) }], items)
}

/** What was offered for a thing that a household now gets after all goes, also what it had accepted; packed bags stay. */
export async function withdrawNeedless(work: Work, stallId: string, after: readonly Standing[]): Promise<void> {
  const { db, communityId } = work
  const live = await readLiveSubstitutes(db, communityId, stallId)
  const needless = live.filter(({ orderId, shortItemId }) => {
    const standing = after.find(({ order }) => order.id === orderId)
    if (standing === undefined || standing.fixed) return false
    const line = standing.lines.find(({ itemId }) => itemId === shortItemId)
    return line === undefined || dueOf(line) === line.milli
  })
  for (const substitute of needless) {
    await moveSubstitute(db, substitute, { state: 'withdrawn' })
    if (substitute.state !== 'accepted') continue
    // Read again: sharing out has just changed the order.
    const standing = (await readStandings(db, communityId, stallId, { hold: true })).find(
      ({ order }) => order.id === substitute.orderId,
    )
    if (standing !== undefined) await takeOut(work, standing, substitute)
  }
}
