import { MAX_PHONES } from '../max-phones.ts'
import { normalText } from '../normal-text.ts'
import { findPhones } from '../phone.ts'
import { formulaHint, placeNamesOf } from './cadastre-rows.ts'
import { type Heads, readHeads } from './cell-number.ts'
import { isEmptyMark, isNo } from './ditto.ts'
import { foldGrid, gridFinder, type KnownGrid } from './grid-code.ts'
import { type PersonRows, personRows, type RowsOfPersons } from './person-rows.ts'
import { withoutIdNumbers, withoutMobiles } from './personal-column.ts'
import { DoorReader, guessSentence, readDoorCells } from './read-door.ts'
import {
  type Finding,
  type LedgerStored,
  type LedgerVerdict,
  type RejectReason,
  type RowWarning,
  verdictOf,
} from './row-verdict.ts'
import { type FieldRow, fieldRows, type MappedSheet } from './sheet-rows.ts'

export interface LedgerContext {
  placeNames: readonly string[]
  /** The community's grids; without them every grid that is written is taken as it stands. */
  grids?: readonly KnownGrid[]
  /** Completes local telephone numbers: `0595`. */
  areaCode?: string
  /** Which rows of a sheet make one household, where that was found out before. */
  persons?: ReadonlyMap<MappedSheet, RowsOfPersons>
}

const MAX_TEXT = 500
const LARGE_HOUSEHOLD = 20

/**
 * Judges the rows of a household ledger, every data row once and in order. A telephone that is none does not hold up
 * a household: it is left out with a warning. What would store a wrong door, count or grid is rejected. On a sheet with
 * a row for every person, the first row of a household stands for all of them and the others say where they went.
 */
export function* ledgerVerdicts(sheets: readonly MappedSheet[], context: LedgerContext): Generator<LedgerVerdict> {
  const shared: Shared = {
    doorReader: new DoorReader(placeNamesOf(sheets, context.placeNames)),
    findGrid: context.grids === undefined ? null : gridFinder(context.grids),
    areaCode: context.areaCode,
    doors: new Map(),
    occupancyHeading: '',
  }
  for (const sheet of sheets) {
    const column = sheet.mapping['occupancy']
    shared.occupancyHeading = sheet.table.columns.find((one) => one.index === column)?.name ?? ''
    const found = context.persons?.get(sheet)
    const persons = found === undefined ? personRows(sheet) : found
    const households = new Map<number, LedgerVerdict>()
    for (const row of fieldRows(sheet)) {
      const home = persons?.get(row.row)
      const verdict = verdictOn(row, home, shared, households)
      if (home?.first === row.row) households.set(row.row, verdict)
      yield verdict
    }
  }
}

function verdictOn(
  row: FieldRow,
  home: PersonRows | undefined,
  shared: Shared,
  households: ReadonlyMap<number, LedgerVerdict>,
): LedgerVerdict {
  if (home === undefined) return new LedgerRow(row, shared).verdict()
  const household = households.get(home.first)
  if (household === undefined) return new LedgerRow(home.household, shared).verdict(home.count)
  const place = { sheet: row.sheet, row: row.row, door: household.door }
  if (household.reason !== null) {
    const sentence = `并入第 ${home.first} 行，那一行没有通过；请一起改好`
    return verdictOf<LedgerStored>(place, [{ code: household.reason, sentence }], [], null)
  }
  const sentence = `同一家的另一人，并入第 ${home.first} 行`
  return verdictOf<LedgerStored>(place, [], [{ code: 'merged-row', sentence }], null)
}

interface Shared {
  doorReader: DoorReader
  findGrid: ((text: string) => string | null) | null
  areaCode: string | undefined
  /** Where each door stood first. */
  doors: Map<string, string>
  occupancyHeading: string
}

class LedgerRow {
  readonly #row: FieldRow
  readonly #shared: Shared
  readonly #reasons: Finding<RejectReason>[] = []
  readonly #warnings: Finding<RowWarning>[] = []

