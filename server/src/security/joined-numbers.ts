/*
 * Numbers whose digits somebody wrote apart: `138/1234/5678`, `138（1234）5678`, `2234 5678`. What stands between two
 * groups is up to three characters that are no letters. Lists of doors, spans of time and amounts look alike, so the
 * groups must be of the sizes in which people write numbers.
 */

export interface Range {
  start: number
  end: number
}

interface Group extends Range {
  digits: string
}

const MOBILE = /^1[3-9]\d{9}$/
const LANDLINE = /^(?:010|02\d|0[3-9]\d\d)[2-9]\d{6,7}$/
const BETWEEN = /^[^\p{L}\p{N}]{1,3}$/u
/** What stands between the items of a list as well. */
const LISTING = /[、，。,;:/\r\n]/
/** What ends a list of doors, a count or an amount, after further items of the list. */
const UNIT = /^(?:[、，。,;:/] ?\d{1,4}(?!\d)){0,40} ?[号栋幢座室户楼层组人元块年月日天米吨箱份个期房]/
const MAX_GROUPS = 12

const groupsOf = (text: string): Group[] =>
  [...text.matchAll(/\d+/g)].map(({ 0: digits, index }) => ({ start: index, end: index + digits.length, digits }))

function isPlausible(sizes: readonly number[], gaps: readonly string[]): boolean {
  const [first = 0] = sizes
  if (sizes.every((size) => size === 1)) return true
  const isList = gaps.some((gap) => LISTING.test(gap))
  if (sizes.some((size) => size >= 5)) return true
  if (isList) return first === 3 && sizes.length <= 3
  if (first >= 3 && sizes.length <= 5) return sizes.every((size) => size >= 2)
  // In twos: `13 81 23 45 67 8`.
  return new Set(gaps).size === 1 && sizes.slice(0, -1).every((size) => size === 2)
}

/** A local number in two groups, and not two years, two neighbouring doors or two round amounts. */
function isLocal(groups: readonly Group[], gaps: readonly string[]): boolean {
  const [head = '', tail = '', ...more] = groups.map((group) => group.digits)
  if (more.length > 0 || !/^[2-8]\d{2,3}$/.test(head) || tail.length !== 4 || !/^ {1,3}$/.test(gaps[0] ?? ''))
    return false
  if (/^20[0-4]\d$/.test(head) || /^(?:19|20)\d\d$/.test(tail)) return false
  const isDoors = head.length === 4 && Math.abs(Number(head) - Number(tail)) < 300
  return !isDoors && !(head.endsWith('00') && tail.endsWith('00'))
}

function isNumber(groups: readonly Group[], gaps: readonly string[]): boolean {
  const sizes = groups.map((group) => group.digits.length)
  const written = groups.map((group) => group.digits).join('')
  const country = /^(?:00)?86(?=1[3-9]\d{9}$)/.exec(written)?.[0].length ?? 0
  if (MOBILE.test(written.slice(country))) {
    if (country === 0) return isPlausible(sizes, gaps)
    if (sizes[0] === country) return isPlausible(sizes.slice(1), gaps.slice(1))
    return isPlausible([(sizes[0] ?? 0) - country, ...sizes.slice(1)], gaps)
  }
  if (LANDLINE.test(written))
    return sizes.every((size) => size === 1) || (sizes.length <= 3 && sizes.every((size) => size >= 3))
  return isLocal(groups, gaps)
}

/** The numbers of a folded text that are written in more than one group. */
export function joinedNumbers(text: string): Range[] {
  const groups = groupsOf(text)
  const found: Range[] = []
  for (let first = 0; first < groups.length; first += 1) {
    const gaps: string[] = []
    let digits = groups[first]!.digits.length
    for (let last = first + 1; last < groups.length && last - first < MAX_GROUPS + 3; last += 1) {
      const gap = text.slice(groups[last - 1]!.end, Math.min(groups[last]!.start, groups[last - 1]!.end + 4))
      digits += groups[last]!.digits.length
      if (digits > 15 || !BETWEEN.test(gap)) break
      gaps.push(gap)
      const { start } = groups[first]!
      const { end } = groups[last]!
      if (!isNumber(groups.slice(first, last + 1), gaps)) continue
      const isListed = digits <= 8 || gaps.some((between) => LISTING.test(between))
      if (isListed && UNIT.test(text.slice(end, end + 240))) continue
      found.push({ start, end })
      first = last
      break
    }
  }
  return found
}
