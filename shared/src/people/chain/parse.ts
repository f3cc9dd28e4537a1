import { foldArea, foldDoorText } from '../door.ts'
import { readNumberAt } from '../door-grammar.ts'
import type { NumberReading } from '../number-reading.ts'
import { isInGrid } from '../ledger-index.ts'
import { laneOf } from '../lane.ts'
import { normalText } from '../normal-text.ts'
import type { NormalText } from '../normal-text.ts'
import { placeNamesOf, withoutPlaces } from '../area-words.ts'
import { areaBookOf } from '../area-book.ts'
import type { AreaBook } from '../area-book.ts'
import { areaNamedIn, unknownAreaNamed } from '../named-area.ts'
import type { WrittenArea } from '../written-area.ts'
import { isInLedger } from './choose-door.ts'
import { readFields } from './fields.ts'
import type { FieldContext } from './fields.ts'
import type { HeadingPlace } from './resolve-door.ts'
import { ChainSplitter } from './split.ts'
import type { Piece } from './piece-list.ts'
import { headingText, lineIndex } from './line-kinds.ts'
import { rowText } from './table.ts'
import type { Columns } from './table.ts'
import type { ChainContext, ChainEntry, FieldSpan, ParsedChain, Segment } from './types.ts'

type Prepared = {
  readonly book: AreaBook
  /** What is known for an entry under no heading. */
  readonly fields: FieldContext
}

function prepare(context: ChainContext): Prepared {
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

/** No household writes more; what comes after is kept in `raw` but not read. */
const LONGEST_ENTRY = 2000
const FILLER = /片区|片|住户|居民|的|接龙|登记|名单|部分|如下|这边|核酸|统计|[\s:、.。=~*-]+/g

/** `#接龙 大街各巷 例：大街1巷1号 3人`: the example's place is not the title's. */
const EXAMPLE_IN_TITLE = /(?:举例|示例|例如|比如|格式|例)[ ]?[:如].*$/

/** What the words of a heading say about the place; null when they name none. Two areas at once leave the area open. */
function placeOf(words: string, prepared: Prepared, weak: boolean): HeadingPlace | null {
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
function headingAfter(before: HeadingPlace | null, named: HeadingPlace | null): HeadingPlace | null {
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
function isOnlyPlace(words: string, marked: boolean, prepared: Prepared): boolean {
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

/** Where the written character ends that the folded ones before `last` stand for: ③ is read as `(3)`, and taken whole. */
function writtenEnd(last: number, origin: NormalText['origin']): number {
  while (last < origin.length - 1 && origin[last] === origin[last - 1]) last += 1
  return origin[last] as number
}

function readEntry(piece: Piece, source: string, folded: NormalText, context: FieldContext): ChainEntry {
  const origin = folded.origin
  let foldedEnd = piece.end
  while (foldedEnd > piece.start && folded.text[foldedEnd - 1] === '\n') foldedEnd -= 1
  const start = origin[piece.start] as number
  const end = Math.max(start, origin[foldedEnd] as number)
  const body = folded.text.slice(piece.body, Math.min(foldedEnd, piece.body + LONGEST_ENTRY)).replace(/\n/g, ' ')
  const row = piece.columns === undefined ? null : rowText(body, withoutIndex(piece))
  const { fields, spans } = readFields(row?.text ?? body, piece.nickname, context)
  const back = (at: number): number =>
    row === null ? at : (row.positions[Math.min(at, row.positions.length - 1)] as number)
  const writtenSpans = spans.map((span): FieldSpan => {
    const last = row === null ? span.end : back(span.end - 1) + 1
    return {
      start: (origin[piece.body + back(span.start)] as number) - start,
      end: writtenEnd(piece.body + last, origin) - start,
      field: span.field,
    }
  })
  // Field by field: spreading an object of this size costs as much as reading a short line.
  return {
    line: piece.line,
    index: piece.index,
    raw: source.slice(start, end),
    start,
    end,
    spans: writtenSpans,
    door: fields.door,
    doorCandidates: fields.doorCandidates,
    headcount: fields.headcount,
    adults: fields.adults,
    children: fields.children,
    phones: fields.phones,
    invalidPhones: fields.invalidPhones,
    intent: fields.intent,
    isCorrection: fields.isCorrection,
    remark: fields.remark,
    confidence: fields.confidence,
    reasons: fields.reasons,
  }
}

/** The columns of a row whose index cell has been taken off. */
function withoutIndex(piece: Piece): Columns {
  const columns = piece.columns as Columns
  return piece.index === null ? columns : { ...columns, roles: columns.roles.slice(1) }
}

/**
 * Parses a whole pasted chain. The segments cover the text from its first to its last character; entries come in text
 * order. Never throws; linear in the length of the text. Source of the rules: the chain format description of the project.
 */
export function parseChain(text: string, context: ChainContext): ParsedChain {
  const steps = parseChainInSteps(text, context)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** The same as `parseChain`, giving way after every line, so that a server can do other things in between. */
export function* parseChainInSteps(text: string, context: ChainContext): Generator<void, ParsedChain> {
  const prepared = prepare(context)
  const folded = normalText(text)
  const splitter = new ChainSplitter(folded.text, {
    book: prepared.book,
    areaCode: prepared.fields.areaCode,
    isPlaceHeading: (words, marked) => isOnlyPlace(words, marked === true, prepared),
    isKnownDoor: (mention) => {
      const lettered = mention.extents[0]?.readings.some(
        (reading) => /^[A-Z]$/.test(reading.building ?? '') && /^\d{3,4}/.test(reading.room ?? ''),
      )
      return (context.ledger?.hasLetters === true && lettered === true) || isInLedger(mention, [], prepared.fields)
    },
  })
  const pieces = yield* splitter.split()
  const entries: ChainEntry[] = []
  const segments: Segment[] = []
  let title: HeadingPlace | null = null
  let fields = prepared.fields
  let cursor = 0
  for (const [k, piece] of pieces.entries()) {
    yield
    if (piece.kind === 'header') {
      title = headingAfter(title, placeOf(piece.words.replace(EXAMPLE_IN_TITLE, ''), prepared, true))
      fields = { ...fields, heading: title }
    }
    if (piece.kind === 'heading')
      fields = { ...fields, heading: headingAfter(title, placeOf(piece.words, prepared, false)) }
    const end = k === pieces.length - 1 ? text.length : (folded.origin[piece.end] as number)
    if (piece.kind === 'entry') {
      segments.push({ kind: 'entry', start: cursor, end, entry: entries.length })
      entries.push(readEntry(piece, text, folded, fields))
    } else if (end > cursor) segments.push({ kind: piece.kind, start: cursor, end })
    cursor = end
  }
  return { segments, entries }
}

/**
 * Reads one line of free text (a resident's report, a corrected line). An index in front is allowed.
 * Never throws; an empty text gives an entry without any field.
 */
export function parseEntry(text: string, context: ChainContext): ChainEntry {
  const prepared = prepare(context)
  const folded = normalText(text)
  const index = lineIndex(folded.text)
  const taken = index !== null && index.sure && folded.text.slice(index.length).trim() !== '' ? index : null
  const piece: Piece = {
    kind: 'entry',
    start: 0,
    end: folded.text.length,
    line: 1,
    index: taken?.value ?? null,
    body: taken?.length ?? 0,
    nickname: null,
    words: '',
  }
  return readEntry(piece, text, folded, prepared.fields)
}
