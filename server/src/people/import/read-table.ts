import type { ImportKind } from '@gezhong/shared/people/import/contract'
import { readFootprint } from '@gezhong/shared/people/import/footprint'
import { ImportRefusal } from '@gezhong/shared/people/import/import-refusal'
import type { SheetTable } from '@gezhong/shared/people/import/sheet-table'
import { readDelimited } from './delimited-text.ts'
import { isStorable, storable } from '../../database/storable.ts'
import { fileKind } from './file-kind.ts'
import { readGeoJson } from './geojson-features.ts'
import { IMPORT_LIMITS, type ImportLimits } from './limits.ts'
import type { RawSheet } from './raw-sheet.ts'
import { readXlsx } from './read-xlsx.ts'
import { tableOf } from './sheet-to-table.ts'

export interface ReadOptions {
  kind: ImportKind
  limits?: ImportLimits
  /** Called now and then with the rows read so far and the share of the file that is done, 0 to 1. */
  onProgress?: (progress: { rows: number; share: number }) => void
  /** Stops the reading; the promise rejects with the signal's reason. */
  signal?: AbortSignal
}

/**
 * Reads a table from a file: xlsx, csv or GeoJSON, known by its bytes. Owners' names, identity numbers and, in a
 * cadastre, telephones are dropped here and exist nowhere afterwards; the names of those columns are listed.
 * Throws `ImportRefusal` when nothing can be imported. Never holds up the event loop for long.
 */
export async function readTable(bytes: Uint8Array, fileName: string, options: ReadOptions): Promise<SheetTable[]> {
  const limits = options.limits ?? IMPORT_LIMITS
  if (bytes.length > limits.bytes) {
    const megabytes = Math.floor(limits.bytes / 1024 / 1024)
    throw new ImportRefusal('too-large', `文件超过 ${megabytes} MB；请删掉图片和不用的工作表，或拆成几个文件再上传`)
  }
  const onRows = (rows: number, share: number) => {
    options.signal?.throwIfAborted()
    options.onProgress?.({ rows, share })
  }
  onRows(0, 0)
  const name = (fileName.split(/[/\\]/).at(-1) ?? '').replace(/\.[^.]*$/, '') || '表格'
  const tables: SheetTable[] = []
  for await (const sheet of rawSheets(bytes, fileName, name, limits, onRows)) {
    tables.push(await tableOf(storableSheet(sheet), options.kind))
  }
  if (!tables.some((table) => table.problem === null)) throw nothingFound(options.kind)
  return tables
}

/** What the database cannot hold is dropped when read, so that no row fails when it is stored. */
function storableSheet(sheet: RawSheet): RawSheet {
  for (const row of sheet.rows) if (!row.cells.every(isStorable)) row.cells = row.cells.map(storable)
  return { ...sheet, name: storable(sheet.name) }
}

async function* rawSheets(
  bytes: Uint8Array,
  fileName: string,
  name: string,
  limits: ImportLimits,
  onRows: (rows: number, share: number) => void,
): AsyncGenerator<RawSheet> {
  const kind = fileKind(bytes, fileName)
  if (kind === 'xlsx') yield* readXlsx(bytes, limits, onRows)
  else if (kind === 'text') yield await readDelimited(bytes, name, limits, onRows)
  else {
    const sheet = await readGeoJson(bytes, name, limits, onRows)
    sheet.rows.forEach((row, at) => {
      if (at > 0) row.footprint = readFootprint(sheet.geometries[at])
    })
    yield sheet
  }
}

const WANTED: Record<ImportKind, string> = {
  cadastre: '“坐落”“不动产单元号”',
  ledger: '“门牌号”“人数”“联系电话”',
  results: '“姓名”“管号”“检测结果”',
}

function nothingFound(kind: ImportKind): ImportRefusal {
  return new ImportRefusal('no-header', `没有找到表头；请在数据上面一行写上列名，例如${WANTED[kind]}，再上传`)
}
