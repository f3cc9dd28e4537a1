const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  壹: 1,
  二: 2,
  两: 2,
  贰: 2,
  三: 3,
  叁: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
}
const SCALES: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000 }

/** Characters that can stand in a Chinese numeral of an address or a headcount, for use inside a regular expression class. */
export const NUMERAL_CLASS = '〇零一二两三四五六七八九十百廿卅'

/**
 * The value of a Chinese numeral: `三十二`, `一百零二`, `廿三`, or digit by digit `五〇一`.
 * Null when the characters form no number. `vague` is set for `三四` (three or four), which is no number to rely on.
 */
export function readChineseNumber(text: string): { value: number; vague: boolean } | null {
  if (text.length === 0 || text.length > 7) return null
  const expanded = text.replace(/廿/g, '二十').replace(/卅/g, '三十')
  let scaled = false
  for (const character of expanded) if (character in SCALES) scaled = true
  return scaled ? readScaled(expanded) : readDigits(expanded)
}

function readDigits(text: string): { value: number; vague: boolean } | null {
  let value = 0
  for (const character of text) {
    const digit = DIGITS[character]
    if (digit === undefined) return null
    value = value * 10 + digit
  }
  const vague = text.length === 2 && value % 10 === Math.floor(value / 10) + 1
  return { value, vague }
}

function readScaled(text: string): { value: number; vague: boolean } | null {
  let total = 0
  let digit: number | null = null
  let lastScale = 10_000
  for (const character of text) {
    const scale = SCALES[character]
    if (scale === undefined) {
      const next = DIGITS[character]
      if (next === undefined || (digit !== null && digit !== 0)) return null
      digit = next
    } else {
      if (scale >= lastScale) return null
      total += (digit ?? 1) * scale
      lastScale = scale
      digit = null
    }
  }
  return { value: total + (digit ?? 0), vague: false }
}

/** Arabic or Chinese number as Arabic digits without leading zeros (`０３２`, `三十二` → `32`), or null. */
export function arabicDigits(text: string): string | null {
  if (/^\d+$/.test(text)) return text.replace(/^0+(?=\d)/, '')
  const read = readChineseNumber(text)
  return read === null ? null : String(read.value)
}

const NUMERALS = new RegExp(`[${NUMERAL_CLASS}]+`, 'g')

/** Every numeral inside a name as Arabic digits, so that `三组` and `3组` compare equal. For comparison only. */
export function foldNumerals(name: string): string {
  return name.replace(NUMERALS, (numeral) => arabicDigits(numeral) ?? numeral).replace(/(?<!\d)0+(?=\d)/g, '')
}
