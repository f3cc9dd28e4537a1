import type { Piece } from './marked.tsx'

/** A line of a group's chain as the server shows it, phone digits masked in place. */
interface WrittenLine {
  /** 1-based line of the pasted text. */
  line: number | null
  /** The number before it. */
  index: number | null
  text: string
  spans: readonly { start: number; end: number; field: string }[]
  /** Other words that are read instead. */
  fix: string | null
}

/** What stands for a hidden digit in a line that came back from the server. */
const HIDDEN = /[·•*＊]/

/** How far into its first line an entry may begin: an index, a nickname. */
const INDENT = 80

function agrees(written: string, masked: string): boolean {
  for (let position = 0; position < masked.length; position += 1) {
    const shown = masked.charAt(position)
    if (shown !== written.charAt(position) && !HIDDEN.test(shown)) return false
  }
  return written.length === masked.length
}

/** Where the 1-based line begins. */
function lineStart(text: string, line: number): number {
  let start = 0
  for (let passed = 1; passed < line; passed += 1) {
    const end = text.indexOf('\n', start)
    if (end < 0) return -1
    start = end + 1
  }
  return start
}

/** The number before an entry. */
const INDEX = /^\s*[(（]?\d+\s*[.、．,，:：)）]?\s*/

/**
 * The words of a line as they were pasted here, phone digits included; null when this phone does not have them
 * (the chain was pasted on another one). Lines come back masked, so a correction must begin from our own copy.
 */
export function writtenText(pasted: string, line: Pick<WrittenLine, 'line' | 'text' | 'fix'>): string | null {
  if (line.fix !== null && line.fix !== '') return line.fix
  if (line.line === null) return null
  const start = lineStart(pasted, line.line)
  if (start < 0) return null
  for (let from = start; from <= start + INDENT; from += 1) {
    const written = pasted.slice(from, from + line.text.length)
    if (written.length < line.text.length) return null
    if (agrees(written, line.text)) return written
  }
  return null
}

/** What a correction begins with: the words without the number before them. */
export const withoutIndex = (written: string, index: number | null): string =>
  index === null ? written.trim() : written.replace(INDEX, '').trim()

/** A line with its door replaced by one that exists; the first thing written when it had none. */
export function withDoor(written: string, line: Pick<WrittenLine, 'spans' | 'index' | 'fix'>, door: string): string {
  const span = line.spans.find(({ field }) => field === 'door')
  if (span === undefined || (line.fix !== null && line.fix !== ''))
    return `${door} ${withoutIndex(written, line.index)}`
  const before = withoutIndex(written.slice(0, span.start), line.index)
  return [before, door, written.slice(span.end).trim()].filter((part) => part !== '').join(' ')
}

/** The text cut into what was understood and what was not. */
export function piecesOf({ text, spans }: Pick<WrittenLine, 'text' | 'spans'>): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const span of [...spans].sort((one, other) => one.start - other.start)) {
    if (span.start < at) continue
    if (span.start > at) pieces.push({ text: text.slice(at, span.start), read: false })
    pieces.push({ text: text.slice(span.start, span.end), read: true })
    at = span.end
  }
  if (at < text.length) pieces.push({ text: text.slice(at), read: false })
  return pieces
}
