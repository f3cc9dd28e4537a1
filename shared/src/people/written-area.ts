import { foldedOf } from './area-book.ts'
import type { AreaBook } from './area-book.ts'
import { canonicalArea, foldArea } from './door.ts'
import type { LedgerArea } from './ledger-index.ts'
import { laneOf } from './lane.ts'
import {
  endsLikePlace,
  isFormOfAddress,
  isLatinName,
  isSpokenOf,
  looksLikePerson,
  saysNoPlace,
  withoutPlaces,
} from './area-words.ts'

/** What the text before a number says about the area. */
export type WrittenArea =
  | { readonly kind: 'none' }
  /** `doubtful`: what is stuck to it is a name of two characters or the front of a longer area (`江滨新村` where 新村 is known). */
  | { readonly kind: 'known'; readonly area: LedgerArea; readonly doubtful?: true }
  | { readonly kind: 'part'; readonly text: string; readonly areas: readonly LedgerArea[]; readonly lane: boolean }
  | { readonly kind: 'unknown'; readonly text: string }
  | { readonly kind: 'person'; readonly text: string }

/** Where an area starts in the text (the number's own start when there is none), and what it is. */
export type AreaBefore = {
  readonly start: number
  readonly written: WrittenArea
  /** The community's own name stands right before the number, and no area. */
  readonly community?: boolean
}

const REACH = 32
const AREA_CHARACTER =
  /[\u3007\u3400-\u9fff\uf900-\ufaff\ud800-\udfffA-Za-z0-9\u3040-\u30ff\uac00-\ud7af\u00c0-\u024f\u0370-\u05ff'&]/
const SEPARATOR_BEFORE_NUMBER = /[-+,、/|·.:;~*_(\]]/
/** Behind these a lane alone is an area too: `6巷：1号`, `【6巷】1号`. */
const HEADING_MARK = /[:\]]/
const COUNTED =
  /(?:[\d〇零一二两三四五六七八九十俩]+(?:口人|个人|人|口|位|名|个|家三口|大|小|岁)|[小大][\d一二两三四五六七八九十]+|人数|电话|手机|联系方式|号码|同上|取消|作废|删除|删掉|删了|撤回|撤销|撤消|划掉|去掉|退出|空房)$/
const LANE_END = /(?:^|[^\d])(\d+(?:[横直支条]?(?:巷|弄|胡同)|小?组|队|排|期))$/

/** What a numbered area ends with (see `laneOf`), asked before anything costly. */
const LANE_WORD_END = /[巷弄街同路组队排期里区村社片条坊]$/

type Chunk = { text: string; positions: number[]; gapAt: number; separated: boolean; headed: boolean }

function isBlankAt(text: string, position: number): boolean {
  return text[position] === ' ' || text[position] === '\t'
}

/** The text right before `position`, blanks taken out, back to the nearest separator. */
function chunkBefore(text: string, position: number): Chunk {
  let at = position
  while (isBlankAt(text, at - 1)) at -= 1
  let separated = false
  let headed = false
  if (at > 0 && SEPARATOR_BEFORE_NUMBER.test(text[at - 1] as string)) {
    separated = true
    headed = HEADING_MARK.test(text[at - 1] as string)
    at -= 1
    while (isBlankAt(text, at - 1)) at -= 1
  }
  let from = at
  while (from > 0 && at - from < REACH && (isBlankAt(text, from - 1) || AREA_CHARACTER.test(text[from - 1] as string)))
    from -= 1
  const positions: number[] = []
  let words = ''
  let gapAt = 0
  for (let k = from; k < at; k += 1) {
    if (isBlankAt(text, k)) gapAt = positions.length
    else {
      words += text[k] as string
      positions.push(k)
    }
  }
  return { text: words, positions, gapAt, separated, headed }
}

function splitsNumber(chunk: Chunk, start: number): boolean {
  if (start === 0 || !/\d/.test(chunk.text[start - 1] as string) || !/\d/.test(chunk.text[start] as string))
    return false
  return (chunk.positions[start] as number) - (chunk.positions[start - 1] as number) === 1
}

/** The longest ending of the chunk that `find` knows. */
function longestEnding<T>(
  book: AreaBook,
  chunk: Chunk,
  find: (folded: string) => T | undefined,
): { start: number; found: T } | null {
  for (let start = Math.max(0, chunk.text.length - book.longest); start < chunk.text.length; start += 1) {
    if (splitsNumber(chunk, start)) continue
    const found = find(foldedOf(book, chunk.text.slice(start)))
    if (found !== undefined) return { start, found }
  }
  return null
}

/** What right before the area, without a blank between, stands in `chunk` up to `start`. */
function attachedBefore(chunk: Chunk, start: number): string {
  if (start === 0) return ''
  const gap = (chunk.positions[start] as number) - (chunk.positions[start - 1] as number) > 1
  if (gap) return ''
  let from = start - 1
  while (from > 0 && (chunk.positions[from] as number) - (chunk.positions[from - 1] as number) === 1) from -= 1
  return chunk.text.slice(from, start)
}

/** Words that name a place mostly together with what stands before them. */
const QUALIFIED =
  /^(?:新村|花园|家园|佳园|花苑|小区|公寓|大院|新城|小镇|广场|山庄|别墅|宿舍|[东西南北中]?[大小老新前后]?[街路巷])$/

