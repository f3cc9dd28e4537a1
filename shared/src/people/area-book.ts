import type { PlaceNames } from './area-words.ts'
import { foldArea } from './door.ts'
import { laneEndings } from './lane.ts'
import type { LedgerArea, LedgerIndex } from './ledger-index.ts'

/** The areas that are known, prepared for reading text. */
export type AreaBook = {
  readonly places: PlaceNames
  readonly known: ReadonlyMap<string, LedgerArea>
  /** `8巷`, `88弄2支弄` → every area that ends so; `北路` → every area that is a lane of it. */
  readonly lanes: ReadonlyMap<string, readonly LedgerArea[]>
  readonly roads: ReadonlyMap<string, readonly LedgerArea[]>
  readonly laneWords: ReadonlySet<string>
  /** Ends of areas that have a plate in their name: `5号院`. */
  readonly yards: readonly string[]
  readonly longest: number
  readonly folds: Map<string, string>
}

export function areaBookOf(ledger: LedgerIndex | undefined, places: PlaceNames): AreaBook {
  const known = new Map<string, LedgerArea>()
  const lanes = new Map<string, LedgerArea[]>()
  const roads = new Map<string, LedgerArea[]>()
  const laneWords = new Set<string>()
  let longest = 1
  for (const area of ledger?.areas.values() ?? []) {
    if (area.fold === '') continue
    known.set(area.fold, area)
    if (area.laneWord !== null) laneWords.add(area.laneWord)
    longest = Math.max(longest, area.area.length + 2)
    if (area.lane !== null && area.road !== null && area.road !== '') {
      for (const lane of laneEndings(area.fold)) lanes.set(lane, [...(lanes.get(lane) ?? []), area])
      roads.set(area.road, [...(roads.get(area.road) ?? []), area])
    }
  }
  const yards = [...known.keys()].flatMap((name) => YARD.exec(name)?.[0] ?? [])
  return { places, known, lanes, roads, laneWords, yards: [...new Set(yards)], longest, folds: new Map() }
}

/** Where the name of an area that has a plate in it ends, when it goes on at `position`: behind `5号院`; else `position`. */
export function yardEnd(text: string, position: number, book: AreaBook): number {
  if (book.yards.length === 0) return position
  const written = YARD_WRITTEN.exec(text.slice(position, position + 12))?.[0]
  return written !== undefined && book.yards.includes(foldArea(written)) ? position + written.length : position
}

const YARD = /\d+号(?:大院|院|大杂院|门)$/
const YARD_WRITTEN = /^[\d〇零一二三四五六七八九十百]{1,5}[ ]?号(?:大院|院|大杂院|门)/

/** A text folded for comparison, remembered: the same words stand before many numbers. */
export function foldedOf(book: AreaBook, text: string): string {
  const known = book.folds.get(text)
  if (known !== undefined) return known
  const folded = foldArea(text)
  if (book.folds.size < 20_000) book.folds.set(text, folded)
  return folded
}

/** Whether a text is the name of a known area or lane and nothing else. */
export function isAreaName(text: string, book: AreaBook): boolean {
  const folded = foldedOf(book, text.trim())
  return book.known.has(folded) || book.lanes.has(folded)
}
