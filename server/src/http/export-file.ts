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

export interface Sheet {
  name: string
  headers: readonly string[]
  rows: readonly (readonly Cell[])[]
}

interface Named {
  fileName: string
  reason: string
}

/**
 * Sheets as one file to download. Every text is written as a text cell, so that what somebody typed can never run as a
 * formula in the reader's spreadsheet.
 */
export async function exportSheets(
  work: Pick<Work, 'actor' | 'now'>,
  { fileName, reason, sheets }: Named & { sheets: readonly Sheet[] },
): Promise<FileReply> {
  const told = exportMark(work, reason)
  const written = sheets.map(({ name, headers, rows }) => {
    const mark = [{ value: told, type: String, span: headers.length, color: '#666666' }]
    const head = headers.map((value) => ({ value, type: String, fontWeight: 'bold' as const }))
    const body = rows.map((row) =>
      row.map((value) => (typeof value === 'number' ? { value, type: Number } : { value: value ?? '', type: String })),
    )
    return { data: [mark, head, ...body], sheet: name }
  })
  return { fileName, contentType: XLSX, bytes: await writeExcelFile(written).toBuffer() }
}

/** One sheet of its own. */
export const exportFile = (
  work: Pick<Work, 'actor' | 'now'>,
  { fileName, reason, ...sheet }: Named & Omit<Sheet, 'name'>,
): Promise<FileReply> => exportSheets(work, { fileName, reason, sheets: [{ name: 'Sheet1', ...sheet }] })
