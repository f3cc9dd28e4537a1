import type { AreaBook } from '../../people/area-book.ts'
import { findDoorMentions, findLabelledDoor } from '../../people/chain/door-mentions.ts'
import type { DoorMention } from '../../people/chain/door-mentions.ts'
import { MASK, maskAsides, maskRanges } from '../../people/chain/masked-text.ts'
import { certainCounts } from '../../people/chain/people-counts.ts'
import { findPhones } from '../../people/phone.ts'
import { itemWordsIn } from './item-book.ts'
import type { ItemBook, ItemWord } from './item-book.ts'
import { gapCost, linkQuantities } from './link.ts'
import type { Token } from './link.ts'
import { UNIT_FOLLOWS, bareAt, measuredAt, priceEnd } from './quantity.ts'
import type { Quantity } from './quantity.ts'
import { isOwnWord } from './word-edges.ts'

export type Range = { readonly start: number; readonly end: number }

/** What is known for finding items in a line. */
export type ItemContext = {
  readonly items: ItemBook
  readonly book: AreaBook
  readonly areaCode: string | undefined
  /** Something is sold by the 块, which otherwise is money. */
  readonly byPiece: boolean
  readonly isKnownDoor: (mention: DoorMention) => boolean
}

/** An item with the quantity that stands beside it. */
export type NamedItem = { readonly word: ItemWord; readonly quantity: Quantity | null }

/** Where items, quantities and money stand in one line. */
export type FoundItems = {
  readonly named: readonly NamedItem[]
  /** Quantities with a unit, or numbers behind the first item, that belong to no item. */
  readonly orphans: readonly Quantity[]
  readonly prices: readonly Range[]
  /** What the line itself replaces by something else. */
  readonly replaced: readonly Range[]
  /** The text with phones, items and doors masked, to look for words of intent in. */
  readonly masked: string
}

/** `白菜1000000斤` is no telephone number, however much it is. */
const MOST_DIGITS = 9
const TOTAL = /(?:共|合计|总计|总数|总)(?:计|是|有)?[ :]?$/
const REPLACED = /改成|改为|换成|换|改|变成|→|->/
const EACH = /各|每样|每种|均|都/

type Place = Token & { readonly word?: ItemWord; readonly quantity?: Quantity }

/** Items and quantities of one folded line or entry. Linear in its length. */
export function findItems(text: string, context: ItemContext): FoundItems {
  const phones = findPhones(text, { areaCode: context.areaCode, countStated: true }).filter(
    ({ start, end }) => end - start > MOST_DIGITS || !UNIT_FOLLOWS.test(text.slice(end, end + 4)),
  )
  const plain = maskRanges(text, phones, MASK.phone)
  const candidates = itemWordsIn(plain, context.items)
  const marked = maskRanges(plain, candidates, MASK.item)
  const words = candidates.filter((word) => isOwnWord(marked, word.start, word.end))
  let work = maskRanges(plain, words, MASK.item)
  const measured: Quantity[] = []
  const prices: Range[] = []
  const behind = new Set(words.map((word) => word.end))
  for (let at = 0; at < work.length; at += 1) {
    const price = priceEnd(work, at)
    const quantity = context.byPiece || price < 0 ? (measuredAt(work, at) ?? gluedAt(work, at, behind)) : null
    const end = quantity?.end ?? price
    if (end <= at) continue
    if (quantity !== null) measured.push(quantity)
    else prices.push({ start: at, end })
    at = end - 1
  }
  work = maskRanges(maskRanges(work, measured, MASK.count), prices, MASK.aside)
  const labelled = findLabelledDoor(work, context.book)
  if (labelled !== null) work = maskRanges(work, labelled.ranges, MASK.door)
  const doors = findDoorMentions(maskRanges(work, certainCounts(work), MASK.count), context.book).filter(
    (mention) => !mention.weak || context.isKnownDoor(mention),
  )
  work = maskRanges(work, doors, MASK.door)
  const masked = work
  work = maskAsides(maskRanges(work, certainCounts(work), MASK.count))
  const bare: Quantity[] = []
  for (let at = 0; at < work.length; at += 1) {
    const quantity = bareAt(work, at)
    if (quantity === null) continue
    bare.push(quantity)
    at = quantity.end - 1
  }
  return { ...linked(work, words, [...measured, ...bare], prices), prices, masked }
}

