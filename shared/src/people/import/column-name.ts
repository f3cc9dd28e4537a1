import type { ImportKind } from './contract.ts'
import type { FieldWords } from './field-words.ts'
import { FIELDS, type ImportField, UNUSED_NAMES } from './fields.ts'
import { foldHeader } from './header-name.ts'
import { isPersonalName } from './personal-column.ts'

/**
 * The readings of a heading of one or two lines, folded: `面积` over `建筑` can mean 建筑面积, `宗地` over `代码`
 * 宗地代码. The whole comes first.
 */
export function headingReadings(lines: readonly string[]): string[] {
  const folded = lines.map(foldHeader).filter((line) => line !== '')
  const readings = new Set([folded.join('')])
  const lower = folded.at(-1)
  if (folded.length > 1 && lower !== undefined) {
    readings.add(lower)
    readings.add(lower + folded[0])
  }
  readings.delete('')
  return [...readings]
}

/** How well a heading names a field: 0 not at all, 0.7 by a part of it, up to 1 for the office's usual word. */
export function nameFit(readings: readonly string[], words: FieldWords): number {
  let best = 0
  for (const reading of readings) {
    const rank = words.names.indexOf(reading)
    if (rank >= 0) best = Math.max(best, 1 - rank * 0.002)
    else if (reading.length <= 16 && words.parts?.test(reading) && !words.not?.test(reading)) best = Math.max(best, 0.7)
  }
  return best
}

export function fieldsOf(kind: ImportKind): [ImportField, FieldWords][] {
  return Object.entries(FIELDS[kind]) as [ImportField, FieldWords][]
}

/** Whether a text is the name of some column of such lists, useful or not: 0, 0.7 or about 1. */
export function headingFit(lines: readonly string[], kind: ImportKind): number {
  let best = 0
  const readings = headingReadings(lines)
  for (const [, words] of fieldsOf(kind)) best = Math.max(best, nameFit(readings, words))
  if (best >= 0.9) return best
  for (const reading of readings) {
    if (UNUSED_NAMES.has(reading)) return 1
    if (reading.length <= 10 && isPersonalName(reading, kind)) return 0.9
  }
  return best
}
