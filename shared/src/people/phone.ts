/** A phone as found in a text: where it stands, and its normal form when it is a valid one. */
export type FoundPhone = {
  readonly start: number
  readonly end: number
  /** 11 digits, or `area-number` for landlines; null when the number is damaged. */
  readonly phone: string | null
  /** A letter O or l was read as 0 or 1. */
  readonly repaired: boolean
}

type Group = { readonly start: number; readonly end: number; readonly digits: string; readonly letters: boolean }

const MOBILE = /^1[3-9]\d{9}$/
const LANDLINE = /^(010|02\d|0[3-9]\d\d)([2-9]\d{6,7})$/
const LOCAL = /^[2-8]\d{6,7}$/
const LETTER = /[A-Za-z]/
// Only where no such letter stands before: each start inside a long run of them would try the whole run again.
const GROUP = /(?<![Ool])[Ool]*[0-9][0-9Ool]*/g
/** A number that somebody masked on purpose: `138****5678`. */
const MASKED = /1[3-9]\d{0,5}[*xX·.]{3,8}\d{0,4}|\b1[3-9]\d[xX]{2,8}/g
/** `20220508` is a day. */
const DAY = /^20[12]\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])$/
/** The next line's index, stuck to the number in a list without blanks: `…135702.中区`. */
const INDEX_AFTER = /^[、)](?=\D)|^\.(?!\d)/
const COUNT_AFTER = /^(?:\s*[口人个位名]|[大小老男女])/
const MAX_GROUPS = 12
/** Digits of a local number. */
const SHORTEST = 7

function landline(digits: string): string | null {
  const match = LANDLINE.exec(digits)
  if (match === null) return null
  const [, code = '', number = ''] = match
  return code.length === 3 && number.length !== 8 ? null : `${code}-${number}`
}

function local(digits: string, areaCode: string | undefined): string | null {
  if (areaCode === undefined || areaCode === '' || !LOCAL.test(digits)) return null
  return landline(areaCode + digits)
}

/** Country code off: 86138…, 0086138…. */
function withoutCountry(digits: string): string {
  if (!digits.startsWith('86') && !digits.startsWith('0086')) return digits
  if (/^(?:00)?86(?=1[3-9]\d{9}$)/.test(digits)) return digits.slice(-11)
  if (/^(?:00)?86(?=[1-9]\d{8,10}$)/.test(digits)) return `0${digits.replace(/^(?:00)?86/, '')}`
  return digits
}

function readDigits(digits: string, areaCode: string | undefined): string | null {
  const plain = withoutCountry(digits)
  if (MOBILE.test(plain)) return plain
  return landline(plain) ?? local(plain, areaCode)
}

function groupsOf(text: string): Group[] {
  const groups: Group[] = []
  GROUP.lastIndex = 0
  for (let match = GROUP.exec(text); match !== null; match = GROUP.exec(text)) {
    const start = match.index
    const end = start + match[0].length
    const letters = /[Ool]/.test(match[0])
    if (letters && (match[0].length < 3 || LETTER.test(text.charAt(start - 1)) || LETTER.test(text.charAt(end)))) {
      const inner = /\d+/g
      for (let part = inner.exec(match[0]); part !== null; part = inner.exec(match[0])) {
        groups.push({
          start: start + part.index,
          end: start + part.index + part[0].length,
          digits: part[0],
          letters: false,
        })
      }
    } else groups.push({ start, end, digits: match[0], letters })
  }
  return groups
}

/** What stands between two groups of one number: blanks, a dash, a dot, or the brackets of an area code. */
function joins(text: string, left: Group, right: Group): boolean {
  const gap = right.start - left.end
  return gap <= 3 && /^(?:[ \t]{0,2}[-.·][ \t]?|[ \t]{1,2}|\)[ \t-]?)$/.test(text.slice(left.end, right.start))
}

function repairedDigits(digits: string): string {
  return digits.replace(/[Oo]/g, '0').replace(/l/g, '1')
}

type Join = { readonly last: number; readonly phone: string | null; readonly repaired: boolean }

