import { readHeads } from './cell-number.ts'
import { headingReadings } from './column-name.ts'
import { isDitto, isEmptyMark, isNo } from './ditto.ts'
import type { ImportField } from './fields.ts'
import { type FieldRow, fieldRows, type MappedSheet } from './sheet-rows.ts'

/** The rows of one household on a sheet that has a row for every person. */
export interface PersonRows {
  /** Row number of the first person, in whose place the household stands. */
  first: number
  /** How many rows there are. */
  count: number
  /** All of them as one row of a ledger, without the names. */
  household: FieldRow
}

const RELATION = /关系$/
const OWN_NAME = /(姓名|成员|居住人员?|^XM|^NAMES?)$/
const NO_OWN_NAME = /户主|联系|业主|房东/
const HEAD_NAME = /^(户主(姓名)?|HZ|HZXM)$/
const HEAD = /^(户主|本人|户主本人|房主)$/

/** Of a list with names only, this part of the rows has to repeat a door before it is taken for one of persons. */
const REPEATED = 0.2
const MAX_REMARK = 200
/** Rows of one step. */
const STEP = 200

const fold = (cell: string): string => (isEmptyMark(cell) ? '' : cell.normalize('NFKC').replace(/\s+/g, ''))

/** By row number, the household that a row belongs to; null for a sheet of households. */
export type RowsOfPersons = ReadonlyMap<number, PersonRows> | null

/**
 * Finds on a sheet with a row for every person (`门牌号 姓名 电话`, `户主 与户主关系`) which rows make one household.
 * Rows of which that is not certain are left out: headcounts or heads that differ, the same name twice. A generator, so
 * that a caller can stop for breath at every step.
 */
export function* findPersonRows(sheet: MappedSheet): Generator<void, RowsOfPersons> {
  const columns = personColumns(sheet)
  if (columns === null || !(yield* isRepeating(sheet, columns))) return null
  const homes = new Map<string, Home>()
  let looked = 0
  for (const row of fieldRows(sheet)) {
    if (++looked % STEP === 0) yield
    const key = keyOf((field) => row.get(field))
    if (key === null) continue
    const home = homes.get(key)
    if (home === undefined) homes.set(key, new Home(row, columns))
    else home.add(row)
  }
  const byRow = new Map<number, PersonRows>()
  for (const home of homes.values()) {
    if (!home.isCertain) continue
    const persons = home.persons()
    for (const row of home.rows) byRow.set(row, persons)
  }
  return byRow
}

/** The same in one go. */
export function personRows(sheet: MappedSheet): RowsOfPersons {
  const finding = findPersonRows(sheet)
  let step = finding.next()
  while (step.done !== true) step = finding.next()
  return step.value
}

interface PersonColumns {
  relation: number | null
  head: number | null
  names: number | null
}

function personColumns({ table, mapping }: MappedSheet): PersonColumns | null {
  const find = (isIt: (reading: string, index: number) => boolean): number | null =>
    table.columns.find(({ lines, index }) => headingReadings(lines).some((reading) => isIt(reading, index)))?.index ??
    null
  const relation = find((reading) => RELATION.test(reading))
  const names = find(
    (reading, index) => index === mapping['names'] && OWN_NAME.test(reading) && !NO_OWN_NAME.test(reading),
  )
  if (relation === null && names === null) return null
  return { relation, names, head: find((reading) => HEAD_NAME.test(reading)) }
}

/** Where a row says that people live; null when it does not. */
function keyOf(get: (field: ImportField) => string): string | null {
  const [area, door, building, unit, room] = [get('area'), get('door'), get('building'), get('unit'), get('room')]
  if ([door, building, room].some((cell) => isDitto(cell)) || fold(door) + fold(building) + fold(room) === '')
    return null
  return [area, door, building, unit, room].map(fold).join('|')
}

