import { Refusal } from '@gezhong/shared/errors'
import type { ImportBatch, ImportKind, ImportSheet } from '@gezhong/shared/people/import/contract'
import type { SheetTable } from '@gezhong/shared/people/import/sheet-table'
import { uuidv7 } from 'uuidv7'
import type { Work } from '../../database/transact.ts'
import { maskText } from '../../security/mask-text.ts'
import {
  addBatch,
  changeBatch,
  findBatch,
  readBatches,
  readTablesSealed,
  removeSlices,
  type BatchRow,
} from './batch-queries.ts'
import { mapSheets, type MappingChoice } from './check-file.ts'
import { packTables, unpackTables } from './kept-tables.ts'
import { readAccountNames } from '../ledger/names.ts'

const NAME_LENGTH = 200

/** Rows that writing the batch changes; all good ones of a file that was checked before they were counted. */
export function changingRows({ sheets, good }: BatchRow): number {
  const counted = sheets.flatMap(({ changing }) => (changing === undefined ? [] : [changing]))
  return counted.length === 0 ? good : counted.reduce((sum, changing) => sum + changing, 0)
}

const present = (row: BatchRow, byName: string): ImportBatch => ({
  id: row.id,
  kind: row.kind,
  fileName: maskText(row.fileName),
  state: row.state,
  done: row.done,
  total: row.total,
  good: row.good,
  rejected: row.rejected,
  warned: row.warned,
  numbers: row.numbers,
  changing: changingRows(row),
  sheets: row.sheets.map(({ name, headers, dropped, ...sheet }) => ({
    ...sheet,
    name: maskText(name),
    headers: headers.map(maskText),
    dropped: dropped.map(maskText),
  })),
  problem: row.problem,
  byName,
  createdAt: row.createdAt.toISOString(),
})

async function presentAll(work: Work, rows: readonly BatchRow[]): Promise<ImportBatch[]> {
  const names = await readAccountNames(
    work.db,
    rows.map((row) => row.accountId),
  )
  return rows.map((row) => present(row, names.get(row.accountId) ?? '命令行导入'))
}

export const list = async (work: Work): Promise<ImportBatch[]> =>
  presentAll(work, await readBatches(work.db, work.communityId))

async function requireBatch(work: Work, id: string): Promise<BatchRow> {
  const row = await findBatch(work.db, work.communityId, id)
  if (row === undefined) throw new Refusal('not-found')
  return row
}

/** A batch whose file is still kept. */
export async function requireKept(work: Work, id: string): Promise<BatchRow> {
  const batch = await requireBatch(work, id)
  if (batch.state === 'discarded') throw new Refusal('import-state', '这一批已经放弃，文件里的行没有留下')
  return batch
}

export async function read(work: Work, id: string): Promise<ImportBatch> {
  return (await presentAll(work, [await requireBatch(work, id)]))[0]!
}

/** The sheets as a person sees them: headings by column number, what was dropped, which column is taken for what. */
function sheetsOf(tables: readonly SheetTable[], kind: ImportKind, choice: MappingChoice): ImportSheet[] {
  return mapSheets(tables, kind, choice).sheets.map(({ table, mapping }) => {
    const headers: string[] = []
    for (const column of table.columns) headers[column.index] = column.name
    return {
      name: table.name,
      headers: Array.from(headers, (name) => name ?? ''),
      dropped: table.dropped,
      mapping: Object.fromEntries(Object.entries(mapping).map(([field, column]) => [field, column ?? null])),
      rows: table.rows.length,
    }
  })
}

/** Keeps a file that has been read; it is checked in the background. Owners' names are not in the tables any more. */
export async function keep(
  work: Work,
  kind: ImportKind,
  fileName: string,
  tables: readonly SheetTable[],
): Promise<ImportBatch> {
  const id = uuidv7()
  const ownName = (fileName.split(/[/\\]/).at(-1) ?? '').slice(0, NAME_LENGTH)
  await addBatch(work.db, {
    communityId: work.communityId,
    id,
    kind,
    fileName: ownName,
    tablesSealed: await packTables(work, tables),
    state: 'queued',
    sheets: sheetsOf(tables, kind, {}),
    accountId: work.actor.accountId,
    createdAt: work.now,
  })
  work.record({ action: 'import.uploaded', subjectId: id, detail: ownName })
  return read(work, id)
}

async function move(
  work: Work,
  id: string,
  from: Parameters<typeof changeBatch>[3],
  change: Parameters<typeof changeBatch>[4],
): Promise<ImportBatch> {
  await requireBatch(work, id)
  if (!(await changeBatch(work.db, work.communityId, id, from, change))) throw new Refusal('import-state')
  return read(work, id)
}

/** Corrects which column is what; the file is judged again. */
export async function remap(work: Work, id: string, sheets: readonly Pick<ImportSheet, 'name' | 'mapping'>[]) {
  const batch = await requireKept(work, id)
  const tables = await unpackTables(work, await readTablesSealed(work.db, work.communityId, id))
  // A sheet may be named after its file, and is then known to people by its masked name.
  const chosen = (sheet: ImportSheet) => sheets.find(({ name }) => name === maskText(sheet.name)) ?? sheet
  const choice = Object.fromEntries(batch.sheets.map((sheet) => [sheet.name, chosen(sheet).mapping]))
  const change = { state: 'queued' as const, sheets: sheetsOf(tables, batch.kind, choice), problem: null, done: 0 }
  work.record({ action: 'import.remapped', subjectId: id, detail: batch.fileName })
  return move(work, id, ['checked', 'failed'], change)
}

export async function commit(work: Work, id: string): Promise<ImportBatch> {
  const batch = await requireBatch(work, id)
  if (batch.good === 0) throw new Refusal('import-state', '没有可以写入的行，请先改好文件或列的对应')
  work.record({ action: 'import.committed', subjectId: id, detail: `${batch.fileName}：${changingRows(batch)} 行` })
  return move(work, id, ['checked'], { state: 'committing', done: 0, problem: null })
}

export async function undo(work: Work, id: string): Promise<ImportBatch> {
  const { fileName } = await requireBatch(work, id)
  work.record({ action: 'import.undone', subjectId: id, detail: fileName })
  return move(work, id, ['committed'], { state: 'undoing', problem: null })
}

/** Nothing of the file stays but its line in the list. */
export async function discard(work: Work, id: string): Promise<ImportBatch> {
  const { fileName } = await requireBatch(work, id)
  await removeSlices(work.db, work.communityId, id)
  work.record({ action: 'import.discarded', subjectId: id, detail: fileName })
  const nothing = { tablesSealed: Buffer.alloc(0), sheets: [], problem: null }
  return move(work, id, ['checked', 'failed'], { state: 'discarded', ...nothing })
}
