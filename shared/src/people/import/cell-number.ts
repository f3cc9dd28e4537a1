import { readChineseNumber } from '../chinese-number.ts'
import { isEmptyMark } from './ditto.ts'

/** A number read from a cell: null when the cell says that there is none, `bad` when it is not understood. */
export type CellNumber = { ok: true; value: number | null } | { ok: false }

const BAD: CellNumber = { ok: false }
const NONE: CellNumber = { ok: true, value: null }

const fold = (cell: string): string => cell.normalize('NFKC').replace(/[\s\u200b-\u200f\ufeff]+/g, '')

/** A whole number in Arabic or Chinese digits, as text left after units have been taken off. */
function wholeNumber(text: string): number | null {
  if (/^\d{1,9}(\.0+)?$/.test(text)) return Number.parseInt(text, 10)
  const read = readChineseNumber(text)
  return read === null || read.vague ? null : read.value
}

/** Storeys: `3`, `3层`, `三`, `地上3层`. Whole numbers from 1 to 200; two and a half storeys are for a person to decide. */
export function readFloors(cell: string): CellNumber {
  if (isEmptyMark(cell)) return NONE
  const text = fold(cell)
    .replace(/^(共|地上|总)/, '')
    .replace(/(层楼|层|F|f)$/, '')
  const value = wholeNumber(text)
  return value === null || value < 1 || value > 200 ? BAD : { ok: true, value }
}

/**
 * An area in square metres, rounded to 2 decimals: `617.48`, `1,617.48㎡`, `0.3亩`. Zero means that nobody measured.
 * `unit` is how many square metres one unit of the column stands for. Negative or above a square kilometre is bad.
 */
export function readArea(cell: string, unit: number): CellNumber {
  if (isEmptyMark(cell)) return NONE
  const match = /^(\d+(?:,\d{3})*(?:\.\d+)?|\.\d+)(平方米|平米|平方|m2|㎡|m²|亩)?$/i.exec(fold(cell))
  if (match === null) return BAD
  const factor = match[2] === undefined ? unit : match[2] === '亩' ? 2000 / 3 : 1
  const value = Math.round(Number((match[1] ?? '').replaceAll(',', '')) * factor * 100) / 100
  if (!Number.isFinite(value) || value > 1_000_000) return BAD
  return value === 0 ? NONE : { ok: true, value }
}

export interface Heads {
  headcount: number
  adults: number | null
  children: number | null
}

/** The largest household anybody may mean; a dormitory is several. */
const MAX_HEADS = 999

/** People of a household: `3`, `3人`, `三口`, `2大1小`, `大人2小孩1`. Null for an empty cell, `bad` for anything else. */
export function readHeads(cell: string): { ok: true; value: Heads | null } | { ok: false } {
  if (isEmptyMark(cell)) return { ok: true, value: null }
  const text = fold(cell).replace(/^(共|合计|一家|计)/, '')
  const parts = /^(?:(?:大人?|成人)(.{1,3})(?:小孩?|儿童)(.{1,3})|(.{1,3})大(?:人)?(.{1,3})小(?:孩)?)$/.exec(text)
  if (parts !== null) {
    const adults = wholeNumber(bare(parts[1] ?? parts[3] ?? ''))
    const children = wholeNumber(bare(parts[2] ?? parts[4] ?? ''))
    if (adults === null || children === null) return { ok: false }
    return { ok: true, value: { headcount: adults + children, adults, children } }
  }
  const value = wholeNumber(bare(text))
  if (value === null || value > MAX_HEADS) return { ok: false }
  return { ok: true, value: { headcount: value, adults: null, children: null } }
}

function bare(text: string): string {
  return text.replace(/(个人|人|口|位|名|个)$/, '')
}