function* isRepeating({ table, mapping }: MappedSheet, columns: PersonColumns): Generator<void, boolean> {
  const keys = new Set<string>()
  let rows = 0
  for (const { cells } of table.rows) {
    const key = keyOf((field) => {
      const column = mapping[field]
      return typeof column === 'number' ? (cells[column] ?? '') : ''
    })
    if (key === null) continue
    rows += 1
    keys.add(key)
    if (rows % STEP === 0) yield
  }
  const repeated = rows - keys.size
  return columns.relation === null ? repeated >= Math.max(2, rows * REPEATED) : repeated > 0
}

/** What the persons of a household have in one field, each value once. */
type Values = Partial<Record<ImportField, string[]>>

const KEPT: readonly ImportField[] = [
  ...(['grid', 'area', 'door', 'building', 'unit', 'room', 'headcount', 'adults', 'children'] as const),
  ...(['phone', 'occupancy', 'priority', 'remark'] as const),
]

class Home {
  readonly rows: number[] = []
  readonly #first: FieldRow
  readonly #columns: PersonColumns
  readonly #values: Values = {}
  readonly #names = new Set<string>()
  readonly #heads = new Set<string>()
  #headRows = 0
  #named = 0
  #stated = 0

  constructor(first: FieldRow, columns: PersonColumns) {
    this.#first = first
    this.#columns = columns
    this.add(first)
  }

  add(row: FieldRow): void {
    this.rows.push(row.row)
    for (const field of KEPT) {
      const cell = row.get(field).trim()
      if (isEmptyMark(cell)) continue
      if (field === 'headcount') this.#stated += 1
      const values = (this.#values[field] ??= [])
      if (!values.includes(cell)) values.push(cell)
    }
    const { relation, head, names } = this.#columns
    const cellOf = (column: number | null) => (column === null ? '' : fold(row.source.cells[column] ?? ''))
    if (HEAD.test(cellOf(relation))) this.#headRows += 1
    if (cellOf(head) !== '' && !isDitto(cellOf(head))) this.#heads.add(cellOf(head))
    if (cellOf(names) === '') return
    this.#named += 1
    this.#names.add(cellOf(names))
  }

  get isCertain(): boolean {
    if (this.rows.length === 1) return true
    if (this.#headRows > 1 || this.#heads.size > 1 || this.#named > this.#names.size) return false
    if (this.#values.adults !== undefined || this.#values.children !== undefined) return false
    const stated = this.#values.headcount
    if (stated === undefined) return true
    const read = readHeads(stated[0] ?? '')
    const headcount = stated.length === 1 && read.ok ? read.value?.headcount : undefined
    // A one in every row counts the person, not the household.
    return headcount === this.rows.length || (headcount === 1 && this.#stated === this.rows.length)
  }

  persons(): PersonRows {
    const { sheet, row, source } = this.#first
    const has = (field: ImportField): boolean => this.#first.has(field)
    const get = (field: ImportField): string => this.#valueOf(field)
    return { first: row, count: this.rows.length, household: { sheet, row, source, get, has } }
  }

  #valueOf(field: ImportField): string {
    const values = this.#values[field] ?? []
    if (field === 'headcount') {
      const isStated = this.rows.length === 1 && (values.length > 0 || this.#values.adults !== undefined)
      return isStated ? (values[0] ?? '') : String(this.rows.length)
    }
    if (field === 'phone') return values.join('、')
    if (field === 'remark') return remarksOf(values)
    if (field === 'occupancy') return values.length === 1 ? (values[0] ?? '') : ''
    if (field === 'priority') return values.find((value) => !isNo(value)) ?? ''
    return values[0] ?? ''
  }
}

/** Remarks of persons one after another; one that would not fit any more is left out whole. */
function remarksOf(remarks: readonly string[]): string {
  const [first = '', ...others] = remarks
  return others.reduce(
    (text, remark) => (text.length + remark.length < MAX_REMARK ? `${text}；${remark}` : text),
    first,
  )
}
