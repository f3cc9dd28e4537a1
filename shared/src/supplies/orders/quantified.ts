import { UNIT_FOLLOWS, inUnit } from './quantity.ts'
import type { FoundItems, NamedItem } from './read-items.ts'
import type { OrderReason } from './reasons.ts'
import type { StallItem } from './stall.ts'
import type { OrderedItem, OrderSpan } from './types.ts'

/** More of one thing is taken as written, and said to be much. */
export const LARGE_QUANTITY = 50

/** The items whose quantity is certain, in the order in which they are first named. */
export type Quantified = {
  readonly items: readonly OrderedItem[]
  readonly spans: readonly OrderSpan[]
  readonly lacking: boolean
  readonly reasons: readonly OrderReason[]
}

const DECLINED = /(?:不要|不含|不吃|不放|别放|(?<!有)没有|除了|不加)[ ]?$/
/** `没有白菜就换菠菜`: what is wanted depends on what there is. */
const DEPENDS = /没有?[^,，。;\d]{0,6}(?:就|则|可以)(?:换|要|改|来|买)|换成?[^,，。;]{1,6}也(?:行|可)|如果|要是没/
/** A number too long for any quantity, before a unit. */
const NO_NUMBER = new RegExp(`\\uE000${UNIT_FOLLOWS.source.slice(1)}`)
const QUESTION =
  /没收到|没有收到|收到了|退款|坏了|烂了|昨天|怎么|什么时候|为什么|多少钱|怎么卖|有没有|还有吗|有吗|吗[?？]?$|[?？]/

function fitsStep(quantity: number, { step }: StallItem): boolean {
  if (step === undefined) return true
  const times = quantity / step
  return Math.abs(times - Math.round(times)) < 1e-6
}

/** Turns what was found in a line into items of the stall. `more`: the line also names things that the stall does not have. */
export function quantified(found: FoundItems, text: string, more: boolean): Quantified {
  const reasons = new Set<OrderReason>()
  const spans: OrderSpan[] = []
  const sums = new Map<StallItem, number>()
  const missing: NamedItem[] = []
  let lacking = false
  const lack = (reason: OrderReason): void => {
    reasons.add(reason)
    lacking = true
  }
  for (const named of found.named) {
    const { word, quantity } = named
    if (quantity === null) {
      if (!DECLINED.test(text.slice(Math.max(0, word.start - 4), word.start))) missing.push(named)
      continue
    }
    const value = inUnit(quantity, word.item.unit)
    if (value === null) {
      lack(quantity.value === null || quantity.value <= 0 ? 'quantity-vague' : 'unit-unfit')
      continue
    }
    if (sums.has(word.item)) reasons.add('item-summed')
    sums.set(word.item, Math.round(((sums.get(word.item) ?? 0) + value) * 1000) / 1000)
    spans.push({ start: word.start, end: word.end, field: 'item' })
    spans.push({ start: quantity.start, end: quantity.end, field: 'quantity' })
  }
  for (const [item, quantity] of sums) if (!fitsStep(quantity, item)) lack('quantity-off-step')
  const open = missing.filter(({ word }) => !sums.has(word.item))
  const [only] = open
  if (only !== undefined) {
    const alone = found.named.every(({ word }) => word.item === only.word.item) && !more && found.replaced.length === 0
    if (found.prices.length > 0) lack('price-for-quantity')
    else if (alone && found.orphans.length === 0 && !lacking && !QUESTION.test(text) && fitsStep(1, only.word.item)) {
      sums.set(only.word.item, 1)
      spans.push({ start: only.word.start, end: only.word.end, field: 'item' })
      reasons.add('quantity-assumed')
    } else lack('quantity-missing')
  }
  if (found.named.length > 0 && (DEPENDS.test(text) || NO_NUMBER.test(found.masked))) lack('quantity-vague')
  if (found.orphans.length > 0 && found.named.length > 0 && !more) lack('quantity-left-over')
  const items = [...sums].map(([item, quantity]) => ({ item: item.item, quantity }))
  return { items, spans, lacking, reasons: [...reasons] }
}