function knownAfter(before: string, area: LedgerArea, book: AreaBook): WrittenArea {
  if (before.length < 2 || !QUALIFIED.test(area.area)) return { kind: 'known', area }
  const name = withoutPlaces(before, book.places)
  const unsure = name.length === 2 ? !/^[阿老小]/.test(name) && !isFormOfAddress(name) : /^[共家人]和$/.test(before)
  return unsure && !COUNTED.test(before) ? { kind: 'known', area, doubtful: true } : { kind: 'known', area }
}

/** Reads the area that stands before a number at `position`. Looks back 32 characters at most. */
export function areaBefore(text: string, position: number, book: AreaBook): AreaBefore {
  const chunk = chunkBefore(text, position)
  const none: AreaBefore = { start: position, written: { kind: 'none' } }
  if (chunk.text === '') return none
  const exact = longestEnding(book, chunk, (folded) => book.known.get(folded))
  if (exact !== null) {
    const before = attachedBefore(chunk, exact.start)
    if (COUNTED.test(before) || saysNoPlace(before, book.places))
      return { start: chunk.positions[exact.start] as number, written: knownAfter(before, exact.found, book) }
  } else if (!chunk.separated || chunk.headed) {
    const lane = longestEnding(book, chunk, (folded) => book.lanes.get(folded))
    if (lane !== null && saysNoPlace(attachedBefore(chunk, lane.start), book.places)) {
      return {
        start: chunk.positions[lane.start] as number,
        written: { kind: 'part', text: canonicalArea(chunk.text.slice(lane.start)), areas: lane.found, lane: true },
      }
    }
    const road = longestEnding(book, chunk, (folded) => book.roads.get(folded))
    if (road !== null && saysNoPlace(attachedBefore(chunk, road.start), book.places)) {
      return {
        start: chunk.positions[road.start] as number,
        written: { kind: 'part', text: canonicalArea(chunk.text.slice(road.start)), areas: road.found, lane: false },
      }
    }
  }
  return chunk.separated ? (numberedArea(chunk, book) ?? none) : unknownArea(chunk, book, position)
}

/** `7社：14号` where the ledger has other 社: what stands before the separator is an area by its number. */
function numberedArea(chunk: Chunk, book: AreaBook): AreaBefore | null {
  if (book.laneWords.size === 0 || !LANE_WORD_END.test(chunk.text)) return null
  const last = chunk.text.slice(chunk.gapAt)
  const plain = withoutPlaces(last.toUpperCase(), book.places)
  const lane = laneOf(foldedOf(book, plain))
  if (lane === null || !book.laneWords.has(lane.word) || COUNTED.test(last)) return null
  const start = chunk.positions[chunk.text.length - Math.min(plain.length, last.length)] as number
  return { start, written: { kind: 'unknown', text: canonicalArea(plain) } }
}

function unknownArea(chunk: Chunk, book: AreaBook, position: number): AreaBefore {
  let from = chunk.gapAt
  if (/^\d*(?:[横直支条]?(?:巷|弄|胡同)|小?组|队|社|排|期)$/.test(foldArea(chunk.text.slice(from))) && from > 0) {
    const before = attachedBefore(chunk, from) || lastWord(chunk, from)
    if (before !== '' && /[路街道村区里]$/.test(before)) from -= before.length
  }
  const last = chunk.text.slice(from)
  if (COUNTED.test(last) || isSpokenOf(last)) return { start: position, written: { kind: 'none' } }
  const plain = withoutPlaces(last.toUpperCase(), book.places)
  if (plain === '' || /\d$/.test(plain) || isFormOfAddress(plain)) {
    const inside = plain === '' ? longerThanArea(last, book) : null
    if (inside !== null) return { start: chunk.positions[from] as number, written: { kind: 'unknown', text: inside } }
    const community =
      plain === '' &&
      !gapBeforeNumber(chunk, position) &&
      book.places.bases.some((base) => last.toUpperCase().includes(base))
    return { start: position, written: { kind: 'none' }, community }
  }
  const start = chunk.positions[from + last.length - Math.min(plain.length, last.length)] as number
  const counted = COUNTED.exec(plain.replace(/[^\d一-龥]/g, ''))
  if (counted !== null) return { start: position, written: { kind: 'none' } }
  if (gapBeforeNumber(chunk, position)) {
    if (!endsLikePlace(plain) || isLatinName(last)) return { start: position, written: { kind: 'none' } }
    if (/^[A-Z]+$/.test(plain)) return { start, written: { kind: 'person', text: plain } }
  }
  if (looksLikePerson(plain) && LANE_END.exec(foldArea(plain)) === null)
    return { start, written: { kind: 'person', text: plain } }
  return { start, written: { kind: 'unknown', text: canonicalArea(plain) } }
}

/** `胜利街道` where 胜利街 is known is hardly the office of that name; null when no area is in it. */
function longerThanArea(words: string, book: AreaBook): string | null {
  const folded = foldedOf(book, words)
  if (folded.length < 3 || book.places.bases.some((base) => folded.includes(base))) return null
  for (const name of book.known.keys()) if (name.length >= 2 && folded.startsWith(name)) return canonicalArea(words)
  return null
}

/** A word that stands apart from the number is an area only when it sounds like one: `西山 32号`, not `再报一户 32号`. */
function gapBeforeNumber(chunk: Chunk, position: number): boolean {
  return (chunk.positions[chunk.positions.length - 1] as number) < position - 1
}

function lastWord(chunk: Chunk, end: number): string {
  let from = end - 1
  while (from > 0 && (chunk.positions[from] as number) - (chunk.positions[from - 1] as number) === 1) from -= 1
  return chunk.text.slice(Math.max(0, from), end)
}
