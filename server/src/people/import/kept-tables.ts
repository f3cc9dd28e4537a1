import type { SheetTable, TableRow } from '@gezhong/shared/people/import/sheet-table'
import type { Work } from '../../database/transact.ts'
import { Turns } from '../../turns.ts'

/*
 * A file's tables as they are kept until it is committed: one line of JSON for each sheet, then its rows on lines of
 * their own, some together. Read and written in one go, a large file would hold up everybody else for half a second.
 */

type Head = Omit<SheetTable, 'rows'> & { lines: number }

const ROWS_PER_LINE = 500

export async function packTables(work: Work, tables: readonly SheetTable[]): Promise<Buffer> {
  const turns = new Turns()
  const lines: string[] = []
  for (const { rows, ...table } of tables) {
    const head: Head = { ...table, lines: Math.ceil(rows.length / ROWS_PER_LINE) }
    lines.push(JSON.stringify(head))
    for (let start = 0; start < rows.length; start += ROWS_PER_LINE) {
      lines.push(JSON.stringify(rows.slice(start, start + ROWS_PER_LINE)))
      await turns.share()
    }
  }
  return work.vault.packForCommunity(work.communityId, lines.join('\n'))
}

export async function unpackTables(work: Work, sealed: Buffer): Promise<SheetTable[]> {
  const turns = new Turns()
  const lines = work.vault.unpackForCommunity(work.communityId, sealed).split('\n')
  const tables: SheetTable[] = []
  for (let at = 0; at < lines.length;) {
    const { lines: count, ...table } = JSON.parse(lines[at++]!) as Head
    const rows: TableRow[] = []
    for (const end = at + count; at < end; at += 1) {
      rows.push(...(JSON.parse(lines[at]!) as TableRow[]))
      await turns.share()
    }
    tables.push({ ...table, rows })
  }
  return tables
}
