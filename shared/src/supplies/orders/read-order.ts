import { readFields } from '../../people/chain/fields.ts'
import type { FieldContext } from '../../people/chain/fields.ts'
import { isInLedger } from '../../people/chain/choose-door.ts'
import { MASK, maskAsides, maskRanges } from '../../people/chain/masked-text.ts'
import { certainCounts } from '../../people/chain/people-counts.ts'
import { splitNickname } from '../../people/chain/nickname.ts'
import { remarkOf } from '../../people/chain/remark.ts'
import { foreignGoods } from './foreign-goods.ts'
import type { ItemBook } from './item-book.ts'
import { orderConfidence } from './order-confidence.ts'
import { readOrderWords } from './order-words.ts'
import type { OrderWords } from './order-words.ts'
import { LARGE_QUANTITY, quantified } from './quantified.ts'
import { findItems } from './read-items.ts'
import type { FoundItems, ItemContext, Range } from './read-items.ts'
import type { OrderReason } from './reasons.ts'
import type { OrderFields, OrderSpan, OrderedItem } from './types.ts'

/** What is known for reading one order. */
export type OrderFieldContext = FieldContext & {
  readonly items: ItemBook
  readonly byPiece: boolean
  readonly named: RegExp | null
}

/** What finding items in a line needs to know. */
export function itemContextOf(context: OrderFieldContext): ItemContext {
  return {
    items: context.items,
    book: context.book,
    areaCode: context.areaCode,
    byPiece: context.byPiece,
    isKnownDoor: (mention) => isInLedger(mention, [], context),
  }
}

/** Words between items and numbers that say nothing of their own. */
const IDLE = /^(?:[各要来订买是共和改xX×*]|[[\]()]+|预定|我要|每样|品名|品种|数量|菜名|一共|预订|需要)$/
const ONLY = /(?:只|就|仅|光)(?:要|订|留|买|来)/

/**
 * What a line wants. `part`: it takes something back and orders something else, so that what becomes of the rest of an
 * earlier order only a person can say. `only`: what it orders is all that is wanted.
 */
function intentOf(words: OrderWords, found: FoundItems): 'order' | 'withdraw' | 'part' | 'only' {
  if (words.less) return 'part'
  if (!words.withdraw) return 'order'
  const word = words.takesBack
  if (found.named.length === 0 || word === null) return 'withdraw'
  const behind = found.named.filter((one) => one.word.start >= word.end && one.quantity !== null)
  if (behind.length === 0) return 'withdraw'
  if (ONLY.test(found.masked)) return 'only'
  if (found.named.some((one) => one.word.start < word.end)) return 'part'
  return words.correction ? 'order' : 'withdraw'
}

/**
 * Reads one order's folded text, index and nickname line taken off: door and phones as in every chain, the items of the
 * stall with their quantities, and what is wanted.
 */
