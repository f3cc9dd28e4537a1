import { headingFit, headingReadings } from '@gezhong/shared/people/import/column-name'
import type { ImportKind } from '@gezhong/shared/people/import/contract'
import { findHeader, type FoundHeader, withoutHeader } from '@gezhong/shared/people/import/header-row'
import { isPersonalByValue, isPersonalName, withoutIdNumbers } from '@gezhong/shared/people/import/personal-column'
import { tellingWord } from '@gezhong/shared/people/import/row-kind'
import type { SheetTable, TableColumn, TableRow } from '@gezhong/shared/people/import/sheet-table'
import { isDoorLike, TELLING } from '@gezhong/shared/people/import/value-fit'
import { letterOf } from './column-letter.ts'
import { fillMergedCells } from './merged-cells.ts'
import type { RawRow, RawSheet } from './raw-sheet.ts'
import { Turns } from '../../turns.ts'

const SAMPLE = 400
const MAX_TITLES = 20

/** Finds the header of a sheet, fills merged cells below it, and drops the personal columns. */
export async function tableOf(sheet: RawSheet, kind: ImportKind): Promise<SheetTable> {
  const header = headerOf(sheet, kind)
  if (header === null) return withoutTable(sheet)
  const raw = sheet.rows.slice(header.next)
  fillMergedCells(sheet, header.row + 1)
  const sample = raw.slice(0, SAMPLE)
  const columns: TableColumn[] = []
  const dropped: TableColumn[] = []
  header.lines.forEach((lines, index) => {
    const column = { index, name: lines.join(' ') || `第 ${letterOf(index)} 列`, lines }
    ;(isPersonal(column, sample, kind) ? dropped : columns).push(column)
  })
  const width = header.lines.length
  const indexes = dropped.map((column) => column.index)
  const turns = new Turns()
  const rows: TableRow[] = []
  for (const row of raw) {
    rows.push(keptRow(row, indexes, width))
    if (turns.due) await turns.share()
  }
  return {
    name: sheet.name,
    headerRow: header.row,
    columns,
    dropped: dropped.map((column) => column.name),
    titles: titlesOf(sheet.rows.slice(0, Math.max(0, header.next - 1))),
    rows,
    problem: rows.length === 0 ? '这张工作表只有表头，没有内容' : null,
  }
}

function headerOf(sheet: RawSheet, kind: ImportKind): FoundHeader | null {
  if (sheet.isNamed === true) return { next: 1, row: 0, lines: (sheet.rows[0]?.cells ?? []).map((name) => [name]) }
  const found = findHeader(sheet.rows, sheet.merges, kind)
  if (found !== null) {
    // Cells right of the last heading belong to a column without a name.
    for (const row of sheet.rows) while (found.lines.length < row.cells.length) found.lines.push([])
    return found
  }
  return beginsWithData(sheet.rows) ? withoutHeader(sheet.rows) : null
}

/** Whether a column of doors or codes begins on the very first rows. */
function beginsWithData(rows: readonly RawRow[]): boolean {
  const sample = rows.slice(0, 20)
  const width = Math.max(0, ...sample.map((row) => row.cells.length))
  if (width < 2) return false
  for (let column = 0; column < width; column += 1) {
    const values = sample.map((row) => row.cells[column] ?? '')
    const telling = values.filter((value) => isDoorLike(value) || TELLING.unitCode?.(value) === true)
    if (telling.length >= Math.max(2, sample.length * 0.7)) return true
  }
  return false
}

function withoutTable(sheet: RawSheet): SheetTable {
  const problem = sheet.rows.length === 0 ? '这张工作表是空的' : '这张工作表没有找到表头，没有导入'
  return { name: sheet.name, headerRow: null, columns: [], dropped: [], titles: [], rows: [], problem }
}

function isPersonal(column: TableColumn, sample: readonly RawRow[], kind: ImportKind): boolean {
  const readings = headingReadings(column.lines)
  if (readings.some((reading) => isPersonalName(reading, kind))) return true
  const values = sample.map((row) => (row.cells[column.index] ?? '').slice(0, 60))
  return isPersonalByValue(values, kind, headingFit(column.lines, kind) > 0)
}

/**
 * Long rows end at the last known column; a dropped cell leaves nothing but the fact that it was filled, an
 * identity number in any other cell nothing at all.
 */
function keptRow(raw: RawRow, dropped: readonly number[], width: number): TableRow {
  const { row, cells } = raw
  let personal = 0
  if (cells.length > width) cells.length = width
  for (let column = 0; column < cells.length; column += 1) {
    const cell = cells[column] ?? ''
    if (cell.length >= 15) cells[column] = withoutIdNumbers(cell)
  }
  for (const column of dropped) {
    if ((cells[column] ?? '') === '') continue
    const word = tellingWord(cells[column] ?? '')
    cells[column] = word
    if (word === '') personal += 1
  }
  const kept: TableRow = { row, cells, personal }
  if (raw.footprint !== undefined) kept.footprint = raw.footprint
  return kept
}

function titlesOf(above: readonly RawRow[]): string[] {
  return above
    .flatMap((row) => row.cells)
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '')
    .slice(0, MAX_TITLES)
}
