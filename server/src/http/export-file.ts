import { civilDay, wallClock } from '@gezhong/shared/civil-day'
import writeExcelFile from 'write-excel-file/node'
import type { Work } from '../database/transact.ts'
import type { FileReply } from './serve.ts'

type Cell = string | number | null

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Stands on every file that leaves: a copy that turns up elsewhere says whose it was. */
export function exportMark(work: Pick<Work, 'actor' | 'now'>, reason: string): string {
  const when = `${civilDay(work.now)} ${wallClock(work.now)}`
  return `导出人：${work.actor.displayName}  时间：${when}  用途：${reason}  仅供本次工作使用，不得外传`
}

/**
 * One sheet as a file to download. Every text is written as a text cell, so that what somebody typed can never run as a
 * formula in the reader's spreadsheet.
 */
export async function exportFile(
  work: Pick<Work, 'actor' | 'now'>,
  {
    fileName,
    reason,
    headers,
    rows,
  }: {
    fileName: string
    reason: string
    headers: readonly string[]
    rows: readonly (readonly Cell[])[]
  },
): Promise<FileReply> {
  const mark = [{ value: exportMark(work, reason), type: String, span: headers.length, color: '#666666' }]
  const head = headers.map((value) => ({ value, type: String, fontWeight: 'bold' as const }))
  const body = rows.map((row) =>
    row.map((value) => (typeof value === 'number' ? { value, type: Number } : { value: value ?? '', type: String })),
  )
  const bytes = await writeExcelFile([mark, head, ...body]).toBuffer()
  return { fileName, contentType: XLSX, bytes }
}
