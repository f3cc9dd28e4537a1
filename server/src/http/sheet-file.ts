import writeExcelFile from 'write-excel-file/node'
import type { FileReply } from './serve.ts'

type Cell = string | number | null

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/**
 * One sheet as a file to download. Every text is written as a text cell, so that what somebody typed can never run as a
 * formula in the reader's spreadsheet.
 */
export async function sheetFile(
  fileName: string,
  headers: readonly string[],
  rows: readonly (readonly Cell[])[],
): Promise<FileReply> {
  const head = headers.map((value) => ({ value, type: String, fontWeight: 'bold' as const }))
  const body = rows.map((row) =>
    row.map((value) => (typeof value === 'number' ? { value, type: Number } : { value: value ?? '', type: String })),
  )
  const bytes = await writeExcelFile([head, ...body]).toBuffer()
  return { fileName, contentType: XLSX, bytes }
}
