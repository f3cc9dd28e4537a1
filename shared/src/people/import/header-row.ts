import { headingFit } from './column-name.ts'
import type { ImportKind } from './contract.ts'
import { isDoorLike } from './value-fit.ts'

interface Row {
  row: number
  cells: readonly string[]
}

interface Merge {
  left: number
  top: number
  right: number
  bottom: number
}

export interface FoundHeader {
  /** Index of the first row of data in the rows that were given. */
  next: number
  /** Row number of the last header line in the file, 0 when there is none. */
  row: number
  /** Heading lines by column; an empty list for a column without one. */
  lines: string[][]
}

/** Titles, notes and logos above a header take fewer rows than this. */
const SEARCHED = 60

/** Words that stand for nothing in a heading: a column of data looks different. */
function looksLikeData(cell: string): boolean {
  const text = cell.normalize('NFKC').trim()
  return (
    /\d{4,}/.test(text) || /^-?[\d.,]+$/.test(text) || /\d(人|层)/.test(text) || isDoorLike(text) || text.length > 30
  )
}

function headingScore(cells: readonly string[], kind: ImportKind): { matches: number; score: number } {
  let matches = 0
  let score = 0
  for (const cell of cells) {
    if (cell.trim() === '') continue
    const fit = cell.length > 60 ? 0 : headingFit([cell], kind)
    if (fit > 0) matches += 1
    score += fit > 0 ? fit : looksLikeData(cell) ? -0.8 : 0
  }
  return { matches, score }
}

/**
 * Finds the header by its words, since titles and units stand above it and nobody counts them. A header of two lines
 * is joined. Null when no row reads like a header; `withoutHeader` then takes the columns as they are.
 */
export function findHeader(rows: readonly Row[], merges: readonly Merge[], kind: ImportKind): FoundHeader | null {
  let best = -1
  let bestScore = 1.4
  for (let index = 0; index < Math.min(rows.length, SEARCHED); index += 1) {
    const { matches, score } = headingScore(rows[index]?.cells ?? [], kind)
    if (matches >= 2 && score > bestScore) [best, bestScore] = [index, score]
  }
  if (best < 0) return null
  let first = best
  let last = best
  if (isSecondLine(rows[best + 1], rows[best], kind)) last = best + 1
  else if (best > 0 && isFirstLine(rows[best - 1], rows[best], kind)) first = best - 1
  const header = rows[last]
  return { next: last + 1, row: header?.row ?? 0, lines: headingLines(rows.slice(first, last + 1), merges) }
}

/** Columns without names, for a list that begins with its first row of data. */
export function withoutHeader(rows: readonly Row[]): FoundHeader {
  let width = 0
  for (const { cells } of rows) width = Math.max(width, cells.length)
  return { next: 0, row: 0, lines: Array.from({ length: width }, () => []) }
}

function isAdjacent(upper: Row, lower: Row): boolean {
  return lower.row === upper.row + 1
}

const isWordsOnly = (cells: readonly string[]): boolean =>
  cells.every((cell) => cell.length <= 30 && !looksLikeData(cell))

/** A second line names parts of what stands above it and has no data. */
function isSecondLine(lower: Row | undefined, upper: Row | undefined, kind: ImportKind): boolean {
  if (lower === undefined || upper === undefined || !isAdjacent(upper, lower) || !isWordsOnly(lower.cells)) return false
  return lower.cells.some((cell, column) => {
    if (cell.trim() === '') return false
    const above = upperName(upper.cells, column)
    // The same words again are a repeated header, and words under a complete heading would be data such as 砖混.
    if (above === cell) return false
    return headingFit([cell], kind) > 0 || (above !== '' && headingFit([cell + above], kind) >= 0.9)
  })
}

function isFirstLine(upper: Row | undefined, lower: Row | undefined, kind: ImportKind): boolean {
  if (lower === undefined || upper === undefined || !isAdjacent(upper, lower) || !isWordsOnly(upper.cells)) return false
  return upper.cells.filter((cell) => cell.trim() !== '' && headingFit([cell], kind) > 0).length >= 2
}

/** The heading over a column: its own, or that of a group which began further left. */
function upperName(cells: readonly string[], column: number): string {
  for (let at = column; at >= 0; at -= 1) {
    const cell = cells[at]?.trim() ?? ''
    if (cell !== '') return cell
  }
  return ''
}

function headingLines(header: readonly Row[], allMerges: readonly Merge[]): string[][] {
  const merges = allMerges.filter((merge) => header.some((row) => row.row === merge.top))
  const width = Math.max(...header.map((row) => row.cells.length))
  const lower = header.length > 1 ? header.at(-1) : undefined
  return Array.from({ length: width }, (_, column) => {
    const lines: string[] = []
    for (const row of header) {
      let cell = row.cells[column]?.trim() ?? ''
      if (cell === '' && row !== header.at(-1)) {
        const merge = merges.find((one) => one.top === row.row && one.left < column && one.right >= column)
        if (merge !== undefined) cell = row.cells[merge.left]?.trim() ?? ''
        // Text files have no merged cells: a group's name stands over its first column only.
        else if (allMerges.length === 0 && (lower?.cells[column]?.trim() ?? '') !== '')
          cell = upperName(row.cells, column)
      }
      if (cell !== '') lines.push(cell)
    }
    return lines
  })
}