  constructor(row: FieldRow, shared: Shared) {
    this.#row = row
    this.#shared = shared
  }

  /** `persons` is the number of rows that make up the household. */
  verdict(persons = 1): LedgerVerdict {
    const { sheet, row } = this.#row
    if (persons > 1) this.#warn('merged-row', `这个门牌有 ${persons} 行，合成一户，按 ${persons} 人登记`)
    const door = this.#door()
    const grid = this.#grid()
    const heads = this.#heads()
    const { phone, morePhones } = this.#phones()
    const remark = this.#remark(morePhones)
    const first = phone ?? morePhones.shift() ?? null
    if (morePhones.length >= MAX_PHONES)
      this.#warn('many-phones', `一户最多登记 ${MAX_PHONES} 个电话，只保存了前 ${MAX_PHONES} 个；其余的请记在别处`)
    const stored: LedgerStored = {
      grid,
      door: door ?? '',
      headcount: heads?.headcount ?? null,
      adults: heads?.adults ?? null,
      children: heads?.children ?? null,
      phone: first,
      morePhones: morePhones.slice(0, MAX_PHONES - 1),
      names: this.#names(),
      occupancy: this.#occupancy(heads?.headcount ?? null),
      priority: this.#priority(),
      remark,
    }
    return verdictOf({ sheet, row, door }, this.#reasons, this.#warnings, stored)
  }

  #reject(code: RejectReason, sentence: string): void {
    this.#reasons.push({ code, sentence })
  }

