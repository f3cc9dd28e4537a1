/** Sheets to cut or peel, or a roll of a small printer. */
export const LABEL_PAPERS = ['a4', 'roll'] as const
export type LabelPaper = (typeof LABEL_PAPERS)[number]

/** Millimetres. */
export const ROLL_WIDTHS = { least: 20, usual: 58, most: 120 } as const

/** What a roll printer cannot reach, on both sides together. Millimetres. */
const UNREACHED = 10

/** How much of a roll is printed on, in millimetres. */
export const printableMm = (widthMm: number): number => widthMm - UNREACHED

/** Squares of a voucher's code, version 5, and of the white around it. */
const MODULES = 37 + 2 * 4

/** The smallest square that a telephone reads from a bag at arm's length, and that such a printer prints clean. */
const LEAST_MODULE_MM = 0.5

/** What a voucher's code needs, white around it included. Millimetres. */
export const LEAST_CODE_MM = MODULES * LEAST_MODULE_MM

/** Why labels cannot be printed on such a roll; null when they can. */
export function narrowWords(widthMm: number): string | null {
  if (printableMm(widthMm) >= LEAST_CODE_MM) return null
  const least = Math.ceil(LEAST_CODE_MM + UNREACHED)
  return `${widthMm} 毫米的纸太窄：二维码印上去太小，扫不出来。请用 ${least} 毫米以上的纸，常见的是 58 毫米`
}