/** Groups from `first` on that make one number. The whole must be reached exactly at the end of a group. */
function joinFrom(text: string, groups: readonly Group[], first: number, areaCode: string | undefined): Join | null {
  let digits = ''
  let letters = false
  let best: Join | null = null
  for (let k = first; k < groups.length && k - first < MAX_GROUPS; k += 1) {
    const group = groups[k] as Group
    if (k > first && !joins(text, groups[k - 1] as Group, group)) break
    digits += group.digits
    letters ||= group.letters
    if (digits.length > 16) break
    if (digits.length < SHORTEST) continue
    const plain = letters ? repairedDigits(digits) : digits
    if ((letters && digits.replace(/\D/g, '').length < 6) || DAY.test(plain)) continue
    const single = k === first
    const bare = withoutCountry(plain)
    const head = (groups[first] as Group).digits
    if (MOBILE.test(bare) && (single || plausibleMobile(groups, first, k, bare !== plain)))
      return { last: k, phone: bare, repaired: letters }
    const fixed = landline(bare)
    if (fixed !== null && (single || /^(?:0\d{2,3}|(?:00)?86)$/.test(head)))
      best = { last: k, phone: fixed, repaired: letters }
    else if (single && !letters && LOCAL.test(plain)) return { last: k, phone: local(plain, areaCode), repaired: false }
    else if (
      k === first + 1 &&
      !letters &&
      /^[2-8]\d{2,3}$/.test(head) &&
      group.digits.length === 4 &&
      text[group.start - 1] === '-' &&
      LOCAL.test(plain)
    ) {
      best = { last: k, phone: local(plain, areaCode), repaired: false }
    }
  }
  return best
}

/** `186 0004 4580` is one number, `15-1 6 1580…` is none: groups must be of the sizes in which people write numbers. */
function plausibleMobile(groups: readonly Group[], first: number, last: number, country: boolean): boolean {
  const prefix = country ? (/^(?:00)?86/.exec((groups[first] as Group).digits)?.[0].length ?? 0) : 0
  const sizes: number[] = []
  for (let k = first; k <= last; k += 1) {
    const size = (groups[k] as Group).digits.length - (k === first ? prefix : 0)
    if (size > 0) sizes.push(size)
  }
  if (sizes.length === 1 || sizes.every((size) => size === 1)) return true
  const least = sizes.length > 3 ? 2 : 3
  return sizes.length <= 5 && (sizes[0] as number) >= 3 && sizes.every((size) => size >= least)
}

/** A number in groups with a digit too few or too many: `138 0001 234`. */
function damagedJoin(text: string, groups: readonly Group[], first: number): number | null {
  const head = groups[first] as Group
  if (!/^1[3-9][0-9]$/.test(head.digits)) return null
  let length = 3
  let last = first
  for (let k = first + 1; k < groups.length && k <= first + 3; k += 1) {
    const group = groups[k] as Group
    if (!joins(text, groups[k - 1] as Group, group) || group.digits.length < 3 || group.digits.length > 9) break
    if ((group.digits.length < 5 && COUNT_AFTER.test(text.slice(group.end, group.end + 2))) || text[group.end] === '号')
      break
    length += group.digits.length
    last = k
  }
  return last > first && length >= 9 && length <= 13 ? last : null
}

/**
 * A mobile with a headcount stuck to it: `5` + `138…` when a door ends right before it, `138…` + `5` when a counting
 * word follows. Gives the range of the mobile inside the group.
 */