/** A number right behind an item, before a door could take it: `白菜2`, `白菜x2`, `白菜-2`. */
function gluedAt(text: string, at: number, behind: ReadonlySet<number>): Quantity | null {
  let from = at
  while (from > 0 && from > at - 4 && /[*×xX:= -]/.test(text[from - 1] as string)) from -= 1
  return behind.has(from) ? bareAt(text, at) : null
}

function linked(
  work: string,
  words: readonly ItemWord[],
  quantities: readonly Quantity[],
  prices: readonly Range[],
): Pick<FoundItems, 'named' | 'orphans' | 'replaced'> {
  const gaps = maskRanges(work, prices, '$')
  const places: Place[] = [
    ...words.map((word): Place => ({ kind: 'item', start: word.start, end: word.end, word })),
    ...quantities.map((quantity): Place => ({
      kind: 'quantity',
      start: quantity.start,
      end: quantity.end,
      measured: quantity.unit !== null || quantity.value === null,
      foreign: besideForeign(work, quantity),
      quantity,
    })),
  ].sort((a, b) => a.start - b.start)
  const between = (left: Token, right: Token): string => gaps.slice(left.end, right.start)
  const current = withoutReplaced(places, between)
  const counting = new Set(current.map((place) => place.word ?? place.quantity))
  const replaced = places.filter((place) => !counting.has(place.word ?? place.quantity))
  const named: NamedItem[] = []
  const orphans: Quantity[] = []
  const rest = takeEach(current, between, named)
  const { quantityOf, orphans: left } = linkQuantities(rest, between)
  rest.forEach((place, k) => {
    if (place.word === undefined) return
    const position = quantityOf.get(k)
    named.push({
      word: place.word,
      quantity: position === undefined ? null : ((rest[position] as Place).quantity as Quantity),
    })
  })
  const first = words[0]?.start ?? 0
  for (const k of left) {
    const { quantity } = rest[k] as Place
    if (quantity !== undefined && TOTAL.test(work.slice(Math.max(0, quantity.start - 5), quantity.start))) continue
    if (quantity !== undefined && (quantity.unit !== null || quantity.value === null || quantity.start > first))
      orphans.push(quantity)
  }
  named.sort((a, b) => a.word.start - b.word.start)
  return { named, orphans, replaced }
}

/** `酸奶2箱`: right beside it stands a word that is none of the stall's. */
function besideForeign(work: string, { start, end, unit }: Quantity): boolean {
  const before = /([\u4e00-\u9fff]{1,3})$/.exec(work.slice(Math.max(0, start - 3), start))?.[1] ?? ''
  const after = unit === null ? '' : (/^[\u4e00-\u9fff]{1,3}/.exec(work.slice(end, end + 3))?.[0] ?? '')
  return [before, after].some((words) => words !== '' && gapCost(words) === Infinity)
}

/** What a line itself replaces: `白菜2斤改成3斤` is three, `白菜2斤换成土豆2斤` is potatoes. */
function withoutReplaced(places: readonly Place[], between: (left: Token, right: Token) => string): Place[] {
  let kept: Place[] = []
  places.forEach((place) => {
    const before = kept[kept.length - 1]
    if (before !== undefined && REPLACED.test(between(before, place))) {
      if (place.kind === 'item') kept = []
      else if (before.kind === 'quantity') {
        kept.pop()
        kept.push({ ...place, start: before.start })
        return
      }
    }
    kept.push(place)
  })
  return kept
}

/** `土豆、白菜各2斤`: one quantity for all items that stand before it without one. Gives what is left. */
function takeEach(
  places: readonly Place[],
  between: (left: Token, right: Token) => string,
  named: NamedItem[],
): Place[] {
  const rest: Place[] = []
  for (const place of places) {
    const before = rest[rest.length - 1]
    if (
      place.kind !== 'quantity' ||
      before?.kind !== 'item' ||
      !EACH.test(between(before, place)) ||
      gapCost(between(before, place)) === Infinity
    ) {
      rest.push(place)
      continue
    }
    while (rest[rest.length - 1]?.kind === 'item') {
      const item = rest[rest.length - 1] as Place
      const ahead = rest[rest.length - 2]
      if (ahead?.kind === 'quantity' && between(ahead, item) === '' && rest[rest.length - 3]?.kind !== 'item') break
      rest.pop()
      named.push({ word: item.word as ItemWord, quantity: place.quantity as Quantity })
    }
  }
  return rest
}
