import { entryExtent, pieceOfLine, readPieces, writtenEnd } from '../../people/chain/chain-pieces.ts'
import type { FieldContext } from '../../people/chain/fields.ts'
import { prepare } from '../../people/chain/heading-place.ts'
import { lineIndex, linesOf } from '../../people/chain/line-kinds.ts'
import type { Line } from '../../people/chain/line-kinds.ts'
import { MASK, maskRanges } from '../../people/chain/masked-text.ts'
import type { Piece } from '../../people/chain/piece-list.ts'
import { normalText } from '../../people/normal-text.ts'
import type { NormalText } from '../../people/normal-text.ts'
import { itemBookOf } from './item-book.ts'
import { findItems } from './read-items.ts'
import type { FoundItems } from './read-items.ts'
import { goodsRanges, itemContextOf, readOrder } from './read-order.ts'
import type { OrderFieldContext } from './read-order.ts'
import { foldName } from './stall.ts'
import type { Stall } from './stall.ts'
import type { OrderContext, OrderEntry, OrderSpan, ParsedOrders } from './types.ts'

type StallKnowledge = Pick<OrderFieldContext, 'items' | 'byPiece' | 'named'>

function knowledgeOf(stall: Stall): StallKnowledge {
  const names = stall
    .flatMap(({ item, aliases }) => [item, ...aliases].map(foldName))
    .filter((name) => /^[\u4e00-\u9fff]{2,}$/.test(name))
  return {
    items: itemBookOf(stall),
    byPiece: stall.some(({ unit }) => unit === '块'),
    named: names.length === 0 ? null : new RegExp(names.join('|')),
  }
}

/** A list of prices, whatever index stands in front of its lines: `1、白菜 2.5元/斤`. */
function isPriceList(found: FoundItems): boolean {
  if (found.prices.length === 0 || found.named.length === 0) return false
  if (found.masked.includes(MASK.phone) || found.masked.includes(MASK.door)) return false
  return found.named.every(({ quantity }) => quantity === null) || found.prices.length >= found.named.length
}

/** `7、8、9号楼团菜`: a title that begins like an index. */
const SEVERAL_PLACES = /^[ \t]*\d{1,3}(?:[ ]?[、,/和-][ ]?\d{1,3})+[ ]?(?:号楼|号院|栋|幢|组|单元|#)/

/** No message has longer lines; nobody orders behind that. */
const LONGEST_LINE = 20_000

/** Masks what is ordered, line by line, so that its numbers are taken for no index; finds the lines that only announce something. */
function* maskGoods(text: string, context: OrderFieldContext): Generator<void, { text: string; notices: Set<number> }> {
  const items = itemContextOf(context)
  const notices = new Set<number>()
  let masked = ''
  for (const line of linesOf(text)) {
    const index = lineIndex(line.text)
    const body = index !== null && (index.sure || /[ \t]$/.test(line.text.slice(0, index.length))) ? index.length : 0
    const found = findItems(line.text.slice(body, LONGEST_LINE), items)
    const nothing = found.named.length === 0 && found.orphans.length === 0 && !found.masked.includes(MASK.phone)
    if (isPriceList(found) || (nothing && SEVERAL_PLACES.test(line.text))) notices.add(line.start)
    masked += line.text.slice(0, body) + maskRanges(line.text.slice(body), goodsRanges(found), MASK.item)
    masked += text.slice(line.end, line.next)
    yield
  }
  return { text: masked, notices }
}

function readEntry(piece: Piece, source: string, folded: NormalText, context: OrderFieldContext): OrderEntry {
  const origin = folded.origin
  const { start, end, stop } = entryExtent(piece, folded)
  const { fields, spans } = readOrder(folded.text.slice(piece.body, stop), piece.nickname, context)
  const written = spans.map((span): OrderSpan => ({
    start: (origin[piece.body + span.start] as number) - start,
    end: writtenEnd(piece.body + span.end, origin) - start,
    field: span.field,
  }))
  return { line: piece.line, index: piece.index, raw: source.slice(start, end), start, end, spans: written, ...fields }
}

/**
 * Parses a whole pasted chain of orders. The segments cover the text from its first to its last character; entries come
 * in text order. Never throws; linear in the length of the text.
 */
export function parseOrders(text: string, context: OrderContext): ParsedOrders {
  const steps = parseOrdersInSteps(text, context)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** The same as `parseOrders`, giving way after every line, so that a server can do other things in between. */
export function* parseOrdersInSteps(text: string, context: OrderContext): Generator<void, ParsedOrders> {
  const prepared = prepare(context)
  const stall = knowledgeOf(context.stall)
  const folded = normalText(text)
  const goods = yield* maskGoods(folded.text, { ...prepared.fields, ...stall })
  const isNotice = (line: Line): boolean => goods.notices.has(line.start)
  return yield* readPieces(
    folded,
    prepared,
    { text: goods.text, asks: 'items', isNotice },
    (piece, fields: FieldContext) => readEntry(piece, text, folded, { ...fields, ...stall }),
  )
}

/** Reads one order as free text, such as a corrected line. An index in front is allowed. Never throws. */
export function parseOrder(text: string, context: OrderContext): OrderEntry {
  const folded = normalText(text)
  const fields = { ...prepare(context).fields, ...knowledgeOf(context.stall) }
  return readEntry(pieceOfLine(folded.text), text, folded, fields)
}
