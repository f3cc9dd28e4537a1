import type { ChainDoing } from '@gezhong/shared/supplies/order-chains/contract'
import { atPrices, fillBasket, type Held, type OnSale } from '@gezhong/shared/supplies/orders/basket'
import { MILLI } from '@gezhong/shared/supplies/amounts'
import type { LineRow, OrderRow } from '../orders/queries.ts'
import type { Said } from './queries.ts'
import type { ReadLine } from './reading.ts'

/** Thousandths by item. */
export type Amounts = Readonly<Record<string, number>>

/**
 * What a text says of each household that it names for certain: all its lines that count, added up; nothing for one that
 * took its order back.
 */
export function saidIn(lines: readonly ReadLine[], itemIdOf: ReadonlyMap<string, string>): Map<string, Amounts> {
  const said = new Map<string, Record<string, number>>()
  for (const { judged } of lines)
    if (judged.household !== null && ['ok', 'withdrawn'].includes(judged.verdict)) said.set(judged.household.id, {})
  for (const { judged, fields } of lines) {
    if (judged.verdict !== 'ok') continue
    const amounts = said.get(judged.household!.id)!
    for (const { item, quantity } of fields.items) {
      const itemId = itemIdOf.get(item)!
      amounts[itemId] = (amounts[itemId] ?? 0) + Math.round(quantity * MILLI)
    }
  }
  return said
}

export interface Standing {
  row: OrderRow
  lines: readonly LineRow[]
}

export interface Plan {
  householdId: string
  doing: ChainDoing
  amounts: Amounts
  /** Null when nothing is ordered now, be it that something was. */
  standing: Standing | null
  /** Of the order that is there, cancelled or not; 0: none. */
  revision: number
  amountFen: number
  problem: string | null
  /** What is sent to the orders, when something is. */
  wanted: Held[]
}

const amountsOf = (standing: Standing | null): Amounts =>
  standing === null ? {} : Object.fromEntries(standing.lines.map(({ itemId, milli }) => [itemId, milli]))

const isEqual = (a: Amounts, b: Amounts): boolean => {
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key])
}

/** What the chain's word means beside what it said before and what is ordered. Pure bookkeeping, no shortage yet. */
function meaningOf(
  amounts: Amounts,
  before: Amounts | undefined,
  standing: Standing | null,
  chainCounts: boolean,
): ChainDoing {
  if (before !== undefined && isEqual(amounts, before) && !chainCounts) return 'same'
  if (isEqual(amounts, amountsOf(standing))) return 'same'
  if (standing === null) return 'new'
  if (standing.row.source !== 'chain' && !chainCounts) return 'conflict'
  return Object.keys(amounts).length === 0 ? 'cancelled' : 'changed'
}

function giveBack(left: Map<string, number | null>, held: readonly LineRow[]): void {
  for (const { itemId, milli } of held) {
    const rest = left.get(itemId)
    if (rest != null) left.set(itemId, rest + milli)
  }
}

/**
 * What confirming would do, household by household in the order of the text; what one takes is not left for the next,
 * what one gives up is.
 * `settled` says of a household in conflict whether the chain counts, or the order that is there.
 */
export function planOf(
  said: ReadonlyMap<string, Amounts>,
  before: Said,
  orderOf: ReadonlyMap<string, Standing>,
  onSale: readonly OnSale[],
  settled: ReadonlyMap<string, 'chain' | 'order'>,
): Plan[] {
  const left = new Map(onSale.map((item) => [item.id, item.leftMilli]))
  return [...said].map(([householdId, amounts]): Plan => {
    const order = orderOf.get(householdId)
    const standing = order?.row.state === 'placed' ? order : null
    const word = settled.get(householdId)
    const doing = word === 'order' ? 'same' : meaningOf(amounts, before[householdId], standing, word === 'chain')
    const held = standing?.lines ?? []
    const there = { standing, revision: order?.row.revision ?? 0, amountFen: standing?.row.amountFen ?? 0 }
    if (doing === 'cancelled') giveBack(left, held)
    const plan = { householdId, amounts, ...there, problem: null, wanted: [] }
    if (doing !== 'new' && doing !== 'changed') return { ...plan, doing }
    const now = onSale.map((item) => ({ ...item, leftMilli: left.get(item.id) ?? null }))
    const wanted = atPrices(amounts, now, held)
    const basket = fillBasket(wanted, now, held)
    if (basket.problems.length > 0)
      return { ...plan, doing: 'refused', problem: basket.problems.map(({ sentence }) => sentence).join('；') }
    giveBack(left, held)
    for (const { itemId, milli } of basket.lines) {
      const rest = left.get(itemId)
      if (rest != null) left.set(itemId, rest - milli)
    }
    return { ...plan, doing, wanted, amountFen: basket.amountFen }
  })
}
