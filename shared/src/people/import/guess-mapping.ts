import { fieldsOf, headingReadings, nameFit } from './column-name.ts'
import type { ImportKind } from './contract.ts'
import { isDitto, isEmptyMark } from './ditto.ts'
import type { ImportField, Mapping } from './fields.ts'
import type { SheetTable, TableColumn } from './sheet-table.ts'
import { TELLING, valueFit } from './value-fit.ts'

const SAMPLE = 200
/** Characters of a value that are looked at. */
const LOOKED_AT = 100
/** Rows that are looked at for them; a column that is blank so far down says nothing. */
const SEARCHED = 2000

interface Claim {
  field: ImportField
  column: number
  score: number
}

/**
 * Guesses which column holds which field, from the headings and from what stands below them: a heading whose values
 * contradict it is not believed, and a column of codes, doors or phones is known by its values whatever its heading.
 * Every field of the kind is in the answer; one that no column fits is null.
 */
export function guessMapping(sheet: SheetTable, kind: ImportKind): Mapping<ImportField> {
  const samples = new Map(sheet.columns.map((column) => [column.index, sample(sheet, column)]))
  const claims: Claim[] = []
  for (const column of sheet.columns) {
    for (const [field, words] of fieldsOf(kind)) {
      const score = scoreOf(field, nameFit(headingReadings(column.lines), words), samples.get(column.index) ?? [])
      if (score >= 0.5) claims.push({ field, column: column.index, score })
    }
  }
  claims.sort((a, b) => b.score - a.score || a.column - b.column)
  const mapping: Mapping<ImportField> = {}
  for (const [field] of fieldsOf(kind)) mapping[field] = null
  const taken = new Set<number>()
  for (const { field, column } of claims) {
    if (mapping[field] !== null || taken.has(column)) continue
    mapping[field] = column
    taken.add(column)
  }
  settleCodes(mapping, samples)
  settleArea(mapping, sheet, kind, taken, samples)
  if (kind === 'ledger' && sheet.headerRow === 0) guessNumbers(mapping, sheet, samples, taken)
  return mapping
}

function sample(sheet: SheetTable, column: TableColumn): string[] {
  const values: string[] = []
  for (const row of sheet.rows.slice(0, SEARCHED)) {
    const value = row.cells[column.index] ?? ''
    if (!isEmptyMark(value) && !isDitto(value)) values.push(value.slice(0, LOOKED_AT))
    if (values.length >= SAMPLE) break
  }
  return values
}

function scoreOf(field: ImportField, name: number, values: readonly string[]): number {
  const fit = valueFit(field, values)
  if (name > 0) {
    // Four values are too few to contradict a heading.
    if (fit !== null && fit < 0.2 && values.length >= 5) return 0
    return name + (fit ?? 0) * 0.3
  }
  const telling = TELLING[field]
  if (telling === undefined || values.length < 2) return 0
  const share = values.filter((value) => telling(value)).length / values.length
  return share >= 0.7 ? share * 0.65 : 0
}

/** A lone code column may be called either name; a parcel column full of unit codes is a unit column. */
function settleCodes(mapping: Mapping<ImportField>, samples: ReadonlyMap<number, readonly string[]>): void {
  const parcel = mapping.parcelCode
  if (typeof parcel !== 'number' || typeof mapping.unitCode === 'number') return
  const values = samples.get(parcel) ?? []
  if (values.filter((value) => value.replace(/\s+/g, '').length === 28).length > values.length / 2) {
    mapping.unitCode = parcel
    mapping.parcelCode = null
  }
}

/** `坐落` 中区 beside `门牌号` 32: a second address column without numbers is the area of the first. */
function settleArea(
  mapping: Mapping<ImportField>,
  sheet: SheetTable,
  kind: ImportKind,
  taken: Set<number>,
  samples: ReadonlyMap<number, readonly string[]>,
): void {
  const door = fieldsOf(kind).find(([field]) => field === 'door')?.[1]
  if (mapping.area === undefined || mapping.area !== null || door === undefined) return
  for (const column of sheet.columns) {
    const values = samples.get(column.index) ?? []
    if (taken.has(column.index) || values.length === 0 || nameFit(headingReadings(column.lines), door) === 0) continue
    if (values.filter((value) => /^\p{Script=Han}{1,30}$/u.test(value.trim())).length < values.length * 0.8) continue
    mapping.area = column.index
    taken.add(column.index)
    return
  }
}

/** In a ledger without headings the grid is a number that comes in runs, the headcount one that does not. */
function guessNumbers(
  mapping: Mapping<ImportField>,
  sheet: SheetTable,
  samples: ReadonlyMap<number, readonly string[]>,
  taken: Set<number>,
): void {
  for (const { index } of sheet.columns) {
    const values = samples.get(index) ?? []
    if (taken.has(index) || values.length < 2 || !values.every((value) => /^\d{1,3}$/.test(value.trim()))) continue
    const numbers = values.map(Number)
    const changes = numbers.filter((number, at) => at > 0 && number !== numbers[at - 1]).length
    const isSerial = numbers.every((number, at) => at === 0 || number === (numbers[at - 1] ?? 0) + 1)
    if (isSerial && numbers.length > 2) continue
    const field = changes < numbers.length / 4 && mapping.grid === null ? 'grid' : 'headcount'
    if (mapping[field] !== null) continue
    mapping[field] = index
    taken.add(index)
  }
}
