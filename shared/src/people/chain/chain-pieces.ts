import type { NormalText } from '../normal-text.ts'
import { isInLedger } from './choose-door.ts'
import type { FieldContext } from './fields.ts'
import { headingAfter, isOnlyPlace, placeOf } from './heading-place.ts'
import type { Prepared } from './heading-place.ts'
import type { LineContext } from './line-facts.ts'
import { lineIndex } from './line-kinds.ts'
import type { Piece } from './piece-list.ts'
import type { HeadingPlace } from './resolve-door.ts'
import { ChainSplitter } from './split.ts'
import type { Segment } from './types.ts'

/** No household writes more; what comes after is kept in `raw` but not read. */
const LONGEST_ENTRY = 2000

/** `#接龙 大街各巷 例：大街1巷1号 3人`: the example's place is not the title's. */
const EXAMPLE_IN_TITLE = /(?:举例|示例|例如|比如|格式|例)[ ]?[:如].*$/

/** Where an entry stands in the source, and where what is read of it stands in the folded text. */
export type EntryExtent = { readonly start: number; readonly end: number; readonly body: number; readonly stop: number }

/** The extent of a piece that is an entry: line ends behind it are none of its text. */
export function entryExtent(piece: Piece, folded: NormalText): EntryExtent {
  let last = piece.end
  while (last > piece.start && folded.text[last - 1] === '\n') last -= 1
  const start = folded.origin[piece.start] as number
  return {
    start,
    end: Math.max(start, folded.origin[last] as number),
    body: piece.body,
    stop: Math.max(piece.body, Math.min(last, piece.body + LONGEST_ENTRY)),
  }
}

/** Where the written character ends that the folded ones before `last` stand for: ③ is read as `(3)`, and taken whole. */
export function writtenEnd(last: number, origin: NormalText['origin']): number {
  while (last < origin.length - 1 && origin[last] === origin[last - 1]) last += 1
  return origin[last] as number
}

/** How a chain is split: `text` is the folded text, or one of the same length in which what a line asks for is masked. */
export type Splitting = { readonly text: string } & Pick<LineContext, 'asks' | 'isNotice'>

/**
 * Splits a folded text and has every entry read by `read`, with the place that the headings above it name. The segments
 * cover the source from its first to its last character. Gives way after every line.
 */
export function* readPieces<T>(
  folded: NormalText,
  prepared: Prepared,
  splitting: Splitting,
  read: (piece: Piece, fields: FieldContext) => T,
): Generator<void, { segments: Segment[]; entries: T[] }> {
  const { fields: known, book } = prepared
  const splitter = new ChainSplitter(splitting.text, {
    book,
    areaCode: known.areaCode,
    asks: splitting.asks,
    isNotice: splitting.isNotice,
    isPlaceHeading: (words, marked) => isOnlyPlace(words, marked === true, prepared),
    isKnownDoor: (mention) => {
      const lettered = mention.extents[0]?.readings.some(
        (reading) => /^[A-Z]$/.test(reading.building ?? '') && /^\d{3,4}/.test(reading.room ?? ''),
      )
      return (known.ledger?.hasLetters === true && lettered === true) || isInLedger(mention, [], known)
    },
  })
  const pieces = yield* splitter.split()
  const length = folded.origin[folded.text.length] as number
  const entries: T[] = []
  const segments: Segment[] = []
  let title: HeadingPlace | null = null
  let fields = known
  let cursor = 0
  for (const [k, piece] of pieces.entries()) {
    yield
    if (piece.kind === 'header') {
      title = headingAfter(title, placeOf(piece.words.replace(EXAMPLE_IN_TITLE, ''), prepared, true))
      fields = { ...fields, heading: title }
    }
    if (piece.kind === 'heading')
      fields = { ...fields, heading: headingAfter(title, placeOf(piece.words, prepared, false)) }
    const end = k === pieces.length - 1 ? length : (folded.origin[piece.end] as number)
    if (piece.kind === 'entry') {
      segments.push({ kind: 'entry', start: cursor, end, entry: entries.length })
      entries.push(read(piece, fields))
    } else if (end > cursor) segments.push({ kind: piece.kind, start: cursor, end })
    cursor = end
  }
  return { segments, entries }
}

/** One line of free text as a piece: an index in front is taken off. */
export function pieceOfLine(text: string): Piece {
  const index = lineIndex(text)
  const taken = index !== null && index.sure && text.slice(index.length).trim() !== '' ? index : null
  return {
    kind: 'entry',
    start: 0,
    end: text.length,
    line: 1,
    index: taken?.value ?? null,
    body: taken?.length ?? 0,
    nickname: null,
    words: '',
  }
}
