import { sayFen } from '../../money.ts'
import { amountFen, MOST_MILLI, MOST_ORDER_FEN, sayQuantity } from '../amounts.ts'

/** One thing on sale, as far as an order asks. */
export interface OnSale {
  readonly id: string
  readonly name: string
  readonly unit: string
  readonly priceFen: number
  readonly stepMilli: number
  readonly limitMilli: number | null
  /** Left for anybody, beside what this household holds already; null: no end of it. */
  readonly leftMilli: number | null
}

/** So much of one thing, at a price for one unit. */
export interface Held {
  readonly itemId: string
  readonly milli: number
  readonly priceFen: number
}

export type BasketProblemCode = 'not-sold' | 'uneven' | 'over-limit' | 'price-changed' | 'not-enough' | 'too-large'

/** Why an order cannot be taken as it is, with a sentence for whoever orders. `itemId` is null for the order as a whole. */
export interface BasketProblem {
  readonly code: BasketProblemCode
  readonly itemId: string | null
  readonly sentence: string
}

export interface Basket {
  /** One line a thing, in order of their ids. */
  readonly lines: readonly (Held & { readonly amountFen: number })[]
  readonly amountFen: number
  readonly problems: readonly BasketProblem[]
}

/**
 * So much of each thing at the price it would cost now: a line that does not grow keeps the price it was made at, one that
 * grows costs today's. Of something that is not on sale more costs 0, and the basket says that it is not.
 */
export function atPrices(
  amounts: Readonly<Record<string, number>>,
  items: readonly Pick<OnSale, 'id' | 'priceFen'>[],
  held: readonly Held[],
): Held[] {
  const today = new Map(items.map(({ id, priceFen }) => [id, priceFen]))
  const before = new Map(held.map((one) => [one.itemId, one]))
  return Object.entries(amounts).map(([itemId, milli]) => ({
    itemId,
    milli,
    priceFen: priceOf(milli, before.get(itemId), today.get(itemId) ?? 0),
  }))
}

const priceOf = (milli: number, held: Held | undefined, todayFen: number): number =>
  held !== undefined && milli <= held.milli ? held.priceFen : todayFen

/** The same thing on two lines is one line; of two prices the one that is not today's is kept, so that it is seen. */
function gather(wanted: readonly Held[], priceOf: ReadonlyMap<string, number>): Held[] {
  const sums = new Map<string, Held>()
  for (const one of wanted) {
    const other = sums.get(one.itemId)
    if (other === undefined) sums.set(one.itemId, one)
    else {
      const priceFen = other.priceFen === priceOf.get(one.itemId) ? one.priceFen : other.priceFen
      sums.set(one.itemId, { ...one, priceFen, milli: one.milli + other.milli })
    }
  }
  return [...sums.values()].toSorted((a, b) => (a.itemId < b.itemId ? -1 : 1))
}

function problemOf(want: Held, held: Held | undefined, item: OnSale | undefined): BasketProblem | null {
  const grows = held === undefined || want.milli > held.milli
  const wrong = (code: BasketProblemCode, sentence: string) => ({ code, itemId: want.itemId, sentence })
  // What a household holds it keeps, whatever has changed since; only more of it is asked about.
  if (!grows && (item === undefined || want.milli === held.milli)) return null
  if (item === undefined) return wrong('not-sold', '这样菜已经下架了')
  const say = (milli: number) => sayQuantity(milli, item.unit)
  if (want.milli % item.stepMilli !== 0)
    return wrong('uneven', `${item.name}按 ${say(item.stepMilli)}起卖，不能订 ${say(want.milli)}`)
  if (!grows) return null
  if (want.milli > MOST_MILLI) return wrong('over-limit', `${item.name}一单最多 ${say(MOST_MILLI)}`)
  if (item.limitMilli !== null && want.milli > item.limitMilli)
    return wrong('over-limit', `${item.name}每户最多 ${say(item.limitMilli)}`)
  if (item.leftMilli !== null && want.milli - (held?.milli ?? 0) > item.leftMilli)
    return wrong('not-enough', item.leftMilli === 0 ? `${item.name}卖完了` : `${item.name}只剩 ${say(item.leftMilli)}`)
  if (want.priceFen !== item.priceFen)
    return wrong('price-changed', `${item.name}现在是 ${sayFen(item.priceFen)}/${item.unit}`)
  return null
}

/**
 * What an order costs, and what stands in its way. A line that does not grow keeps the price it was made at; one that
 * grows costs today's price, which is what `wanted` has to name. `held` is what the household has ordered here so far.
 */
export function fillBasket(wanted: readonly Held[], items: readonly OnSale[], held: readonly Held[]): Basket {
  const itemOf = new Map(items.map((item) => [item.id, item]))
  const heldOf = new Map(held.map((one) => [one.itemId, one]))
  const problems: BasketProblem[] = []
  const lines = gather(wanted, new Map(items.map(({ id, priceFen }) => [id, priceFen]))).map((want) => {
    const [before, item] = [heldOf.get(want.itemId), itemOf.get(want.itemId)]
    const problem = problemOf(want, before, item)
    if (problem !== null) problems.push(problem)
    const priceFen = priceOf(want.milli, before, item?.priceFen ?? want.priceFen)
    return { itemId: want.itemId, milli: want.milli, priceFen, amountFen: amountFen(priceFen, want.milli) }
  })
  const sum = lines.reduce((total, line) => total + line.amountFen, 0)
  if (sum > MOST_ORDER_FEN)
    problems.push({ code: 'too-large', itemId: null, sentence: `一单最多 ${sayFen(MOST_ORDER_FEN)}，请检查数量` })
  return { lines, amountFen: sum, problems }
}
