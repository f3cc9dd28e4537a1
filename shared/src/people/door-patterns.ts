import { NUMERAL_CLASS, arabicDigits } from './chinese-number.ts'
import { AREA_WORD } from './lane.ts'

const N = `(?:\\d{1,5}|[${NUMERAL_CLASS}]{1,5})`
const CODE = `(?:[A-Za-z]{0,2}\\d{1,4}[A-Za-z]?|[A-Za-z]|[${NUMERAL_CLASS}]{1,5})`
const ROOM = `(?:[A-Za-z]?\\d{1,5}[A-Za-z]?|[${NUMERAL_CLASS}]{3,5})`
/** `甲栋 乙座`: buildings of old compounds are counted in heavenly stems, and by nothing else here. */
const STEMS = '甲乙丙丁戊己庚辛壬癸'
const BUILDING_CODE = `(?:${CODE}|[${STEMS}])`
const BUILDING_WORD = '(?:号楼|号栋|号幢|栋楼?|幢楼?|座|#楼?)'
const COUNTING = '(?:[ \\t]*(?:口|人(?!数|口)|位|名|个)|[大小老男女](?:人|孩|[ \\t,，、+]|[\\d一二两三四五六七八九]|$))'
const NO_COUNT = `(?!${COUNTING}|\\d)`

const sticky = (source: string): RegExp => new RegExp(source, 'y')
export const PLATE = sticky(
  `(${N}[A-Za-z]?|[A-Za-z]\\d{1,4})[ \\t]*号(?:大?院|门牌)?(?!楼|栋|幢|座|房(?!东|客)|室|线|早上|晚|上午|下午|中午|之?前|之?后|开始|截止|核酸|检测)`,
)
export const PLATE_PAIR = sticky(`(${N})[ \\t]*(之|附|-)[ \\t]*(${N})[ \\t]*号(?!楼|栋|幢|座|房(?!东|客)|室)`)
export const PLATE_SUB_BARE = sticky(`(${N})[ \\t]*(?:之|附)[ \\t]*(${N})${NO_COUNT}`)
export const SUB = sticky(`[ \\t]*[(]?(?:之|附)[ \\t]*(${N})[ \\t]*号?[)]?`)
export const SUB_DASH = sticky(`[ \\t]*-[ \\t]*(${N})(?:[ \\t]*号(?![ \\t]*(?:楼|栋)))?${NO_COUNT}`)
export const BUILDING = sticky(`(${BUILDING_CODE})[ \\t]*${BUILDING_WORD}`)
export const BUILDING_AS_FLOOR = sticky(`(${BUILDING_CODE})[ \\t]*楼(?=[ \\t]*${CODE}[ \\t]*(?:单元|梯|门))`)
export const UNIT = sticky(`(${CODE})[ \\t]*(?:单元|梯|门(?!牌))|(${CODE})单(?=[ \\t]*\\d)`)
export const FLOOR = sticky(`(${N})[ \\t]*(?:层|楼|[Ff](?![A-Za-z]))`)
export const ROOM_MARKED = sticky(`(${ROOM})[ \\t]*(?:号房间?|号室|室|房间?)`)
export const ROOM_AS_NUMBER = sticky(`(\\d{3,5}[A-Za-z]?)[ \\t]*(?:号|户)`)
export const ROOM_BARE = sticky(
  `([A-Za-z]?\\d{3,5}[A-Za-z]?|\\d{1,2}[A-Za-z]|[A-Za-z]\\d{1,2}|[${NUMERAL_CLASS}]{3,5})${NO_COUNT}(?![A-Za-z])`,
)
/** A room with a headcount stuck to it: `12022人` is 1202 and 2. */
export const ROOM_GLUED = sticky('(\\d{3,4})(?=\\d{1,2}[ \\t]*[人口])')
export const BARE_PAIR = sticky(
  `[ \\t]*[-/.][ \\t]*(${CODE})[ \\t]*[-/.][ \\t]*(${ROOM})${NO_COUNT}|(${CODE})[ \\t]*[-/.][ \\t]*(${ROOM})${NO_COUNT}`,
)
const CHAIN_PART = `(?:[A-Za-z]{0,2}\\d{1,6}[A-Za-z]?|[A-Za-z]|[${NUMERAL_CLASS}]{1,5})`
export const CHAIN = sticky(`(${CODE})((?:[ \\t]?[-/.~_][ \\t]?(?:${CHAIN_PART})(?![A-Za-z\\d])){1,5})`)
export const CHAIN_NEXT = sticky(`[ \\t]?[-/.~_][ \\t]?(${CHAIN_PART})`)
export const COUNTED = sticky(COUNTING)
export const ROOM_WORD = sticky('[ \\t]*(?:室|房间?|户)')
export const LETTER_ROOM = sticky(`([A-Za-z])(\\d{1,4}[A-Za-z]?)(?![\\dA-Za-z])${NO_COUNT}`)
export const LETTER_APART = sticky('([A-Za-z])[ \\t]+(\\d{3,4}[A-Za-z]?)(?![\\dA-Za-z])')
export const LETTER_GLUED = sticky('([A-Za-z])(\\d{3,4})(?=\\d[ \\t]*[人口])')
export const NUMBERS_APART = sticky('(\\d{1,3}|[A-Za-z])[ \\t]+(\\d{1,2})[ \\t]+(\\d{3,4})(?!\\d)')
export const DIGITS_LETTER = sticky(`(\\d{1,5}[A-Za-z])(?![\\dA-Za-z])${NO_COUNT}`)
export const GAP = sticky('[ \\t]*[,，、·/-]?[ \\t]*')
export const SMALL_GAP = sticky('[ \\t]*-?[ \\t]*')
const LETTER = 1
const DIGIT = 2
const NUMERAL = 4
const STEM = 8

