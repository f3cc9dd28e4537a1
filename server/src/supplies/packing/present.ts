import { givenOf } from '@gezhong/shared/supplies/amounts'
import type { Bag, BagPiece } from '@gezhong/shared/supplies/packing/contract'
import type { Work } from '../../database/transact.ts'
import { maskText } from '../../security/mask-text.ts'
import { dueOf } from '../shortage/sharing.ts'
import type { StallItemRow } from '../stalls/queries.ts'
import type { BagView } from './queries.ts'

/** In the order in which the stall lists its things; of what a household gets nothing there is no line. */
export function presentBag(
  { vault, communityId }: Work,
  { order, lines, door, gridCode, priority, packedByName }: BagView,
  items: readonly StallItemRow[],
): Bag {
  const note = order.noteSealed === null ? '' : maskText(vault.openForCommunity(communityId, order.noteSealed))
  const lineOf = new Map(lines.map((line) => [line.itemId, line]))
  const { id: orderId, stallId, state, revision, amountFen } = order
  const inside = state === 'cancelled' ? [] : items
  return {
    orderId,
    stallId,
    door,
    gridCode,
    priority,
    state,
    revision,
    note,
    amountFen,
    lines: inside.flatMap(({ id: itemId, name, unit }) => {
      const line = lineOf.get(itemId)
      if (line === undefined) return []
      const { milli, weighedMilli } = line
      const given = {
        dueMilli: dueOf(line),
        weighedMilli,
        givenMilli: givenOf(line),
      }
      return [
        {
          itemId,
          name,
          unit,
          milli,
          ...given,
          amountFen: line.amountFen,
        },
      ]
    }),
    packedAt: order.packedAt?.toISOString() ?? null,
    packedByName: order.packedAt === null ? null : packedByName,
    changedSince: order.packedRevision !== null && order.packedRevision !== revision,
  }
}

const isReady = ({ packedAt, changedSince }: Bag): boolean => packedAt !== null && !changedSince

function totalsOf(bags: readonly Bag[], items: readonly StallItemRow[]): BagPiece['totals'] {
  const totals = new Map<string, BagPiece['totals'][number]>()
  for (const bag of bags)
    for (const { itemId, name, unit, givenMilli } of bag.lines) {
      const before = totals.get(itemId) ?? { itemId, name, unit, milli: 0, leftMilli: 0 }
      const leftMilli = before.leftMilli + (isReady(bag) ? 0 : givenMilli)
      totals.set(itemId, { ...before, milli: before.milli + givenMilli, leftMilli })
    }
  return items.flatMap(({ id }) => totals.get(id) ?? [])
}

/** Bags by piece of the grid, both in the order in which they come. */
export function piecesOf(work: Work, views: readonly BagView[], items: readonly StallItemRow[]): BagPiece[] {
  const places = new Map(views.map(({ order, gridCode }) => [order.gridId, gridCode]))
  return [...places].map(([gridId, gridCode]) => {
    const bags = views.filter(({ order }) => order.gridId === gridId).map((view) => presentBag(work, view, items))
    return { gridId, gridCode, bags, packed: bags.filter(isReady).length, totals: totalsOf(bags, items) }
  })
}