  #warn(code: RowWarning, sentence: string): void {
    this.#warnings.push({ code, sentence })
  }

  #text(field: 'grid' | 'phone' | 'names' | 'occupancy' | 'priority' | 'remark'): string {
    const cell = this.#row.get(field)
    return isEmptyMark(cell) ? '' : cell.trim()
  }

  #door(): string | null {
    const row = this.#row
    const cells = {
      area: row.get('area'),
      door: row.get('door'),
      building: row.get('building'),
      unit: row.get('unit'),
      room: row.get('room'),
    }
    const read = readDoorCells(cells, this.#shared.doorReader)
    if (!read.ok) {
      this.#reject(read.missing ? 'no-door' : 'bad-door', read.sentence)
      return null
    }
    if (read.isGuess) this.#warn('guessed-door', guessSentence(read.door))
    const where = `“${row.sheet}”第 ${row.row} 行`
    const before = this.#shared.doors.get(read.door)
    if (before === undefined) this.#shared.doors.set(read.door, where)
    else this.#reject('duplicate-door', `门牌与${before}重复；同一家的请合并成一行，不是同一家的请补上片区、楼栋或房号`)
    return read.door
  }

  #grid(): string | null {
    const text = this.#text('grid')
    if (text === '') {
      if (this.#row.has('grid')) this.#warn('no-grid', '没有填网格，按门牌所在的网格登记')
      return null
    }
    const { findGrid } = this.#shared
    const grid = findGrid === null ? foldGrid(text) : findGrid(text)
    if (grid === null || grid === '') {
      this.#reject('unknown-grid', '没有这个网格；请按本村的网格编号填写，例如 2 或 2-3')
      return null
    }
    return grid
  }

  #heads(): Heads | null {
    const cells = [this.#row.get('headcount'), this.#row.get('adults'), this.#row.get('children')] as const
    const [total, adults, children] = [readHeads(cells[0]), readHeads(cells[1]), readHeads(cells[2])]
    if (!total.ok || !adults.ok || !children.ok) {
      const bad = cells[total.ok ? (adults.ok ? 2 : 1) : 0]
      this.#reject('bad-headcount', `人数看不懂；请填整数，如 3${formulaHint(bad)}`)
      return null
    }
    const parts = {
      adults: adults.value?.headcount ?? total.value?.adults ?? null,
      children: children.value?.headcount ?? total.value?.children ?? null,
    }
    const hasParts = parts.adults !== null || parts.children !== null
    const sum = (parts.adults ?? 0) + (parts.children ?? 0)
    const headcount = total.value?.headcount ?? (hasParts ? sum : null)
    if (headcount === null) {
      this.#warn('no-headcount', '没有填人数，先按“人数未知”登记')
      return null
    }
    if (headcount > LARGE_HOUSEHOLD) this.#warn('large-headcount', `一户 ${headcount} 人，请核对是不是多打了数字`)
    const bothParts = parts.adults !== null && parts.children !== null
    if (bothParts && sum !== headcount) {
      this.#warn('parts-differ', '大人加小孩与总人数不符，按总人数登记')
      return { headcount, adults: null, children: null }
    }
    return { headcount, ...parts }
  }

  #phones(): { phone: string | null; morePhones: string[] } {
    const cell = this.#text('phone')
    if (cell === '') return { phone: null, morePhones: [] }
    const { valid, isDamaged } = phonesIn(cell, this.#shared.areaCode)
    const [phone = null, ...morePhones] = valid
    if (isDamaged || phone === null) this.#warn('bad-phone', '电话号码有误（手机应为 11 位），先不保存；请核对后补上')
    return { phone, morePhones }
  }

  #names(): string[] {
    const names = this.#text('names').split(/[、,，;；/\s]+/)
    return [...new Set(names.filter((name) => name !== '' && name.length <= 20 && !/\d/.test(name)))].slice(0, 30)
  }

  #occupancy(headcount: number | null): LedgerStored['occupancy'] {
    const text = this.#text('occupancy')
    if (text === '') return headcount === 0 ? 'vacant' : 'occupied'
    const read = readOccupancy(text, this.#shared.occupancyHeading)
    if (read !== null) return read
    this.#warn('odd-occupancy', '居住状态看不懂，按“在住”登记')
    return 'occupied'
  }

  #priority(): boolean {
    const text = this.#text('priority')
    return text !== '' && !isNo(text)
  }

  /** Numbers that stand in the remark are kept where numbers are kept, not in a text that more people may read. */
  #remark(morePhones: string[]): string | null {
    const priority = this.#text('priority')
    const parts = [/^(是|√|1|y|yes|true)$/i.test(priority) || !this.#priority() ? '' : priority, this.#text('remark')]
    const text = parts.filter((part) => part !== '').join('；')
    if (text === '') return null
    if (text.length > MAX_TEXT) this.#reject('too-long', `备注太长（超过 ${MAX_TEXT} 个字）；请删短`)
    const kept = withoutMobiles(withoutIdNumbers(text), '［电话另存］')
    if (kept === text) return text
    morePhones.push(...phonesIn(text, this.#shared.areaCode).valid.filter((phone) => !morePhones.includes(phone)))
    this.#warn('numbers-removed', '备注里的电话另存到电话栏，证件号不保存')
    return kept
  }
}

function phonesIn(cell: string, areaCode: string | undefined): { valid: string[]; isDamaged: boolean } {
  const found = findPhones(normalText(cell).text, { areaCode, countStated: true })
  const valid = found.map((one) => one.phone).filter((phone) => phone !== null)
  return { valid: [...new Set(valid)], isDamaged: found.some((one) => one.phone === null) }
}

function readOccupancy(text: string, heading: string): LedgerStored['occupancy'] | null {
  const isYes = /^(是|有|√|1|y|yes)$/i.test(text)
  if (isYes || /^(否|不是|无|没有|×|x|0|n|no)$/i.test(text)) {
    const asksEmpty = /空/.test(heading)
    return isYes === asksEmpty ? 'vacant' : 'occupied'
  }
  if (/封/.test(text)) return 'sealed'
  if (/空|无人|没人|未入住|闲置|vacant/i.test(text)) return 'vacant'
  if (/外出|外地|不在|离开|未回|搬|away/i.test(text)) return 'away'
  return /住|租|有人|在家|正常|occupied/i.test(text) ? 'occupied' : null
}