/** What a UTF-16 unit can be in a number part; a table, because it is asked of every character. */
const KINDS = new Uint8Array(0x10000)
const mark = (characters: string, kind: number): void => {
  for (let k = 0; k < characters.length; k += 1) KINDS[characters.charCodeAt(k)] = kind
}
mark('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', LETTER)
mark('0123456789', DIGIT)
mark(NUMERAL_CLASS, NUMERAL)
mark(STEMS, STEM)

/** The kind of the character at a place of a text; 0 outside of the text, too. */
function kindAt(text: string, position: number): number {
  return position >= 0 && position < text.length ? (KINDS[text.charCodeAt(position)] as number) : 0
}

/** Whether a number part can start with this character: a letter, a digit, a Chinese numeral or a stem. */
export const canStartNumber = (text: string, position: number): boolean => kindAt(text, position) !== 0
export const isDigitAt = (text: string, position: number): boolean => kindAt(text, position) === DIGIT
export const isLetterAt = (text: string, position: number): boolean => kindAt(text, position) === LETTER
export const isNumeralAt = (text: string, position: number): boolean => kindAt(text, position) === NUMERAL

export function at(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position
  return pattern.exec(text)
}

/** A part as it is kept: Arabic digits, no leading zeros, letters upper case. */
export function part(text: string | undefined): string | undefined {
  if (text === undefined || /^[1-9]\d*$/.test(text)) return text
  const upper = text.toUpperCase()
  const mixed = /^([A-Z]*)(\d+)([A-Z]*)$/.exec(upper)
  if (mixed !== null) return `${mixed[1] as string}${arabicDigits(mixed[2] as string) as string}${mixed[3] as string}`
  return arabicDigits(upper) ?? upper
}

/** A bare number right behind a known area: `新村9`, `中区32`. Not when a counting word or an area word follows. */
export const BARE_PLATE = sticky(
  `(\\d{1,4}[A-Za-z]?|[${NUMERAL_CLASS}]{1,5})(?![\\d${NUMERAL_CLASS}A-Za-z]|${COUNTING}|[ \\t]*(?:${AREA_WORD}|[横直支条]?[巷弄]|小?组|队|期|排|月|年|点|岁|天|斤|份|楼|层|元)|[大小])`,
)
