import { foldArea, foldDoorText } from '../door.ts'
import { readNumberAt } from '../door-grammar.ts'
import type { NumberReading } from '../number-reading.ts'
import { isInGrid } from '../ledger-index.ts'
import { laneOf } from '../lane.ts'
import { placeNamesOf, withoutPlaces } from '../area-words.ts'
import { areaBookOf } from '../area-book.ts'
import type { AreaBook } from '../area-book.ts'
import { areaNamedIn, unknownAreaNamed } from '../named-area.ts'
import type { WrittenArea } from '../written-area.ts'
import type { FieldContext } from './fields.ts'
import type { HeadingPlace } from './resolve-door.ts'
import { headingText } from './line-kinds.ts'
import type { ChainContext } from './types.ts'

/** What is known of a place before any line is read. */
export type Prepared = {
  readonly book: AreaBook
  /** What is known for an entry under no heading. */
  readonly fields: FieldContext
}

/** Prepares the parser's knowledge of a community; once for a whole text. */
export function prepare(context: ChainContext): Prepared {
  const places = placeNamesOf(context.placeNames.map((name) => foldDoorText(name)))
  const book = areaBookOf(context.ledger, places)
  const areas = [...(context.ledger?.areas.values() ?? [])]
  const own = areas.filter((area) => [...area.grids].some((grid) => isInGrid(grid, context.grid)))
  return {
    book,
    fields: {
      ledger: context.ledger,
      grid: context.grid,
      book,
      heading: null,
      ownAreas: own,
      areaCode: context.areaCode?.replace(/\D/g, ''),
    },
  }
}

const FILLER = /片区|片|住户|居民|的|接龙|登记|名单|部分|如下|这边|核酸|统计|[\s:、.。=~*-]+/g

/** What the words of a heading say about the place; null when they name none. Two areas at once leave the area open. */
export function placeOf(words: string, prepared: Prepared, weak: boolean): HeadingPlace | null {
  const { book, fields } = prepared
  const inGrid = (area: { grids: ReadonlySet<string> }): boolean =>
    [...area.grids].some((grid) => isInGrid(grid, fields.grid))
  const named =
    areaNamedIn(words, book, inGrid) ?? (fields.grid === undefined ? null : areaNamedIn(words, book, () => true))
  const area = (weak ? null : unknownAreaNamed(onlyName(words, book), named, book)) ?? named
  const building = buildingNamedIn(words)
  if (area === null && building === null) return null
  const none: WrittenArea = { kind: 'none' }
  return {
    area: area ?? none,
    weak,
    ...(building?.building === undefined ? {} : { building: building.building }),
    ...(building?.unit === undefined ? {} : { unit: building.unit }),
  }
}

/** The place that counts below a heading: its own; the one before when it names none; no place when it names several. */
export function headingAfter(before: HeadingPlace | null, named: HeadingPlace | null): HeadingPlace | null {
  if (named === null) return before
  return named.area.kind === 'none' && named.building === undefined ? null : named
}

/** The one building that the words name; null when they name none, several or a range. */
function buildingNamedIn(words: string): NumberReading | null {
  const found: NumberReading[] = []
  for (let at = 0; at < words.length; at += 1) {
    if (at > 0 && /[A-Za-z\d]/.test(words[at - 1] as string)) continue
    const extent = readNumberAt(words, at)[0]
    const reading = extent?.readings[0]
    if (extent === undefined || reading === undefined) continue
    if (reading.building !== undefined && reading.room === undefined) {
      if (/[-~至到、,和及/]/.test(words[at - 1] ?? '') || /[-~至到、,和及/]/.test(words[extent.end] ?? '')) return null
      found.push(reading)
    }
    at = extent.end - 1
  }
  return found.length === 1 ? (found[0] as NumberReading) : null
}

/** The words of a heading without brackets, the community's own names and what else says nothing about the place. */
function onlyName(words: string, book: AreaBook): string {
  const text = headingText(words) ?? words
  return withoutPlaces(text.replace(/\([^)]*\)\s*$/, '').replace(FILLER, ''), book.places)
}

/** Whether a line is nothing but the name of a place: an area, a lane, a building. `marked`: it ends with a colon. */
export function isOnlyPlace(words: string, marked: boolean, prepared: Prepared): boolean {
  const plain = onlyName(words, prepared.book)
  if (plain === '' || plain.length > 16) return false
  const place = placeOf(plain, prepared, false)
  if (place === null) return false
  const rest = foldArea(plain.replace(/[\dA-Za-z一二三四五六七八九十]+(?:号楼|栋|幢|座|#楼?|单元|梯|门)/g, ''))
  if (place.area.kind === 'none') return rest === '' && place.building !== undefined
  if (place.area.kind === 'unknown') return marked || laneOf(foldArea(plain)) !== null
  return place.area.kind === 'known'
    ? rest === place.area.area.fold
    : place.area.kind === 'part' && rest === foldArea(place.area.text)
}
