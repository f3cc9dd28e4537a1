import { ImportRefusal } from '@gezhong/shared/people/import/import-refusal'
import { tooManyRows } from './delimited-text.ts'
import type { ImportLimits } from './limits.ts'
import type { RawSheet } from './raw-sheet.ts'
import { Turns } from '../../turns.ts'
import { openWorkbook } from './xlsx-workbook.ts'
import { XlsxSheetReader } from './xlsx-sheet.ts'
import { XmlScanner } from './xml-scanner.ts'
import { ZipArchive } from './zip-archive.ts'

/** Bytes of one token: the longest cell, each character written as a reference of eight. */
const tokenLimit = (limits: ImportLimits): number => limits.cellLength * 8 + 1024

/** Reads the visible sheets of a workbook, one after another; hidden ones are drafts that nobody looked at. */
export async function* readXlsx(
  bytes: Uint8Array,
  limits: ImportLimits,
  onRows: (rows: number, share: number) => void,
): AsyncGenerator<RawSheet> {
  const archive = new ZipArchive(bytes)
  const allowance = { left: limits.unpackedBytes }
  const workbook = await openWorkbook(archive, allowance, limits)
  const sheets = workbook.sheets.filter((sheet) => !sheet.hidden)
  if (sheets.length === 0) {
    throw new ImportRefusal('no-header', '工作表都被隐藏了；请在 Excel 里取消隐藏，保存后再上传')
  }
  const size = sheets.reduce((sum, sheet) => sum + archive.unpackedSize(sheet.part), 0)
  const turns = new Turns()
  let rows = 0
  let cells = 0
  let read = 0
  for (const { name, part } of sheets) {
    const reader = new XlsxSheetReader(name, workbook, limits)
    const scanner = new XmlScanner(reader, tokenLimit(limits))
    for await (const chunk of archive.read(part, allowance)) {
      scanner.push(chunk)
      read += chunk.length
      const total = rows + reader.sheet.rows.length
      if (total > limits.rows || cells + reader.sheet.cellCount > limits.cells) throw tooManyRows(limits)
      if (turns.due) {
        onRows(total, Math.min(1, read / Math.max(size, 1)))
        await turns.share()
      }
    }
    scanner.end()
    rows += reader.sheet.rows.length
    cells += reader.sheet.cellCount
    yield reader.sheet
  }
}
