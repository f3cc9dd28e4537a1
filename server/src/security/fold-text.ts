/*
 * A text as a machine can compare it: digits of every script and shape as 0 to 9, wide letters and marks as plain ones,
 * without what cannot be seen. Each folded character remembers where in the text it stood.
 */

export interface FoldedText {
  text: string
  /** For each folded character, where the written one begins and ends. */
  starts: number[]
  ends: number[]
}

/** Zero-width characters, controls of direction, selectors, accents and the frames of key-caps. */
const UNSEEN = /[\p{Cf}\p{Mn}\p{Me}\u115f\u1160\u3164\uffa0\p{Cs}]/u
const DIGIT = /\p{Nd}/u
/** Circled digits that Unicode does not resolve, by the first of each series and what it stands for. */
const CIRCLED: readonly (readonly [first: number, last: number, value: number])[] = [
  [0x2776, 0x277f, 1],
  [0x2780, 0x2789, 1],
  [0x278a, 0x2793, 1],
  [0x24eb, 0x24f4, 11],
  [0x24f5, 0x24fe, 1],
  [0x24ff, 0x24ff, 0],
  [0x1f10b, 0x1f10c, 0],
]
const CHINESE: Record<string, string> = Object.fromEntries(
  ['〇零○', '一壹幺', '二贰', '三叁', '四肆', '五伍', '六陆', '七柒', '八捌', '九玖'].flatMap((digits, value) =>
    [...digits].map((digit) => [digit, String(value)]),
  ),
)

/** One character folded: mostly one, none for what is not seen, more for such as `⒈` and `⑪`. */
export function foldCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x80 || (code >= 0x4e00 && code <= 0x9fff)) return character
  if (UNSEEN.test(character)) return ''
  for (const [first, last, value] of CIRCLED) if (code >= first && code <= last) return String(code - first + value)
  const plain = character.normalize('NFKC')
  return DIGIT.test(plain) ? plain.replace(/\p{Nd}/gu, asciiDigit) : plain
}

/** Digits of a script stand in tens from their zero on, and nothing else that is a digit stands right before them. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  if (code < 0x80) return digit
  let zero = code
  while (DIGIT.test(String.fromCodePoint(zero - 1))) zero -= 1
  return String((code - zero) % 10)
}

export const isChineseDigit = (character: string): boolean => Object.hasOwn(CHINESE, character)

export function foldText(text: string): FoldedText {
  const folded: FoldedText = { text: '', starts: [], ends: [] }
  let at = 0
  for (const character of text) {
    const plain = foldCharacter(character)
    for (let index = 0; index < plain.length; index += 1) {
      folded.starts.push(at)
      folded.ends.push(at + character.length)
    }
    folded.text += plain
    at += character.length
  }
  return folded
}

/** The folded text with numbers in words digit by digit: `一三八` as `138`; null when there are none. */
export function spokenDigits({ text }: FoldedText): string | null {
  const spoken = text.replace(/[〇零○一壹幺二贰三叁四肆五伍六陆七柒八捌九玖]/g, (digit) => CHINESE[digit] ?? digit)
  return spoken === text ? null : spoken
}
