import { readChineseNumber } from '../../people/chinese-number.ts'
import { UNITS } from './stall.ts'
import type { Unit } from './stall.ts'

/** A quantity as written: where, how much, and of which unit when one is said. `value` is null when it is vague. */
export type Quantity = {
  readonly start: number
  readonly end: number
  readonly value: number | null
  readonly unit: Unit | null
}

/** Nothing larger is read as a quantity. */
export const LARGEST_QUANTITY = 999_999_999

const GRAMS: Partial<Record<Unit, number>> = { 斤: 500, 公斤: 1000, 千克: 1000, 克: 1, 两: 50 }
const SPELLINGS: Readonly<Record<string, Unit>> = { 市斤: '斤', KG: '公斤', G: '克', 公斤: '公斤', 千克: '千克' }
const UNIT_WORDS = [
  '市斤',
  ...[...UNITS].filter((unit) => unit !== '两').sort((a, b) => b.length - a.length),
  '[kK][gG](?![A-Za-z])',
  'g(?![A-Za-z])',
  '两(?![斤公个份把板袋包盒瓶箱只条根颗棵捆人口位])',
].join('|')
const CHINESE = '零一二两俩三四五六七八九十百廿'
const NUMBER = `\\d{1,9}(?:\\.\\d{1,4})?|[${CHINESE}]{1,4}?|半`
/** `2个人`, `3把年纪`, `2条巷`: no goods are counted. */
const NOT_GOODS = '(?!人|口|大人|小孩|孩子|老人|单元|楼|小时|钟|月|星期|礼拜|巷|弄|路|街|院)'
const WITH_UNIT = new RegExp(
  `(?<![\\d.第])(${NUMBER})[ ]?(${UNIT_WORDS})${NOT_GOODS}(?:(半)(?!斤|公斤|个|板)|((?:\\d|[${CHINESE}])两)(?!斤))?`,
  'y',
)
const RANGE = new RegExp(
  `(?<![\\d.])(?:${NUMBER})[ ]?(?:${UNIT_WORDS})?[ ]?[-~至到或/][ ]?(?:${NUMBER})[ ]?(?:${UNIT_WORDS})${NOT_GOODS}`,
  'y',
)
const VAGUE = new RegExp(
  `(?:好?几(?![点时号天次楼栋户人位口])|若干|一些|适量|[${CHINESE}]?十几|多少)[ ]?(?:${UNIT_WORDS})?`,
  'y',
)
const STARTS = new RegExp(`[\\d${CHINESE}半几好若适多]`)
const BARE = new RegExp(`(?<![\\d.A-WYZa-wyz])(?:\\d{1,6}(?:\\.\\d{1,4})?|[${CHINESE}半]{1,4})(?![\\d.]*\\d)`, 'y')
/** A unit right at the beginning: what stands before it is no telephone number. */
export const UNIT_FOLLOWS = new RegExp(`^[ ]?(?:${UNIT_WORDS})`)
/** What follows a number that counts or names something else. */
const NOT_BARE_BEFORE =
  /^[ ]?(?:号|栋|幢|座|单元|室|楼|层|巷|弄|组|排|院|人|口|位|名|户|家|个(?:人|大人|小孩|老人|孩子)|大|小(?!白|青|葱|菜)|老|男|女|岁|点|时|分|月|日|天|年|次|期|区|村|队|社|度|元|块|毛|角|#|%|:|-\d|\/\d|之|[a-z])/i
const PRICE = new RegExp(
  `(?:[¥￥$][ ]?\\d+(?:\\.\\d+)?|(?:\\d+(?:\\.\\d+)?|[${CHINESE}]{1,4})[ ]?(?:元钱?|块钱|块(?=[\\d${CHINESE}])[\\d${CHINESE}]?|块|毛钱?|角|[Rr][Mm][Bb]))(?:[ ]?(?:[/每一]|每一)[ ]?(?:${UNIT_WORDS}))?|\\d+(?:\\.\\d+)?[ ]?/[ ]?(?:${UNIT_WORDS})`,
  'y',
)

function at(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position
  return pattern.exec(text)
}

/** A Chinese or Arabic number; null when it says no certain amount (`三四`). */
function numberOf(word: string): number | null {
  if (word === '半') return 0.5
  if (/^\d/.test(word)) return Number(word)
  if (word === '俩') return 2
  if (word.length > 1 && !/[十百廿]/.test(word)) return null
  const read = readChineseNumber(word)
  return read === null || read.vague ? null : read.value
}

function unitOf(word: string): Unit {
  return SPELLINGS[word.toUpperCase()] ?? (word as Unit)
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000

/** A quantity in another unit; null when it cannot be turned into that one. A number without a unit has the item's. */
export function inUnit(quantity: Quantity, unit: Unit): number | null {
  if (quantity.value === null) return null
  let value: number | null = quantity.value
  if (quantity.unit !== null && quantity.unit !== unit) {
    const [from, to] = [GRAMS[quantity.unit], GRAMS[unit]]
    value = from === undefined || to === undefined ? null : (quantity.value * from) / to
  }
  if (value === null) return null
  const exact = rounded(value)
  return exact > 0 && exact <= LARGEST_QUANTITY ? exact : null
}

/** The quantity with a unit at a place: `2斤`, `一斤半`, `1斤2两`, `半板`, `500克`; a range or `几斤` is vague. */
export function measuredAt(text: string, position: number): Quantity | null {
  if (!STARTS.test(text[position] ?? '')) return null
  const vague = at(RANGE, text, position) ?? at(VAGUE, text, position)
  if (vague !== null) return { start: position, end: position + vague[0].length, value: null, unit: null }
  const match = at(WITH_UNIT, text, position)
  if (match === null) return null
  const [all, word = '', unitWord = '', half, liang] = match
  const unit = unitOf(unitWord)
  const value = numberOf(word)
  const more = half !== undefined ? 0.5 : liang === undefined ? 0 : liangIn(liang, unit)
  const sum = value === null || more === null ? null : value + more
  return { start: position, end: position + all.length, value: sum, unit }
}

function liangIn(words: string, unit: Unit): number | null {
  const grams = GRAMS[unit]
  const number = numberOf(words.slice(0, -1))
  return grams === undefined || number === null ? null : (number * 50) / grams
}

/** The number without a unit at a place, when it counts nothing else and is no door, time or price. */
export function bareAt(text: string, position: number): Quantity | null {
  if (!STARTS.test(text[position] ?? '')) return null
  const match = at(BARE, text, position)
  if (match === null) return null
  const [word] = match
  const end = position + word.length
  const after = text.slice(end, end + 4)
  if (
    NOT_BARE_BEFORE.test(after) ||
    /(?:尾号|单号|号码|密码|取件码)[ :]?$/.test(text.slice(Math.max(0, position - 5), position))
  )
    return null
  if (
    !/^\d/.test(word) &&
    (/^[\u4e00-\u9fff]/.test(after) || /[\u4e00-\u9fff]/.test((text[position - 1] ?? '').replace(/[各要来买订]/, '')))
  )
    return null
  return { start: position, end, value: numberOf(word), unit: null }
}

/** Where an amount of money that starts at a place ends (`5块钱`, `2.5元/斤`, `3/斤`); -1 when there is none. */
export function priceEnd(text: string, position: number): number {
  if (!/[\d¥￥$零一二两三四五六七八九十百]/.test(text[position] ?? '') || /[\d.]/.test(text[position - 1] ?? ''))
    return -1
  const match = at(PRICE, text, position)
  return match === null ? -1 : position + match[0].length
}
