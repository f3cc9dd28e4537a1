import { doorParts } from '@gezhong/shared/people/door'
import { canonicalDoor } from '@gezhong/shared/people/door-free-text'
import type { LedgerHousehold } from '@gezhong/shared/people/ledger-index'
import { normalisePhone } from '@gezhong/shared/people/phone'
import { readDelimited } from '../src/people/import/delimited-text.ts'
import { fileKind } from '../src/people/import/file-kind.ts'
import { IMPORT_LIMITS } from '../src/people/import/limits.ts'
import type { RawRow } from '../src/people/import/raw-sheet.ts'
import { CommandRefusal, type Context } from './command.ts'
import { readBytes } from './text-file.ts'

const COLUMNS = {
  grid: /^(grid|网格|网格号|网格编码|所属网格)$/i,
  door: /^(door|门牌|门牌号|门牌号码|地址|详细地址)$/i,
  headcount: /^(headcount|人数|人口|人口数|家庭人数)$/i,
  phone: /^(phone|phones|电话|联系电话|手机|手机号|手机号码|联系方式)$/i,
}

type Field = keyof typeof COLUMNS

export interface LedgerFile {
  households: LedgerHousehold[]
  /** Rows without a door that can be read, which no report can belong to. */
  skippedRows: number[]
}

const columnsOf = (header: readonly string[]): Record<Field, number> => {
  const columnOf = (field: Field) => header.findIndex((title) => COLUMNS[field].test(title.trim()))
  return { grid: columnOf('grid'), door: columnOf('door'), headcount: columnOf('headcount'), phone: columnOf('phone') }
}

function readHeadcount(cell: string): number | null {
  const digits = /^\s*(\d{1,4})\s*[人口位]?\s*$/.exec(cell.normalize('NFKC'))?.[1]
  return digits === undefined ? null : Number(digits)
}

function readPhones(cell: string, areaCode: string | undefined): string[] {
  const phones = cell.split(/[/、,，;；\s]+(?=\S)/).map((part) => normalisePhone(part, areaCode))
  const known = phones.filter((phone) => phone !== null)
  if (known.length > 0) return known
  const whole = normalisePhone(cell, areaCode)
  return whole === null ? [] : [whole]
}

type Options = { placeNames: readonly string[]; areaCode: string | undefined }

function readPlainRows(rows: readonly RawRow[], at: Record<Field, number>, options: Options): LedgerFile {
  const households: LedgerHousehold[] = []
  const skippedRows: number[] = []
  for (const { row, cells } of rows) {
    const cell = (field: Field) => cells[at[field]]?.trim() ?? ''
    const written = cell('door')
    if (written === '') {
      skippedRows.push(row)
      continue
    }
    households.push({
      id: String(row),
      grid: cell('grid'),
      // A door that is canonical already must not be read a second time: its area may begin like a filler word.
      door: doorParts(written) === null ? (canonicalDoor(written, options) ?? written) : written,
      headcount: readHeadcount(cell('headcount')),
      phones: readPhones(cell('phone'), options.areaCode),
    })
  }
  return { households, skippedRows }
}

/** Any other table, an office's own: its columns are guessed as an import would. */
async function readForeignTable(bytes: Uint8Array, file: string, options: Options): Promise<LedgerFile> {
  const { ledgerCheck } = await import('../src/people/import/check-file.ts')
  const { rows } = await ledgerCheck(bytes, file, { placeNames: options.placeNames })
  const households = rows.flatMap(({ row, sheet, stored }) =>
    stored === null
      ? []
      : [
          {
            id: `${sheet} ${row}`,
            grid: stored.grid ?? '',
            door: stored.door,
            headcount: stored.headcount,
            phones: [...(stored.phone === null ? [] : [stored.phone]), ...stored.morePhones],
          },
        ],
  )
  return { households, skippedRows: rows.filter(({ verdict }) => verdict === 'rejected').map(({ row }) => row) }
}

/**
 * A surveyed ledger in memory: csv with the columns grid, door, headcount, phone in any encoding people have, or a
 * table as it would be imported. Doors are taken as canonical, or made so where they are written freely.
 */
export async function readLedgerFile(context: Context, file: string, options: Options): Promise<LedgerFile> {
  const bytes = await readBytes(context, file, IMPORT_LIMITS.bytes)
  const plain = fileKind(bytes, file) === 'text' ? await readDelimited(bytes, file, IMPORT_LIMITS, () => {}) : null
  const at = columnsOf(plain?.rows[0]?.cells ?? [])
  const ledger =
    plain === null || at.door < 0 || at.grid < 0
      ? await readForeignTable(bytes, file, options)
      : readPlainRows(plain.rows.slice(1), at, options)
  if (ledger.households.length > 0) return ledger
  throw new CommandRefusal(
    `${file} names no household. A ledger has the columns grid,door,headcount,phone and a row for each household.`,
  )
}
