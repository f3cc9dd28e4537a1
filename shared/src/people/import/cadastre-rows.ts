import { readArea, readFloors } from './cell-number.ts'
import { isDitto, isEmptyMark } from './ditto.ts'
import { areaUnit } from './header-name.ts'
import { withoutIdNumbers, withoutMobiles } from './personal-column.ts'
import { guessPlaceNames } from './place-names.ts'
import { DoorReader, guessSentence, readDoorCells } from './read-door.ts'
import {
  type CadastreStored,
  type CadastreVerdict,
  type Finding,
  type RejectReason,
  type RowWarning,
  verdictOf,
} from './row-verdict.ts'
import { type FieldRow, fieldRows, type MappedSheet } from './sheet-rows.ts'
import { readUnitCode } from './unit-code.ts'

export interface CadastreContext {
  /** The community's own names, left out of doors. Those that the file itself shows are added. */
  placeNames: readonly string[]
}

const MAX_TEXT = 500
const MAX_STRUCTURE = 40
const AREAS = ['landArea', 'footprintArea', 'floorArea'] as const
const AREA_WORDS = { landArea: '宗地面积', footprintArea: '占地面积', floorArea: '建筑面积' } as const

/** The place names that the titles and addresses of the sheets show, with those that were given. */
export function placeNamesOf(sheets: readonly MappedSheet[], given: readonly string[]): string[] {
  const titles: string[] = []
  const addresses: string[] = []
  for (const { table, mapping } of sheets) {
    titles.push(...table.titles, table.name)
    const column = mapping['area'] ?? mapping['door']
    if (typeof column !== 'number') continue
    for (const row of table.rows.slice(0, 5000)) {
      const address = row.cells[column] ?? ''
      if (!isDitto(address)) addresses.push(address.slice(0, 100))
    }
  }
  return [...new Set([...given, ...guessPlaceNames(titles, addresses)])]
}

/**
 * Judges the rows of a cadastral list, every data row once and in order, all sheets of a file as one list: a code
 * that was seen before is a duplicate wherever it stands. Lazy, so that a caller can stop for breath between rows.
 */
export function* cadastreVerdicts(
  sheets: readonly MappedSheet[],
  context: CadastreContext,
): Generator<CadastreVerdict> {
  const doors = new DoorReader(placeNamesOf(sheets, context.placeNames))
  const seen: Seen = { codes: new Map(), doors: new Map() }
  for (const sheet of sheets) {
    const units = Object.fromEntries(AREAS.map((field) => [field, unitOf(sheet, field)]))
    for (const row of fieldRows(sheet)) yield new CadastreRow(row, doors, units, seen).verdict()
  }
}

function unitOf({ table, mapping }: MappedSheet, field: string): number {
  const column = mapping[field]
  return areaUnit(table.columns.find((one) => one.index === column)?.lines.join('') ?? '')
}

interface SeenDoor {
  where: string
  unitCode: string | null
  parcelCode: string | null
  buildingNumber: string
}

interface Seen {
  codes: Map<string, string>
  doors: Map<string, SeenDoor>
}

class CadastreRow {
  readonly #row: FieldRow
  readonly #doors: DoorReader
  readonly #units: Readonly<Record<string, number>>
  readonly #seen: Seen
  readonly #reasons: Finding<RejectReason>[] = []
  readonly #warnings: Finding<RowWarning>[] = []
  #suggestion: string | null = null

  constructor(row: FieldRow, doors: DoorReader, units: Readonly<Record<string, number>>, seen: Seen) {
    this.#row = row
    this.#doors = doors
    this.#units = units
    this.#seen = seen
  }

  verdict(): CadastreVerdict {
    const row = this.#row
    const where = `“${row.sheet}”第 ${row.row} 行`
    const buildingNumber = textOf(row.get('buildingNumber'))
    const code = this.#code()
    this.#checkDuplicateCode(code, buildingNumber ?? '', where)
    const door = this.#door(code)
    if (door !== null) this.#checkDuplicateDoor(door, code, buildingNumber ?? '', where)
    const stored: CadastreStored = {
      door,
      ...code,
      buildingNumber,
      floors: this.#floors(),
      structure: this.#structure(),
      landArea: this.#area('landArea'),
      footprintArea: this.#area('footprintArea'),
      floorArea: this.#area('floorArea'),
      remark: this.#remark(),
      footprint: this.#footprint(),
    }
    return verdictOf({ sheet: row.sheet, row: row.row, door }, this.#reasons, this.#warnings, stored, this.#suggestion)
  }

  #reject(code: RejectReason, sentence: string): void {
    this.#reasons.push({ code, sentence })
  }

  #code(): Code {
    const row = this.#row
    const unit = this.#readCode(row.get('unitCode'))
    const parcel = this.#readCode(row.get('parcelCode'))
    if (this.#reasons.length > 0) return NO_CODE
    if (unit !== null && parcel !== null && unit.parcelCode !== parcel.parcelCode) {
      this.#reject('code-mismatch', '单元号前 19 位与宗地代码不一致；请核对是哪一个填错了')
      return NO_CODE
    }
    const found = unit ?? parcel
    if (found !== null) return { ...found, unitCode: unit?.unitCode ?? parcel?.unitCode ?? null }
    if (row.has('unitCode') || row.has('parcelCode')) {
      this.#warnings.push({ code: 'no-code', sentence: '没有单元号，只按门牌登记' })
    }
    return NO_CODE
  }

