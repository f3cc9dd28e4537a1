import type { Merge, RawRow, RawSheet } from './raw-sheet.ts'

/**
 * Writes the value of a merged cell into every row it spans, in its first column: that is what merging says. Rows
 * without any cell of their own stay blank, and rows above `fromRow` (titles, header) are left as they are.
 * Merges that overlap, which no spreadsheet program writes, are ignored, so the work stays linear.
 */
export function fillMergedCells(sheet: RawSheet, fromRow: number): void {
  const merges = sheet.merges.filter((merge) => merge.bottom > merge.top && merge.top >= fromRow)
  merges.sort((a, b) => a.left - b.left || a.top - b.top)
  let last: Merge | null = null
  for (const merge of merges) {
    if (last !== null && last.left === merge.left && merge.top <= last.bottom) continue
    last = merge
    fill(sheet.rows, merge)
  }
}

function fill(rows: readonly RawRow[], merge: Merge): void {
  let at = indexOf(rows, merge.top)
  const anchor = rows[at]
  const value = anchor?.row === merge.top ? (anchor.cells[merge.left] ?? '') : ''
  if (value === '') return
  for (at += 1; at < rows.length; at += 1) {
    const row = rows[at]
    if (row === undefined || row.row > merge.bottom) return
    while (row.cells.length <= merge.left) row.cells.push('')
    if (row.cells[merge.left] === '') row.cells[merge.left] = value
  }
}

/** The first row whose number is `row` or more. */
function indexOf(rows: readonly RawRow[], row: number): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows[middle]?.row ?? 0) < row) low = middle + 1
    else high = middle
  }
  return low
}