function gluedMobile(text: string, group: Group, countStated: boolean): { start: number; end: number } | null {
  const size = group.digits.length
  if (group.letters || size < 12 || size > 14) return null
  const front = group.digits.slice(0, 11)
  const back = group.digits.slice(-11)
  const behind = text.slice(group.end, group.end + 2)
  if (MOBILE.test(front) && size <= 13 && (COUNT_AFTER.test(behind) || INDEX_AFTER.test(behind)))
    return { start: group.start, end: group.start + 11 }
  if (!MOBILE.test(back) || group.digits[0] === '0') return null
  if (MOBILE.test(front)) return null
  const before = text[group.start - 1] ?? ''
  const attached = /[\u4e00-\u9fff#)]/.test(before)
  return (attached || !countStated) && size <= (attached ? 14 : 13) ? { start: group.end - 11, end: group.end } : null
}

/**
 * All phones of a line of folded text (see `normalText`), in order. Numbers of 7 to 14 digits that are none are
 * returned with `phone: null`. A local number counts with `areaCode` (`0595`). `countStated` tells that the line
 * states a headcount in words, so that 12 digits in a row are a damaged number and not a headcount and a number.
 */
export function findPhones(
  text: string,
  options: { areaCode?: string | undefined; countStated?: boolean } = {},
): FoundPhone[] {
  const groups = groupsOf(text)
  const found: FoundPhone[] = []
  MASKED.lastIndex = 0
  for (let match = MASKED.exec(text); match !== null; match = MASKED.exec(text)) {
    found.push({ start: match.index, end: match.index + match[0].length, phone: null, repaired: false })
  }
  const masked = found.length
  let nextMasked = 0
  for (let k = 0; k < groups.length; k += 1) {
    const group = groups[k] as Group
    while (nextMasked < masked && (found[nextMasked] as FoundPhone).end <= group.start) nextMasked += 1
    if (nextMasked < masked && (found[nextMasked] as FoundPhone).start < group.end) continue
    const joined = joinFrom(text, groups, k, options.areaCode)
    if (joined !== null) {
      const last = groups[joined.last] as Group
      found.push({
        start: startWithPrefix(text, group.start),
        end: endWithExtension(text, group.start, last.end),
        phone: joined.phone,
        repaired: joined.repaired,
      })
      k = joined.last
      continue
    }
    const glued = gluedMobile(text, group, options.countStated ?? false)
    if (glued !== null) {
      const { start, end } = glued
      found.push({ start, end, phone: text.slice(start, end), repaired: false })
      continue
    }
    const damaged = damagedJoin(text, groups, k)
    if (damaged !== null) {
      found.push({ start: group.start, end: (groups[damaged] as Group).end, phone: null, repaired: false })
      k = damaged
    } else if (
      group.digits.length >= SHORTEST &&
      group.digits.replace(/\D/g, '').length >= SHORTEST &&
      !DAY.test(group.digits)
    ) {
      found.push({ start: group.start, end: group.end, phone: null, repaired: false })
    }
  }
  return masked > 0 ? found.sort((a, b) => a.start - b.start) : found
}

const PREFIX = /(?:\(?\+?(?:00)?86\)?[- ]?|\+|\()$/
const PREFIX_END = /[+(6) -]/
const EXTENSION = /^[ ]?(?:转|分机|-)[ ]?(?:分机)?[ ]?\d{2,5}(?!\d)/
const EXTENSION_START = /[ 转分-]/

/** Takes in `+86` or an opening bracket before a number, which are no part of the normal form. */
function startWithPrefix(text: string, start: number): number {
  if (start === 0 || !PREFIX_END.test(text[start - 1] as string)) return start
  const before = PREFIX.exec(text.slice(Math.max(0, start - 8), start))
  return before === null ? start : start - before[0].length
}

/** Takes in an extension (`转 801`) behind a number; behind a dash only when the number is a landline's. */
function endWithExtension(text: string, start: number, end: number): number {
  if (end === text.length || !EXTENSION_START.test(text[end] as string)) return end
  const after = EXTENSION.exec(text.slice(end, end + 12))?.[0]
  if (after === undefined) return end
  const landlineBefore = text.slice(start, end).replace(/\D/g, '').startsWith('0')
  return after.includes('转') || after.includes('分机') || landlineBefore ? end + after.length : end
}

/**
 * One phone in its normal form: 11 digits, or area code and number for landlines. Null when `text` is no valid number.
 * `areaCode` completes local numbers. Accepts blanks, dashes, brackets, `+86` and full-width digits.
 */
export function normalisePhone(text: string, areaCode?: string): string | null {
  const digits = text
    .normalize('NFKC')
    .replace(/(?:转|分机|ext\.?).*$/i, '')
    .replace(/[\s\-‐-―−.·()+]/g, '')
  return /^\d+$/.test(digits) ? readDigits(digits, areaCode) : null
}

/** A phone that may be shown to others: `188····3570`, `0595-····3456`. */
export function maskPhone(phone: string): string {
  const dash = phone.indexOf('-')
  if (dash >= 0) return `${phone.slice(0, dash + 1)}····${phone.slice(-4)}`
  return phone.length < 8 ? '····' : `${phone.slice(0, 3)}····${phone.slice(-4)}`
}
