import { Refusal } from '@gezhong/shared/errors'
import type { ImportRow } from '@gezhong/shared/people/import/contract'
import { maskPhone } from '@gezhong/shared/people/phone'
import type { Work } from '../../database/transact.ts'
import type { FileReply } from '../../http/serve.ts'
import { maskText } from '../../security/mask-text.ts'
import { readSlice, readSliceCounts, readTablesSealed } from './batch-queries.ts'
import { openSlice } from './commit-batch.ts'
import { unpackTables } from './kept-tables.ts'
import type { PlannedRow } from './planned-row.ts'
import { rejectedFile } from './rejected-file.ts'
import { requireBatch } from './service.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Columns that hold what somebody wrote as they liked. */
const FREE = new Set(['remark', 'structure'])

type Plain = string | number | null

/** What would be stored, as shown: phones masked, outlines as the number of their corners. */
function shownFields(stored: PlannedRow['stored']): Record<string, Plain> {
  if (stored === null) return {}
  return Object.fromEntries(
    Object.entries(stored as unknown as Record<string, unknown>).flatMap(([field, value]): [string, Plain][] => {
      if (field === 'phone') return [[field, typeof value === 'string' ? maskPhone(value) : null]]
      if (field === 'morePhones') return [[field, (value as string[]).map(maskPhone).join(' ')]]
      if (field === 'footprint')
        return [[field, value === null ? null : ((value as unknown[][][])[0]?.[0]?.length ?? 0)]]
      if (Array.isArray(value)) return [[field, maskText(value.join('、'))]]
      if (FREE.has(field) && typeof value === 'string') return [[field, maskText(value)]]
      if (typeof value === 'boolean') return [[field, value ? '是' : '']]
      return [[field, (value ?? null) as Plain]]
    }),
  )
}

const present = ({ sheet, row, door, verdict, reason, sentence, stored, effect }: PlannedRow): ImportRow => ({
  sheet: maskText(sheet),
  row,
  door,
  verdict,
  reason,
  sentence,
  effect,
  stored: shownFields(stored),
})

interface Filter {
  verdict?: 'good' | 'rejected' | undefined
  page: number
  size: number
}

/** A page of verdicts: only the slices it touches are opened. */
export async function rowsOf(work: Work, id: string, { verdict, page, size }: Filter) {
  await requireBatch(work, id)
  const slices = await readSliceCounts(work.db, work.communityId, id)
  const countOf = (slice: { good: number; rejected: number }) =>
    verdict === undefined ? slice.good + slice.rejected : slice[verdict]
  const total = slices.reduce((sum, slice) => sum + countOf(slice), 0)
  const rows: ImportRow[] = []
  let skip = (page - 1) * size
  for (const slice of slices) {
    if (rows.length === size) break
    if (skip >= countOf(slice)) {
      skip -= countOf(slice)
      continue
    }
    const all = openSlice(work, await readSlice(work.db, work.communityId, id, slice.sliceNo))
    const wanted = verdict === undefined ? all : all.filter((row) => row.verdict === verdict)
    rows.push(...wanted.slice(skip, skip + size - rows.length).map(present))
    skip = 0
  }
  return { rows, total }
}

/** The rejected rows with their reasons, as a file to mend and upload again. */
export async function rejectedRowsFile(work: Work, id: string): Promise<FileReply> {
  const batch = await requireBatch(work, id)
  if (batch.rejected === 0) throw new Refusal('import-state', '没有未通过的行')
  const tables = await unpackTables(work, await readTablesSealed(work.db, work.communityId, id))
  const left: PlannedRow[] = []
  for (const slice of await readSliceCounts(work.db, work.communityId, id))
    if (slice.rejected > 0) {
      const all = openSlice(work, await readSlice(work.db, work.communityId, id, slice.sliceNo))
      left.push(...all.filter((row) => row.verdict === 'rejected'))
    }
  const sheets = tables.map((table) => ({
    table,
    rows: left
      .filter((row) => row.sheet === table.name)
      .map((row) => ({ row: row.row, cells: row.cells ?? [], sentence: row.sentence ?? '' })),
  }))
  const bytes = await rejectedFile(sheets.filter((sheet) => sheet.rows.length > 0))
  work.record({ action: 'import.exported', subjectId: id, detail: `${left.length} 行` })
  return { fileName: `待修改-${maskText(batch.fileName).replace(/\.[^.]*$/, '')}.xlsx`, contentType: XLSX, bytes }
}
