import { isUtf8 } from 'node:buffer'
import { ImportRefusal } from '@gezhong/shared/people/import/import-refusal'
import type { ImportLimits } from './limits.ts'
import type { RawSheet } from './raw-sheet.ts'
import { Turns } from '../../turns.ts'

const PIECE = 131_072
const DELIMITERS = [',', '\t', ';', '|', '，']

const notTable = () =>
  new ImportRefusal('not-a-table', '文件内容不是表格；请在 Excel 或 WPS 里打开，另存为 .xlsx 再上传')

/** Reads csv, also with tabs or semicolons, in UTF-8, UTF-16 with a byte order mark, or GB18030. */
export async function readDelimited(
  bytes: Uint8Array,
  name: string,
  limits: ImportLimits,
  onRows: (rows: number, share: number) => void,
): Promise<RawSheet> {
  const decoder = new TextDecoder(encodingOf(bytes))
  const turns = new Turns()
  let reader: DelimitedReader | null = null
  for (let at = 0; at < bytes.length; at += PIECE) {
    const text = decoder.decode(bytes.subarray(at, at + PIECE), { stream: true })
    requireText(text)
    reader ??= new DelimitedReader(name, delimiterOf(text), limits)
    reader.push(text)
    onRows(reader.sheet.rows.length, Math.min(1, (at + PIECE) / bytes.length))
    await turns.share()
  }
  if (reader === null) throw notTable()
  reader.push(decoder.decode())
  reader.end()
  return reader.sheet
}

export function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return isUtf8(bytes) ? 'utf-8' : 'gb18030'
}

/** Files of old times end with U+001A; the controls above U+007E are letters of other encodings. */
const isOdd = (sign: string): boolean => sign === '\ufffd' || (sign < ' ' && sign !== '\u001a' && sign !== '\u001b')

/** Random bytes decode as GB18030 too, but not without control characters and signs that no encoding has. */
function requireText(text: string): void {
  const odd = (text.match(/[^\P{Cc}\t\n\v\f\r]|\ufffd/gu) ?? []).filter(isOdd).length
  if (odd > 0 && (text.includes('\0') || odd * 200 > text.length)) throw notTable()
}

/** The delimiter that cuts most lines into the same number of cells. */
export function delimiterOf(text: string): string {
  const lines = text
    .replace(/"[^"]*"/g, '')
    .split(/\r\n|\n|\r/, 60)
    .filter((line) => line.trim() !== '')
  let best = ','
  let bestScore = 0
  for (const delimiter of DELIMITERS) {
    const counts = new Map<number, number>()
    for (const line of lines) {
      const count = line.split(delimiter).length - 1
      if (count > 0) counts.set(count, (counts.get(count) ?? 0) + 1)
    }
    let score = 0
    for (const [count, times] of counts) score = Math.max(score, times * 10 + Math.min(count, 9))
    if (score > bestScore) [best, bestScore] = [delimiter, score]
  }
  return best
}

/**
 * Takes text piece by piece. A quote opens a quoted cell only at the cell's start, elsewhere it is a character of the
 * text, as people type it. A quote that is never closed would swallow the rows behind it, so it refuses the file.
 */
class DelimitedReader {
  readonly sheet: RawSheet
  readonly #delimiter: string
  readonly #limits: ImportLimits
  #row = 1
  #cells: string[] = []
  #cell = ''
  #isQuoted = false
  /** A quote inside a quoted cell: doubled it is a quote, otherwise the quoted part is over. */
  #pendingQuote = false
  #atStart = true
  #wasReturn = false

  constructor(name: string, delimiter: string, limits: ImportLimits) {
    this.sheet = { name, rows: [], merges: [], cellCount: 0 }
    this.#delimiter = delimiter
    this.#limits = limits
  }

  push(text: string): void {
    let at = 0
    while (at < text.length) at = this.#isQuoted ? this.#inQuotes(text, at) : this.#outside(text, at)
  }

  end(): void {
    if (this.#isQuoted && !this.#pendingQuote) throw this.#unclosed()
    this.#endRow()
  }

  #inQuotes(text: string, at: number): number {
    if (this.#pendingQuote) {
      this.#pendingQuote = false
      if (text[at] === '"') {
        this.#append('"')
        return at + 1
      }
      this.#isQuoted = false
      return at
    }
    const quote = text.indexOf('"', at)
    this.#append(text.slice(at, quote < 0 ? text.length : quote))
    if (quote < 0) return text.length
    this.#pendingQuote = true
    return quote + 1
  }

  #outside(text: string, at: number): number {
    const character = text[at]
    const wasReturn = this.#wasReturn
    this.#wasReturn = character === '\r'
    if (character === '\n' && wasReturn) return at + 1
    if (character === '\n' || character === '\r') {
      this.#endRow()
      return at + 1
    }
    if (character === this.#delimiter) {
      this.#endCell()
      return at + 1
    }
    if (character === '"' && this.#atStart) {
      this.#isQuoted = true
      this.#atStart = false
      return at + 1
    }
    let end = at + 1
    while (end < text.length && text[end] !== this.#delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1
    this.#append(text.slice(at, end))
    this.#atStart = false
    return end
  }

  #append(text: string): void {
    this.#cell += text
    if (this.#cell.length <= this.#limits.cellLength) return
    if (this.#isQuoted) throw this.#unclosed()
    throw new ImportRefusal(
      'cell-too-long',
      `第 ${this.#row} 行有一格内容太长（超过 ${this.#limits.cellLength} 个字），请删短后再上传`,
    )
  }

  #endCell(): void {
    // Excel writes ="0012" to keep a text of digits a text.
    const cell = this.#cell.replace(/^="([^"]*)"$/, '$1').trim()
    this.#cell = ''
    this.#atStart = true
    if (this.#cells.length < this.#limits.columns) this.#cells.push(cell)
    else if (cell !== '') {
      throw new ImportRefusal(
        'too-many-columns',
        `第 ${this.#row} 行的列太多（超过 ${this.#limits.columns} 列），请只保留需要的列再上传`,
      )
    }
  }

  #endRow(): void {
    this.#endCell()
    const cells = this.#cells
    while (cells.length > 0 && cells.at(-1) === '') cells.pop()
    if (cells.length > 0) {
      this.sheet.rows.push({ row: this.#row, cells })
      this.sheet.cellCount += cells.length
      if (this.sheet.rows.length > this.#limits.rows || this.sheet.cellCount > this.#limits.cells)
        throw tooManyRows(this.#limits)
    }
    this.#cells = []
    this.#row += 1
  }

  #unclosed(): ImportRefusal {
    return new ImportRefusal(
      'not-a-table',
      `第 ${this.#row} 行有一个引号没有配对，后面的内容读不出来；请在 Excel 里打开，另存为 .xlsx 再上传`,
    )
  }
}

export function tooManyRows(limits: ImportLimits): ImportRefusal {
  return new ImportRefusal(
    'too-many-rows',
    `表格太大（超过 ${limits.rows} 行或 ${limits.cells} 格），请拆成几个文件再上传`,
  )
}
