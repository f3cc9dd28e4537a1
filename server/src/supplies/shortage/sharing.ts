import type { shareArrivals } from '@gezhong/shared/supplies/shortage/contract'
import { shareOut } from '@gezhong/shared/supplies/shortage/share-out'
import { sayShort } from '@gezhong/shared/supplies/shortage/short-words'
import type { z } from 'zod'
import { withFate } from '../orders/adjust.ts'
import type { LineRow } from '../orders/queries.ts'
import type { ItemOnSale } from '../stalls/queries.ts'
import type { Standing } from './queries.ts'

export type Arrival = z.output<(typeof shareArrivals)['body']>['arrivals'][number]

/** What a line is due, before the scales: its share, or all that was ordered. */
export const dueOf = ({ milli, shareMilli }: LineRow): number => shareMilli ?? milli

interface Wanting {
  standing: Standing
  line: LineRow
}

const wantingOf = (standings: readonly Standing[], itemId: string): Wanting[] =>
  standings.flatMap((standing) => {
    const line = standing.lines.find((one) => one.itemId === itemId)
    return line === undefined ? [] : [{ standing, line }]
  })

/** Who gets how much of one thing, by order; packed bags keep what they have, and the others share the rest. */
function sharesOf(arrival: Arrival, stepMilli: number, wanting: readonly Wanting[]): Map<string, number> {
  const kept = wanting.filter(({ standing }) => standing.fixed).reduce((sum, { line }) => sum + dueOf(line), 0)
  const claims = wanting
    .filter(({ standing }) => !standing.fixed)
    .map(({ standing: { order, priority }, line }) => ({
      id: order.id,
      milli: line.milli,
      priority,
      placedAt: order.placedAt.getTime(),
    }))
  return shareOut(Math.max(0, arrival.arrivedMilli - kept), stepMilli, arrival.way, claims)
}

/**
 * The orders of a stall as they are once these arrivals are shared out. A weight stays while what it was weighed against
 * does.
 */
export function shared(
  standings: readonly Standing[],
  items: readonly ItemOnSale[],
  arrivals: readonly Arrival[],
): Standing[] {
  const arrivalOf = new Map(arrivals.map((arrival) => [arrival.itemId, arrival]))
  const itemOf = new Map(items.map((item) => [item.id, item]))
  const shares = new Map(
    arrivals.map((arrival) => [
      arrival.itemId,
      sharesOf(arrival, itemOf.get(arrival.itemId)!.stepMilli, wantingOf(standings, arrival.itemId)),
    ]),
  )
  const becomes = (line: LineRow): LineRow => {
    const share = shares.get(line.itemId)?.get(line.orderId) ?? line.milli
    const shareMilli = share === line.milli ? null : share
    const weighedMilli = share === dueOf(line) ? line.weighedMilli : null
    const way = arrivalOf.get(line.itemId)?.way
    const shortWhy =
      shareMilli === null || way === undefined ? null : sayShort(way, itemOf.get(line.itemId)!, shareMilli)
    return withFate(line, { shareMilli, weighedMilli, shortWhy })
  }
  return standings.map((standing) => (standing.fixed ? standing : { ...standing, lines: standing.lines.map(becomes) }))
}

export const hasChanged = (before: Standing, after: Standing): boolean =>
  before.lines.some((line, at) => {
    const other = after.lines[at]!
    return (
      line.shareMilli !== other.shareMilli ||
      line.weighedMilli !== other.weighedMilli ||
      line.shortWhy !== other.shortWhy
    )
  })

/**
 * What lies there of a thing for nobody; null where nobody knows. Of what has an end, no more than is left to sell.
 */
export function leftOf(item: ItemOnSale, arrivedMilli: number | null, standings: readonly Standing[]): number | null {
  const due = wantingOf(standings, item.id).reduce((sum, { line }) => sum + dueOf(line), 0)
  const lies = arrivedMilli === null ? null : Math.max(0, arrivedMilli - due)
  if (lies === null || item.leftMilli === null) return lies ?? item.leftMilli
  return Math.min(lies, item.leftMilli)
}