export function readOrder(
  folded: string,
  nickname: string | null,
  context: OrderFieldContext,
): { fields: OrderFields; spans: readonly OrderSpan[] } {
  const found = findItems(folded, itemContextOf(context))
  const flat = maskRanges(folded, goodsRanges(found), MASK.item).replace(/\n/g, ' ')
  const place = readFields(flat, nickname, { ...context, asks: 'items' })
  const words = readOrderWords(found.masked)
  const spans: OrderSpan[] = []
  for (const span of place.spans)
    if (span.field === 'door' || span.field === 'phone') spans.push({ ...span, field: span.field })
  const goods = [...understood(found), ...found.prices]
  const known = maskRanges(
    maskRanges(folded.replace(/\n/g, ' '), goods, MASK.item),
    [...spans, ...words.spans],
    MASK.door,
  )
  const rest = maskAsidesButGoods(known)
  const foreign = foreignGoods(rest, context.named)
  const intent = intentOf(words, found)
  const orders = intent === 'order' || intent === 'only'
  const from = intent === 'order' || intent === 'withdraw' ? 0 : (words.takesBack?.end ?? 0)
  const kept = from === 0 ? found : { ...found, named: found.named.filter(({ word }) => word.start >= from) }
  const read = quantified(kept, folded, foreign !== null)
  const reasons = new Set<OrderReason>()
  for (const reason of place.fields.reasons)
    if (!reason.includes('headcount') && reason !== 'correction' && reason !== 'supplement') reasons.add(reason)
  const unknownItem = intent !== 'withdraw' && (foreign !== null || (found.named.length === 0 && saysGoods(rest)))
  const nothing = orders && !unknownItem && read.items.length === 0
  const guessed = read.reasons.includes('quantity-assumed') && reasons.has('several-doors')
  const lacksQuantity = intent === 'part' || (orders && (read.lacking || nothing || guessed))
  if (unknownItem) reasons.add('item-unknown')
  if (nothing && found.named.length === 0) reasons.add('nothing-ordered')
  if (intent === 'part') reasons.add('part-cancelled')
  if (intent !== 'withdraw') for (const reason of read.reasons) reasons.add(reason)
  if (words.correction) reasons.add('correction')
  if (words.addition && orders) reasons.add('addition')
  const items = intent === 'withdraw' ? [] : read.items
  if (items.some(({ quantity }) => quantity > LARGE_QUANTITY)) reasons.add('quantity-large')
  if (intent !== 'withdraw') spans.push(...read.spans)
  for (const { start, end } of words.spans) spans.push({ start, end, field: 'intent' })
  spans.sort((a, b) => a.start - b.start)
  const name = place.fields.reasons.includes('door-from-nickname') ? splitNickname(flat, context.book) : null
  const remark = remarkOf(folded.replace(/\n/g, ' '), name === null ? spans : [{ start: 0, end: name.end }, ...spans])
    .split(' ')
    .filter((word) => !IDLE.test(word))
    .join(' ')
  const fields: OrderFields = {
    door: place.fields.door,
    doorCandidates: place.fields.doorCandidates,
    phones: place.fields.phones,
    invalidPhones: place.fields.invalidPhones,
    items,
    takenBack: intent === 'withdraw' ? takenBackIn(found, read.items) : [],
    unknownItem,
    namesNothing: found.named.length === 0 && found.orphans.length === 0 && foreign === null,
    unread: unknownItem || lacksQuantity ? remark : '',
    lacksQuantity,
    intent: intent === 'withdraw' ? 'withdraw' : 'order',
    isCorrection: words.correction || intent === 'only',
    isAddition: words.addition && orders,
    remark,
    confidence: orderConfidence(reasons),
    reasons: [...reasons],
  }
  return { fields, spans }
}

/** What a withdrawal names; without a quantity when it says none. */
function takenBackIn(found: FoundItems, items: readonly OrderedItem[]): OrderFields['takenBack'] {
  const said = new Map(items.map(({ item, quantity }) => [item, quantity]))
  const counted = new Set(found.named.filter(({ quantity }) => quantity !== null).map(({ word }) => word.item.item))
  const names = new Set(found.named.map(({ word }) => word.item.item))
  return [...names].map((item) => ({ item, quantity: counted.has(item) ? (said.get(item) ?? null) : null }))
}

/** The items of the stall with the quantities beside them, also those that the line itself replaces. */
function understood(found: FoundItems): Range[] {
  const named = found.named.flatMap(({ word, quantity }) => (quantity === null ? [word] : [word, quantity]))
  return [...named, ...found.replaced]
}

/** All that is goods or money, which is neither door nor people. */
export function goodsRanges(found: FoundItems): Range[] {
  return [...understood(found), ...found.orphans.filter((quantity) => quantity.unit !== null), ...found.prices]
}

/** Days, times and people masked; quantities of what the stall does not have stay. */
function maskAsidesButGoods(text: string): string {
  const goods =
    /\d+(?:\.\d+)?[ ]?(?:公斤|斤|份|盒|瓶|袋|包|箱|件|桶|只|条|张|颗|粒|克|支)|[一二两三四五六七八九十半][ ]?(?:公斤|斤|份|盒|瓶|袋|包|箱|件|桶|只|条|张|颗|粒|克|支)/g
  const counted = maskRanges(text, certainCounts(text), MASK.count)
  const asides = maskAsides(counted)
  let masked = ''
  let from = 0
  for (let match = goods.exec(counted); match !== null; match = goods.exec(counted)) {
    masked += asides.slice(from, match.index) + match[0]
    from = goods.lastIndex
  }
  return masked + asides.slice(from)
}

/** Letters are left that are no field: something was said. */
function saysGoods(rest: string): boolean {
  return /[\u4e00-\u9fffA-Za-z]{1,}|\d[ ]?[份斤个板把袋]/.test(
    rest.replace(/谢谢|麻烦|你好|您好|接龙|报名|我要|订|联系|电话|手机|手机号|号码|[:：]/g, ''),
  )
}
