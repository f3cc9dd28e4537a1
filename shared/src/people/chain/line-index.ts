import { isDateTitle, isHeader, lineIndex, nicknameLine } from './line-kinds.ts'
import type { Line, LineIndex } from './line-kinds.ts'
import type { LineFacts } from './line-facts.ts'

/** What the lines above tell about indexes. */
export type IndexState = {
  /** The last index that was taken. */
  readonly last: number
  /** How many in a row were taken although their form alone does not show them (`5 中区32号`). */
  readonly unsureRun: number
  readonly entries: number
}

/** Last line of a quoted message (`「…」`), or null. A whole chain inside quotes is read as a chain. */
export function quoteEnd(lines: readonly Line[], at: number): number | null {
  const text = (lines[at] as Line).text.trim()
  if (text.startsWith('>')) return lineIndex(text)?.sure === true ? null : at
  if (!text.startsWith('「')) return null
  for (let k = at; k < Math.min(lines.length, at + 40); k += 1) {
    const line = (lines[k] as Line).text
    if (k > at && (lineIndex(line)?.sure === true || isHeader(line))) return null
    if (line.includes('」')) return /」[ \t]*$/.test(line) ? k : null
  }
  return null
}

/** The index in front of the line at `at`, when its form or the lines around say that it is one. */
export function indexAt(
  lines: readonly Line[],
  at: number,
  state: IndexState,
  context: { facts: (text: string) => LineFacts; isPlaceHeading: (words: string) => boolean },
): LineIndex | null {
  const line = lines[at] as Line
  const index = lineIndex(line.text)
  if (index === null) return null
  if (state.entries === 0 && isDateTitle(line.text) && context.facts(line.text).phones === 0) return null
  if (nicknameLine(line.text) !== null && context.facts(line.text).door === false) return null
  if (index.chinese && context.isPlaceHeading(line.text.slice(index.length).replace(/[:\s]+$/, ''))) return null
  if (index.sure) return index
  const rest = line.text.slice(index.length)
  const facts = context.facts(rest)
  const followed = nextIndexValue(lines, at) === index.value + 1
  const follows = index.value === state.last + 1
  const inOrder = (follows && (state.last > 0 || followed)) || followed
  const namesArea = facts.doors[0]?.start === 0 && facts.doors[0].area.kind !== 'none'
  if (/^\d/.test(rest) && !inOrder && !namesArea) return null
  const glued = !/[ \t]$/.test(line.text.slice(0, index.length))
  if (glued && belongsToArea(context.facts(line.text), index)) return null
  if (glued)
    return facts.door &&
      facts.doors[0]?.start === 0 &&
      facts.doors[0].area.kind !== 'none' &&
      (inOrder || facts.doors[0].area.kind === 'known')
      ? index
      : null
  if (facts.door && !/^[ \t]*[之附号-]/.test(rest))
    return facts.doors[0]?.area.kind !== 'none' || inOrder || facts.doors[0].start > 0 ? index : null
  if (follows && followed && state.unsureRun >= 2) return index
  return inOrder && (/^[\u4e00-\u9fff]/.test(rest) || facts.bare >= 2) ? index : null
}

/** `3道街5号`: the number is the beginning of an area that the ledger knows. */
function belongsToArea({ doors: [door] }: LineFacts, index: LineIndex): boolean {
  return door !== undefined && door.start < index.length && (door.area.kind === 'known' || door.area.kind === 'part')
}

/** The number in front of one of the next lines, or null. */
export function nextIndexValue(lines: readonly Line[], at: number): number | null {
  for (let k = at + 1; k < Math.min(lines.length, at + 4); k += 1) {
    const index = lineIndex((lines[k] as Line).text)
    if (index !== null) return index.value
  }
  return null
}

/** Whether the next line that is not blank has an index. */
export function indexFollows(lines: readonly Line[], at: number): boolean {
  for (let k = at + 1; k < lines.length; k += 1) {
    const text = (lines[k] as Line).text
    if (text.trim() !== '') return lineIndex(text) !== null
  }
  return false
}

/** `【6巷】1. 1号 3人` is a heading and an entry. */
export function headingApart(line: Line, isPlaceHeading: (words: string) => boolean): Line[] {
  const match = /^[ \t]*\[[ ]*([^\]]{1,16})\][ \t]*(?=\S)/.exec(line.text)
  if (match === null || lineIndex(line.text.slice(match[0].length))?.sure !== true) return [line]
  if (!isPlaceHeading((match[1] as string).trim())) return [line]
  const cut = line.start + match[0].length
  return [
    { ...line, end: cut, next: cut, text: match[0] },
    { ...line, start: cut, text: line.text.slice(match[0].length) },
  ]
}
