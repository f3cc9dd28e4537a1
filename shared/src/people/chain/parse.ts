import { normalText } from '../normal-text.ts'
import type { NormalText } from '../normal-text.ts'
import { entryExtent, pieceOfLine, readPieces, writtenEnd } from './chain-pieces.ts'
import { readFields } from './fields.ts'
import type { FieldContext } from './fields.ts'
import { prepare } from './heading-place.ts'
import type { Piece } from './piece-list.ts'
import { rowText } from './table.ts'
import type { Columns } from './table.ts'
import type { ChainContext, ChainEntry, FieldSpan, ParsedChain } from './types.ts'

function readEntry(piece: Piece, source: string, folded: NormalText, context: FieldContext): ChainEntry {
  const origin = folded.origin
  const { start, end, stop } = entryExtent(piece, folded)
  const body = folded.text.slice(piece.body, stop).replace(/\n/g, ' ')
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
  return yield* readPieces(folded, prepared, { text: folded.text }, (piece, fields) =>
    readEntry(piece, text, folded, fields),
  )
}

/**
 * Reads one line of free text (a resident's report, a corrected line). An index in front is allowed.
 * Never throws; an empty text gives an entry without any field.
 */
export function parseEntry(text: string, context: ChainContext): ChainEntry {
  const folded = normalText(text)
  return readEntry(pieceOfLine(folded.text), text, folded, prepare(context).fields)
}
