import type { RowVerdict } from '@gezhong/shared/people/import/row-verdict'
import type { SheetTable } from '@gezhong/shared/people/import/sheet-table'
import { type SheetToWrite, writeXlsx } from './xlsx-writer.ts'

/** A row to be mended: its cells by column number as they were read, and why it was not taken. */
export interface RejectedRow {
  row: number
  cells: readonly string[]
  sentence: string
}

export interface RejectedSheet {
  table: Pick<SheetTable, 'name' | 'columns' | 'titles'>
  rows: Iterable<RejectedRow>
}

const REASON_WIDTH = 60

/**
 * The rejected rows as a workbook to mend and upload again: the columns of the original in their order, without the
 * personal ones, then the row's number in the original and the reason. The title is kept, as it names the village; the
 * mark, who took the file away and what for, stands last, where a reader of the table looks for totals.
 */
export async function rejectedFile(sheets: readonly RejectedSheet[], mark: string): Promise<Buffer> {
  return writeXlsx(sheets.map((sheet) => sheetToWrite(sheet, mark)))
}

/** Sentences of a rejected row, one after another. */
function rejectionSentence(verdict: Pick<RowVerdict<unknown>, 'reasons'>): string {
  return verdict.reasons.map((reason) => reason.sentence).join('；')
}

/** Puts rejected verdicts together with the rows they speak of; both stand in the order of the file. */
export function rejectedSheets(
  tables: readonly SheetTable[],
  verdicts: readonly RowVerdict<unknown>[],
): RejectedSheet[] {
  const sheets: RejectedSheet[] = []
  for (const table of tables) {
    const cells = new Map(table.rows.map((row) => [row.row, row.cells]))
    const rows = verdicts
      .filter((verdict) => verdict.verdict === 'rejected' && verdict.sheet === table.name)
      .map((verdict) => ({
        row: verdict.row,
        cells: cells.get(verdict.row) ?? [],
        sentence: rejectionSentence(verdict),
      }))
    if (rows.length > 0) sheets.push({ table, rows })
  }
  return sheets
}

function sheetToWrite({ table, rows }: RejectedSheet, mark: string): SheetToWrite {
  const widths = [
    ...table.columns.map((column) => Math.min(40, Math.max(10, column.name.length * 2 + 4))),
    8,
    REASON_WIDTH,
  ]
  return { name: table.name, widths, rows: linesOf(table, rows, mark) }
}

function* linesOf(table: RejectedSheet['table'], rows: Iterable<RejectedRow>, mark: string): Generator<string[]> {
  const [title] = table.titles
  if (title !== undefined) yield [title]
  yield [...table.columns.map((column) => column.name), '原行号', '原因']
  for (const { row, cells, sentence } of rows) {
    yield [...table.columns.map((column) => cells[column.index] ?? ''), String(row), sentence]
  }
  yield [mark]
}
