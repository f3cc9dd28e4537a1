import { ImportRefusal } from '@gezhong/shared/people/import/import-refusal'
import { columnOf } from './column-letter.ts'
import type { ImportLimits } from './limits.ts'
import type { RawSheet } from './raw-sheet.ts'
import { attribute, type XmlHandler } from './xml-scanner.ts'
import { decodeEscapes, type Workbook } from './xlsx-workbook.ts'

const MAX_ROW = 1_048_576
const MAX_COLUMN = 16_384

/** Stands in for a formula whose result the file does not hold; nobody may take it for a value. */
const UNCOMPUTED = '=公式未计算'

/**
 * Collects the cells of one sheet as text. A formula gives the result that the file holds, never anything computed
 * here. A number shown as a date becomes `2022-05-08`, so that a door `5-8` that Excel turned into a date is not
 * mistaken for the number 44689. Rows without any text are left out.
 */
export class XlsxSheetReader implements XmlHandler {
  wantsText = false
  readonly sheet: RawSheet
  readonly #workbook: Workbook
  readonly #limits: ImportLimits
  #row = 0
  #column = -1
  #cells: string[] = []
  #type = 'n'
  #style = 0
  #value = ''
  #isFormula = false
  #isInline = false
  #isAid = false

  constructor(name: string, workbook: Workbook, limits: ImportLimits) {
    this.sheet = { name, rows: [], merges: [], cellCount: 0 }
    this.#workbook = workbook
    this.#limits = limits
  }

  open(name: string, tag: string): void {
    this.wantsText = false
    switch (name) {
      case 'c':
        this.#openCell(tag)
        break
      case 'v':
        this.wantsText = true
        break
      case 't':
        this.wantsText = this.#isInline && !this.#isAid
        break
      case 'is':
        this.#isInline = true
        break
      case 'rPh':
        this.#isAid = true
        break
      case 'f':
        this.#isFormula = true
        break
      case 'row':
        this.#openRow(tag)
        break
      case 'mergeCell':
        this.#merge(attribute(tag, 'ref') ?? '')
        break
    }
  }

  close(name: string): void {
    this.wantsText = false
    if (name === 'c') this.#closeCell()
    else if (name === 'row') this.#closeRow()
    else if (name === 'is') this.#isInline = false
    else if (name === 'rPh') this.#isAid = false
  }

  text(text: string): void {
    this.#value += text
  }

  #openRow(tag: string): void {
    const row = Number(attribute(tag, 'r') ?? this.#row + 1)
    if (!Number.isInteger(row) || row <= this.#row || row > MAX_ROW) throw this.#malformed()
    this.#row = row
    this.#column = -1
    this.#cells = []
  }

  #openCell(tag: string): void {
    const address = attribute(tag, 'r')
    const column = address === null ? this.#column + 1 : columnOf(address)
    if (column <= this.#column || column >= MAX_COLUMN) throw this.#malformed()
    this.#column = column
    this.#type = attribute(tag, 't') ?? 'n'
    this.#style = Number(attribute(tag, 's') ?? 0)
    this.#value = ''
    this.#isFormula = false
  }

  #closeCell(): void {
    const text = this.#cellText()
    if (text.trim() === '') return
    if (this.#column >= this.#limits.columns) {
      throw new ImportRefusal(
        'too-many-columns',
        `工作表“${this.sheet.name}”的列太多（超过 ${this.#limits.columns} 列），请只保留需要的列再上传`,
      )
    }
    while (this.#cells.length < this.#column) this.#cells.push('')
    this.#cells.push(text)
  }

  #closeRow(): void {
    if (this.#cells.length === 0) return
    this.sheet.rows.push({ row: this.#row, cells: this.#cells })
    this.sheet.cellCount += this.#cells.length
    this.#cells = []
  }

  #cellText(): string {
    const value = this.#value
    if (value.length > this.#limits.cellLength) {
      throw new ImportRefusal(
        'cell-too-long',
        `工作表“${this.sheet.name}”第 ${this.#row} 行有一格内容太长（超过 ${this.#limits.cellLength} 个字），请删短后再上传`,
      )
    }
    switch (this.#type) {
      case 's': {
        if (value === '') return ''
        const text = this.#workbook.texts[Number(value)]
        if (text === undefined) throw this.#malformed()
        return text
      }
      case 'inlineStr':
      case 'str':
        return decodeEscapes(value, this.#limits)
      case 'b':
        return value === '1' ? 'TRUE' : 'FALSE'
      case 'e':
      case 'd':
        return value
      default:
        if (value === '') return this.#isFormula ? UNCOMPUTED : ''
        return numberText(value, this.#workbook.dateStyles[this.#style] === true)
    }
  }

  #merge(ref: string): void {
    const match = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(ref)
    if (match === null) return
    const [, left = '', top, right = '', bottom] = match
    if (this.sheet.merges.length >= this.#limits.rows) {
      throw new ImportRefusal('too-many-rows', `工作表“${this.sheet.name}”的合并单元格太多，请取消合并后再上传`)
    }
    this.sheet.merges.push({ left: columnOf(left), top: Number(top), right: columnOf(right), bottom: Number(bottom) })
  }

  #malformed(): ImportRefusal {
    return new ImportRefusal(
      'damaged',
      `工作表“${this.sheet.name}”第 ${this.#row} 行附近读不下去；请在 Excel 或 WPS 里打开，另存为 .xlsx 再上传`,
    )
  }
}

/** A stored number as a person sees it: without the noise of binary fractions, or as a date. */
function numberText(value: string, isDate: boolean): string {
  // Whole numbers that Excel keeps exactly are written as they are shown: nearly all cells, spared the conversion.
  if (!isDate && /^-?(0|[1-9]\d{0,14})$/.test(value)) return value
  const number = Number(value)
  if (!Number.isFinite(number)) return value
  if (isDate && number >= 1 && number < 2_958_466) {
    const shown = new Date(Math.round((number - 25_569) * 86_400) * 1000).toISOString()
    return Number.isInteger(number) ? shown.slice(0, 10) : `${shown.slice(0, 10)} ${shown.slice(11, 19)}`
  }
  // The 15 digits that Excel keeps; a longer number has lost its tail already and shows so by its exponent.
  return String(Number(number.toPrecision(15)))
}
