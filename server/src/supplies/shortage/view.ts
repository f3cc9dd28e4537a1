import { amountFen, givenOf } from '@gezhong/shared/supplies/amounts'
import type { SharedItem, Shortage, ShortRow, Substitute } from '@gezhong/shared/supplies/shortage/contract'
import type { LineRow } from '../orders/queries.ts'
import type { ItemOnSale } from '../stalls/queries.ts'
import type { Standing } from './queries.ts'
import { dueOf, leftOf, type Arrival } from './sharing.ts'

interface Lines {
  standing: Standing
  line: LineRow
}

const linesOfAll = (standings: readonly Standing[]): Lines[] =>
  standings.flatMap((standing) => standing.lines.map((line) => ({ standing, line })))

const isShort = ({ line }: Lines): boolean => dueOf(line) < line.milli

function itemView(item: ItemOnSale, arrival: Arrival | undefined, standings: readonly Standing[]): SharedItem {
  const own = linesOfAll(standings).filter(({ line }) => line.itemId === item.id)
  const sum = (of: (line: LineRow) => number) => own.reduce((all, { line }) => all + of(line), 0)
  const arrivedMilli = arrival?.arrivedMilli ?? null
  return {
    itemId: item.id,
    name: item.name,
    unit: item.unit,
    stepMilli: item.stepMilli,
    orderedMilli: sum(({ milli }) => milli),
    households: own.length,
    arrivedMilli,
    way: arrival?.way ?? 'equal',
    sharedMilli: sum(givenOf),
    leftMilli: leftOf(item, arrivedMilli, standings),
    shortHouseholds: own.filter(isShort).length,
  }
}

function rowView({ standing, line }: Lines, substitutes: ReadonlyMap<string, Substitute>): ShortRow {
  const { order, door, gridCode, priority } = standing
  return {
    orderId: order.id,
    itemId: line.itemId,
    door,
    gridCode,
    priority,
    milli: line.milli,
    shareMilli: dueOf(line),
    orderedFen: amountFen(line.priceFen, line.milli),
    shareFen: amountFen(line.priceFen, dueOf(line)),
    packed: standing.fixed,
    substitute: substitutes.get(`${order.id} ${line.itemId}`) ?? null,
  }
}

const owed = (standings: readonly Standing[]): number =>
  linesOfAll(standings).reduce((sum, { line }) => sum + line.amountFen, 0)

interface Parts {
  stall: { revision: number; over: boolean }
  items: readonly ItemOnSale[]
  arrivals: readonly Arrival[]
  before: readonly Standing[]
  after: readonly Standing[]
  /** Orders in the asker's own scope: of others no door is told. */
  seen: ReadonlySet<string>
  substitutes: readonly Substitute[]
}

/** How a stall stands once these arrivals are shared out. */
export function shortageView({ stall, items, arrivals, before, after, seen, substitutes }: Parts): Shortage {
  const arrivalOf = new Map(arrivals.map((arrival) => [arrival.itemId, arrival]))
  const offered = new Map(substitutes.map((one) => [`${one.orderId} ${one.shortItemId}`, one]))
  const ordered = new Set(linesOfAll(after).map(({ line }) => line.itemId))
  const short = linesOfAll(after).filter((one) => isShort(one) && seen.has(one.standing.order.id))
  return {
    ...stall,
    items: items
      .filter(({ id, removed }) => !removed || ordered.has(id))
      .map((item) => itemView(item, arrivalOf.get(item.id), after)),
    rows: short.map((one) => rowView(one, offered)),
    amountFen: owed(before),
    wouldBeFen: owed(after),
    orders: after.length,
    packed: after.filter(({ fixed }) => fixed).length,
  }
}