  #readCode(cell: string): { parcelCode: string; unitCode: string | null } | null {
    if (isDitto(cell)) {
      this.#reject('bad-code', '单元号写的是“同上”；每幢房屋的单元号都不同，请按原件填写')
      return null
    }
    if (isEmptyMark(cell)) return null
    const read = readUnitCode(cell)
    if (read.ok) return { parcelCode: read.parcelCode, unitCode: read.unitCode }
    this.#suggestion ??= read.suggestion
    this.#reject('bad-code', read.sentence)
    return null
  }

  /** A parcel may carry several buildings, so its code alone is taken together with the number of the building. */
  #checkDuplicateCode(code: Code, buildingNumber: string, where: string): void {
    if (code.parcelCode === null) return
    const key = code.unitCode ?? `${code.parcelCode}/${buildingNumber}`
    const before = this.#seen.codes.get(key)
    if (before === undefined) this.#seen.codes.set(key, where)
    else if (code.unitCode !== null) this.#reject('duplicate-code', `单元号与${before}重复；请核对，多余的一行删掉`)
    else this.#reject('duplicate-code', `宗地代码与${before}重复；同一宗地上的另一幢，请填不同的幢号`)
  }

  #door(code: Code): string | null {
    const row = this.#row
    // A list of outlines names the parcel only; the building is known from another file.
    if (!row.has('door') && row.source.footprint !== undefined && code.parcelCode !== null) return null
    const cells = { area: row.get('area'), door: row.get('door'), building: '', unit: '', room: '' }
    const read = readDoorCells(cells, this.#doors)
    if (read.ok) {
      if (read.isGuess) this.#warnings.push({ code: 'guessed-door', sentence: guessSentence(read.door) })
      return read.door
    }
    this.#reject('no-door', read.sentence)
    return null
  }

  /** Main house and annex may share a door, each with its own code; without codes they cannot be told apart. */
  #checkDuplicateDoor(door: string, code: Code, buildingNumber: string, where: string): void {
    const before = this.#seen.doors.get(door)
    if (before === undefined) {
      this.#seen.doors.set(door, { where, ...code, buildingNumber })
      return
    }
    if (this.#reasons.some((reason) => reason.code === 'duplicate-code')) return
    const isOther =
      (code.unitCode !== null && before.unitCode !== null) ||
      (code.parcelCode !== null && before.parcelCode !== null && code.parcelCode !== before.parcelCode) ||
      (buildingNumber !== '' && before.buildingNumber !== '' && buildingNumber !== before.buildingNumber)
    if (isOther)
      this.#warnings.push({
        code: 'shared-door',
        sentence: `门牌与${before.where}相同，是同一门牌的另一幢；一个门牌登记一幢，以前面那行为准`,
      })
    else this.#reject('duplicate-door', `门牌与${before.where}重复；请核对，是另一幢的话请填单元号或幢号`)
  }

  #floors(): number | null {
    const read = readFloors(this.#row.get('floors'))
    if (read.ok) return read.value
    this.#reject('bad-floors', `层数看不懂；请填 1 到 200 的整数${formulaHint(this.#row.get('floors'))}`)
    return null
  }

  #area(field: (typeof AREAS)[number]): number | null {
    const cell = this.#row.get(field)
    const read = readArea(cell, this.#units[field] ?? 1)
    if (read.ok) return read.value
    this.#reject('bad-area', `${AREA_WORDS[field]}看不懂；请填平方米数，如 120.5${formulaHint(cell)}`)
    return null
  }

  #structure(): string | null {
    const text = textOf(this.#row.get('structure'))
    if (text === null || isDitto(text) || text.startsWith('=') || text.startsWith('#')) return null
    if (text.length > MAX_STRUCTURE) this.#reject('too-long', `房屋结构太长（超过 ${MAX_STRUCTURE} 个字）；请删短`)
    return text
  }

  #remark(): string | null {
    const text = textOf(this.#row.get('remark'))
    if (text === null) return null
    if (text.length > MAX_TEXT) this.#reject('too-long', `备注太长（超过 ${MAX_TEXT} 个字）；请删短`)
    const kept = withoutMobiles(withoutIdNumbers(text), '［电话不保存］')
    if (kept !== text) this.#warnings.push({ code: 'numbers-removed', sentence: '备注里的证件号或电话不保存，已去掉' })
    return kept
  }

  #footprint(): CadastreStored['footprint'] {
    const read = this.#row.source.footprint
    if (read === undefined) return null
    if (read.ok) return read.footprint
    this.#reject('bad-footprint', read.sentence)
    return null
  }
}

interface Code {
  parcelCode: string | null
  unitCode: string | null
}

const NO_CODE: Code = { parcelCode: null, unitCode: null }

function textOf(cell: string): string | null {
  return isEmptyMark(cell) ? null : cell.trim()
}

/** A formula whose result the file does not hold. */
export function formulaHint(cell: string): string {
  return cell.startsWith('=') ? '（这一格是公式，没有结果；请在 Excel 里打开保存一次再上传）' : ''
}
