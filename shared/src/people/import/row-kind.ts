import { foldHeader } from './header-name.ts'
import type { Mapping } from './fields.ts'
import type { SheetTable, TableRow } from './sheet-table.ts'
import { isDoorLike } from './value-fit.ts'

/** What a row below the header is. Only data rows are judged; the others are counted. */
export type RowKind = 'data' | 'subtotal' | 'heading' | 'note'

const SUBTOTAL =
  /^[(（【[]?(本页|本表|本组|本村|本栋|全村|全部|以上|各项|面积|户数|人数)?(小计|合计|总计|共计|累计|总合计|总数)([:：)）】\]]|\d|$|.{0,12}$)/
const NOTE =
  /盖章|签章|签字|签名|制表|填表|审核[人:：]|复核[人:：]|校对|测绘单位|测量单位|填报单位|异议|公示期|监督电话|联系电话[:：]|^注[:：]|^说明[:：]|^备注[:：]|^备注$|^附注|^(制图|填报|公示|编制|打印)?(日期|时间)[:：]|^第.{1,5}页|共.{1,5}页$|^续表|^(以下)?空白$|单位[:：]/

/**
 * What is left of a cell that stands in a dropped column: nothing, but for the words by which totals and signatures
 * are known, without what follows them.
 */
export function tellingWord(cell: string): string {
  const text = cell.replace(/[\s\u200b\ufeff]+/g, '')
  if (SUBTOTAL.test(text)) return '小计'
  return NOTE.test(text) ? '签字' : ''
}

/** Columns that offices fill in far down an empty form: alone they tell of no house. */
const PREFILLED: ReadonlySet<string> = new Set([
  'grid',
  'area',
  'buildingNumber',
  'building',
  'unit',
  'structure',
  'occupancy',
  'remark',
])

/** A number that stands for itself, not the day of a signature. */
const NUMBER = /^-?[\d.,]+\D{0,3}$|^[〇一二两三四五六七八九十]{1,3}\D{0,2}$/

/** Characters of a cell by which it is known; what a long one says further on does not matter. */
const LOOKED_AT = 200

/** Sorts the rows of one sheet. Made once per sheet, asked for each row in order. */
export class RowSorter {
  readonly #headings: Map<number, string>
  readonly #telling: ReadonlySet<number>
  readonly #numbers: ReadonlySet<number>
  readonly #code: readonly number[]
  readonly #door: number | null
  readonly #remark: number | null
  readonly #headerRow: number

  constructor(sheet: SheetTable, mapping: Mapping) {
    this.#headings = new Map(sheet.columns.map((column) => [column.index, foldHeader(column.lines.at(-1) ?? '')]))
    this.#telling = new Set(
      Object.entries(mapping)
        .filter(([field]) => !PREFILLED.has(field))
        .map(([, column]) => column)
        .filter((column) => typeof column === 'number'),
    )
    this.#code = [mapping['unitCode'], mapping['parcelCode'], mapping['phone']].filter(
      (column) => typeof column === 'number',
    )
    const numbers = ['floors', 'landArea', 'footprintArea', 'floorArea', 'headcount', 'adults', 'children']
    this.#numbers = new Set(numbers.map((field) => mapping[field]).filter((column) => typeof column === 'number'))
    this.#door = mapping['door'] ?? null
    this.#remark = mapping['remark'] ?? null
    this.#headerRow = sheet.headerRow ?? 0
  }

  kindOf(row: TableRow): RowKind {
    const filled: [number, string][] = []
    row.cells.forEach((cell, column) => {
      const text = cell.slice(0, LOOKED_AT).replace(/[\s\u200b\ufeff]+/g, '')
      if (text !== '') filled.push([column, text])
    })
    if (this.#code.some((column) => /\d{6}|\d\.\d+E/i.test(row.cells[column] ?? ''))) return 'data'
    if (filled.length === 0) return row.personal > 0 ? 'data' : 'note'
    if (filled.some(([column, text]) => column !== this.#remark && SUBTOTAL.test(text))) return 'subtotal'
    if (this.#isHeading(filled, row.row)) return 'heading'
    return this.#isNote(filled, row) ? 'note' : 'data'
  }

  /** The header printed again on every page, a line of units, or the numbers 1, 2, 3 … under the header. */
  #isHeading(filled: readonly [number, string][], row: number): boolean {
    const repeated = filled.filter(([column, text]) => {
      const folded = foldHeader(text)
      return folded === '' || folded === this.#headings.get(column)
    }).length
    if (this.#headerRow > 0 && filled.length >= 2 && repeated >= filled.length * 0.6) return true
    if (row > this.#headerRow + 3 || filled.length < 4) return false
    const start = Number(filled[0]?.[1].replace(/[()（）]/g, ''))
    return filled.every(([, text], at) => Number(text.replace(/[()（）]/g, '')) === start + at)
  }

  #isNote(filled: readonly [number, string][], row: TableRow): boolean {
    if (filled.some(([column, text]) => this.#numbers.has(column) && NUMBER.test(text))) return false
    if (filled.length <= 4 && filled.some(([column, text]) => column !== this.#remark && NOTE.test(text))) return true
    const door = this.#door === null ? '' : (row.cells[this.#door] ?? '')
    if (isDoorLike(door) || row.personal > 0) return false
    // A section title, a serial number without anything behind it, or a sentence across the sheet.
    const useful = filled.filter(([column]) => this.#telling.has(column))
    return useful.length === 0 || (filled.length === 1 && (filled[0]?.[1].length ?? 0) > 30)
  }
}
