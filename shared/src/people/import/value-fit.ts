import { normalisePhone } from '../phone.ts'
import { readOutcome } from '../results/read-outcome.ts'
import { readInstant } from '../results/read-instant.ts'
import { readArea, readFloors, readHeads } from './cell-number.ts'
import { isDitto, isEmptyMark } from './ditto.ts'
import type { ImportField } from './fields.ts'

const fold = (value: string): string => value.normalize('NFKC').replace(/\s+/g, '')

/** A cell that names a house: a number with its word, or numbers joined by dashes. */
export function isDoorLike(value: string): boolean {
  const text = fold(value)
  return (
    text.length <= 80 &&
    (/[\dA-Z〇零一二三四五六七八九十百](号|栋|幢|座|室|房|单元|#|巷|弄|楼)/i.test(text) ||
      /^\D{0,12}\d{1,4}(-\d{1,4}){1,3}$/.test(text))
  )
}

const isCodeLike = (value: string): boolean => {
  const text = fold(value)
  return /^\d{6}[\dA-Z]{9,24}$/i.test(text) && !/^\d{18}$|^\d{17}X$/i.test(text)
}

const isLostCode = (value: string): boolean => /^\d\.\d+E\+?\d{2}$/i.test(fold(value))

const TESTS: Partial<Record<ImportField, (value: string) => boolean>> = {
  unitCode: (value) => isCodeLike(value) || isLostCode(value),
  parcelCode: (value) => isCodeLike(value) || isLostCode(value) || /^\d{4,6}$/.test(fold(value)),
  door: (value) => isDoorLike(value) || /^\d{1,4}$/.test(fold(value)),
  structure: (value) => /[混砖钢木土石简框]|剪力|结构/.test(value),
  floors: (value) => readFloors(value).ok,
  landArea: (value) => readArea(value, 1).ok,
  footprintArea: (value) => readArea(value, 1).ok,
  floorArea: (value) => readArea(value, 1).ok,
  phone: (value) => normalisePhone(value, '010') !== null || /\d{7,}/.test(value),
  headcount: (value) => readHeads(value).ok,
  adults: (value) => readHeads(value).ok,
  children: (value) => readHeads(value).ok,
  grid: (value) => fold(value).length <= 20,
  names: (value) => !/\d/.test(value),
  tubeCode: (value) => /^[A-Z0-9-]{4,40}$/i.test(fold(value)) || isLostCode(value),
  sampledAt: (value) => readInstant(value) !== null,
  testedAt: (value) => readInstant(value) !== null,
  outcome: (value) => readOutcome(value) !== null,
}

/** The part of the filled values that a field could hold, 0 to 1; null when the field takes anything or all is blank. */
export function valueFit(field: ImportField, values: readonly string[]): number | null {
  const test = TESTS[field]
  const filled = values.filter((value) => !isEmptyMark(value) && !isDitto(value))
  if (test === undefined || filled.length === 0) return null
  return filled.filter((value) => test(value)).length / filled.length
}

/** Fields that their values alone give away, with the test that does so: far stricter than being possible. */
export const TELLING: Partial<Record<ImportField, (value: string) => boolean>> = {
  unitCode: isCodeLike,
  door: isDoorLike,
  phone: (value) => /^1[3-9]\d{9}$/.test(fold(value)),
  outcome: (value) => readOutcome(value) !== null && !/^[-+±]$/.test(fold(value)),
  structure: (value) => /^(混合|钢混|砖混|砖木|土木|石木|框架|钢结构|砖石|石混|土石|木)结?构?$/.test(fold(value)),
}
