import { foldName } from './stall.ts'
import type { Stall, StallItem } from './stall.ts'

/** A name of an item as it stands in a text. */
export type ItemWord = { readonly start: number; readonly end: number; readonly item: StallItem }

/** The names of a stall, by their first character, longest first. */
export type ItemBook = ReadonlyMap<string, readonly { readonly name: string; readonly item: StallItem }[]>

/** Makes the book of a stall's names; once for a whole text. */
export function itemBookOf(stall: Stall): ItemBook {
  const book = new Map<string, { name: string; item: StallItem }[]>()
  for (const item of stall) {
    for (const name of new Set([item.item, ...item.aliases].map((one) => foldName(one).replace(/ /g, '')))) {
      const list = book.get(name[0] as string) ?? []
      list.push({ name, item })
      book.set(name[0] as string, list)
    }
  }
  for (const list of book.values()) list.sort((a, b) => b.name.length - a.name.length)
  return book
}

const LATIN = /[A-Z]/
const DIGIT = /\d/
/** `A栋`, `A302` and `A-2栋` are places. */
const PLACE_AFTER_LETTER =
  /^(?:[ ]?(?:栋|幢|座|区|单元|梯|楼|号|室|型|组|厂|巷|排|片|馆)|-?\d{3}|-\d+[ ]?(?:栋|幢|座|号|-))/
const ROOM_BEFORE_LETTER = /\d{3}$|[-栋幢座#]\d{1,2}$/

/** Where a name that starts at `at` ends; blanks between scripts may stand inside. -1 when it does not stand there. */
function endOf(name: string, text: string, at: number): number {
  let to = at
  for (let k = 0; k < name.length; k += 1) {
    if (k > 0 && text[to] === ' ' && LATIN.test(name[k] as string) !== LATIN.test(name[k - 1] as string)) to += 1
    if (text[to] !== name[k]) return -1
    to += 1
  }
  return to
}

/** A letter or digit at the edge of a name must not be part of a longer word or number. */
function standsAlone(name: string, text: string, start: number, end: number): boolean {
  const [before, after] = [text[start - 1] ?? '', text[end] ?? '']
  const [first, last] = [name[0] as string, name[name.length - 1] as string]
  if (LATIN.test(first) && LATIN.test(before) && !/X/.test(before)) return false
  if (LATIN.test(last) && LATIN.test(after) && !/X/.test(after)) return false
  if ((DIGIT.test(first) && DIGIT.test(before)) || (DIGIT.test(last) && DIGIT.test(after))) return false
  if (!/^[A-Z]$/.test(name)) return true
  return (
    !PLACE_AFTER_LETTER.test(text.slice(end, end + 6)) &&
    !ROOM_BEFORE_LETTER.test(text.slice(Math.max(0, start - 5), start))
  )
}

/** Every name of the stall in a folded text, longest first, not overlapping. Linear for names of bounded length. */
export function itemWordsIn(text: string, book: ItemBook): ItemWord[] {
  const upper = text.toUpperCase().length === text.length ? text.toUpperCase() : text
  const words: ItemWord[] = []
  for (let at = 0; at < upper.length; at += 1) {
    for (const { name, item } of book.get(upper[at] as string) ?? []) {
      const end = endOf(name, upper, at)
      if (end < 0 || !standsAlone(name, upper, at, end)) continue
      words.push({ start: at, end, item })
      at = end - 1
      break
    }
  }
  return words
}
