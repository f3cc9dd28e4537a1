import { Refusal } from '@gezhong/shared/errors'
import type { ExportReason } from '@gezhong/shared/export-reason'
import type { ImportRow, ImportRowFilter } from '@gezhong/shared/people/import/contract'
import { maskPhone } from '@gezhong/shared/people/phone'
import type { Work } from '../../database/transact.ts'
import { exportMark, XLSX } from '../../http/export-file.ts'
import type { FileReply } from '../../http/serve.ts'
import { maskText } from '../../security/mask-text.ts'
import { readSlice, readSliceCounts, readTablesSealed } from './batch-queries.ts'
import { openSlice } from './commit-batch.ts'
import { unpackTables } from './kept-tables.ts'
import { changesLedger, type ChangedFrom, type PlannedRow } from './planned-row.ts'
import { rejectedFile } from './rejected-file.ts'
import { changingRows, requireKept } from './service.ts'

/** Columns that hold what somebody wrote as they liked. */
const FREE = new Set(['remark', 'structure'])

type Plain = string | number | null

const phonesOf = ({ phone, morePhones }: Record<string, unknown>): string[] =>
  [phone, ...((morePhones as string[] | undefined) ?? [])].filter((each) => typeof each === 'string')

/** What would be stored, as shown: phones masked, outlines as the number of their corners. */
function shownFields(stored: PlannedRow['stored'] | ChangedFrom): Record<string, Plain> {
  if (stored === null) return {}
  const fields = stored as unknown as Record<string, unknown>
  return Object.fromEntries(
    Object.entries(fields).flatMap(([field, value]): [string, Plain][] => {
      if (field === 'phone') return [[field, phonesOf(fields).map(maskPhone).join(' ') || null]]
      if (field === 'morePhones') return []
      if (field === 'footprint')
        return [[field, value === null ? null : ((value as unknown[][][])[0]?.[0]?.length ?? 0)]]
      if (Array.isArray(value)) return [[field, maskText(value.join('、'))]]
      if (FREE.has(field) && typeof value === 'string') return [[field, maskText(value)]]
      if (typeof value === 'boolean') return [[field, value ? '是' : '']]
      return [[field, (value ?? null) as Plain]]
    }),
  )
}

const present = ({ sheet, row, door, verdict, reason, sentence, stored, before, effect }: PlannedRow): ImportRow => ({
  sheet: maskText(sheet),
  row,
  door,
  verdict,
  reason,
  sentence,
  effect,
  stored: shownFields(stored),
  before: before == null ? null : shownFields(before),
})

const FITS: Record<ImportRowFilter, (row: PlannedRow) => boolean> = {
  good: (row) => row.verdict === 'good',
  rejected: (row) => row.verdict === 'rejected',
  warned: (row) => row.warned,
  changing: changesLedger,
}

interface Filter {
  verdict?: ImportRowFilter | undefined
  page: number
  size: number
}

/** A page of verdicts; slices that are known to lie before it stay closed. */
export async function rowsOf(work: Work, id: string, { verdict, page, size }: Filter) {
  const batch = await requireKept(work, id)
  const slices = await readSliceCounts(work.db, work.communityId, id)
  const known = (slice: { good: number; rejected: number }): number | null => {
    if (verdict === undefined) return slice.good + slice.rejected
    return verdict === 'good' || verdict === 'rejected' ? slice[verdict] : null
  }
  const totals = { good: batch.good, rejected: batch.rejected, warned: batch.warned, changing: changingRows(batch) }
  const rows: ImportRow[] = []
  let skip = (page - 1) * size
  for (const slice of slices) {
    if (rows.length === size) break
    const count = known(slice)
    if (count !== null && skip >= count) {
      skip -= count
      continue
    }
    const all = openSlice(work, await readSlice(work.db, work.communityId, id, slice.sliceNo))
    const wanted = verdict === undefined ? all : all.filter(FITS[verdict])
    rows.push(...wanted.slice(skip, skip + size - rows.length).map(present))
    skip = Math.max(0, skip - wanted.length)
  }
  return { rows, total: verdict === undefined ? batch.good + batch.rejected : totals[verdict] }
}

/**
 * The rejected rows with their reasons, as a file to mend and upload again. Their numbers are whole, as they were
 * uploaded: masked, the file could not be read in again. How many leave stands in the audit log.
 */
export async function rejectedRowsFile(work: Work, id: string, { reason }: ExportReason): Promise<FileReply> {
  const batch = await requireKept(work, id)
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
  const bytes = await rejectedFile(
    sheets.filter((sheet) => sheet.rows.length > 0),
    exportMark(work, reason),
  )
  work.record({
    action: 'import.exported',
    subjectId: id,
    detail: `${batch.fileName}：${left.length} 行，里面有 ${batch.numbers} 个完整号码，用途：${reason}`,
  })
  return { fileName: `待修改-${maskText(batch.fileName).replace(/\.[^.]*$/, '')}.xlsx`, contentType: XLSX, bytes }
}
