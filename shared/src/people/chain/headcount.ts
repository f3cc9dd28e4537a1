import { NUMBER, countsIn } from './people-counts.ts'
import type { Count, Group } from './people-counts.ts'

export type Headcount = {
  /** Total of people, or null when none is stated or it is not clear. */
  readonly total: number | null
  readonly adults: number | null
  readonly children: number | null
  /** Something about people was said, clear or not. */
  readonly stated: boolean
  readonly summed: boolean
  readonly unclear: boolean
  readonly spans: readonly { start: number; end: number }[]
}

const ONE = /单身(?!公寓)|独居|就我一|只有我|就我自己|就自己|只我|一个人住|本人一人|自己一个|我自己住|自己住|孤身/
const TWO =
  /夫妻俩|夫妻二人|夫妻两人|两夫妻|夫妇俩|两口子|小两口|老两口|俩口子|两公婆|俩公婆|公婆俩|俩人|我俩|我们俩|母子俩|母女俩|父子俩|父女俩|爷孙俩|婆孙俩|兄弟俩|姐妹俩|姐弟俩|二老/
const THREE = /娘仨|爷仨|哥仨|姐仨|父子仨|母子仨/
/** Two grown-ups who are not the children or parents counted beside them. */
const COUPLE = /夫妻俩|夫妻二人|夫妻两人|两夫妻|夫妇俩|两口子|小两口|俩口子|两公婆|俩公婆|公婆俩/
const COUPLE_AND = new RegExp(`(?:${COUPLE.source})[ \\t]*(?:\\+|带|和|跟|与|及|加|还有)[^,。;]{0,2}$`)
const PART_OF = /其中|包括|包含|含|内有/
/** `夫妻带1个小孩`: more people than are counted. */
const WITH_OTHERS = /夫妻|夫妇|我和|我们|老婆|老公|爱人|儿子|女儿|带|全家|一家/
const CHANGE = /改为|改成|改|更正|变|应为|应是|应该是|错了?[ ,，]*[是为]|→|->|=>|现在|现/
const ADDED = /^[ \t(,，]*(?:\+|外加|另外有?|另有?|还有|再加|加上|加(?!起来))/
const ONE_MORE_PART = /^[ \t,，、]*[\u4e00-\u9fff]{1,3}[1-9](?![\d号栋幢座楼单元室巷弄组之:.-])/
const ONE_MORE = /^[ \t]*\+[ \t]*[\d一二两三](?![\d\u4e00-\u9fff\uE002])/
const RANGE = new RegExp(
  `(${NUMBER})[ \\t]*(?:人|个|口)?[ \\t]*[-~至到或][ \\t]*(${NUMBER})[ \\t]*(?:口人|个人|人|口|个|位)`,
)
const SUBSET = /(?:其中|包括|包含|含|内有|里面有?|有)[^,。;]{0,6}$/

const NOTHING: Headcount = {
  total: null,
  adults: null,
  children: null,
  stated: false,
  summed: false,
  unclear: false,
  spans: [],
}

/** Reads how many people a line speaks of. Phones, doors, days and times must be masked. A stated total wins over its parts. */
export function readHeadcount(text: string): Headcount {
  const counts = countsIn(text)
  if (counts.length === 0) return phrase(text)
  const spans = counts.map(({ start, end }) => ({ start, end }))
  const sum = (group: Group): number | null => {
    const values = counts.filter((count) => count.group === group).map((count) => count.value)
    return values.length === 0 ? null : values.reduce((a, b) => a + b, 0)
  }
  const adults = sum('adult')
  const children = sum('child')
  const result = (total: number | null, more: Partial<Headcount> = {}): Headcount => ({
    total,
    adults,
    children,
    stated: true,
    summed: false,
    unclear: total === null,
    spans,
    ...more,
  })
  if (counts.some((count) => count.vague && count.group !== 'aside') || (/[-~至到或]/.test(text) && RANGE.test(text)))
    return result(null)
  const totals = statedTotals(text, counts)
  const stated = counts.find((count) => count.group === 'total')
  if (totals.length === 1 && stated !== undefined && COUPLE_AND.test(text.slice(0, stated.start))) return result(null)
  if (counts.some((count) => count.change) && !counts.some((count) => count.group === 'strong')) return result(null)
  if (totals.length === 1)
    return addedAfter(text, counts) || partExceeds(counts, totals[0] as number)
      ? result(null)
      : result(totals[0] as number)
  if (totals.length > 1) return result(null)
  return summed(text, counts, phrase(text), result)
}

function summed(
  text: string,
  counts: readonly Count[],
  words: Headcount,
  result: (total: number | null, more?: Partial<Headcount>) => Headcount,
): Headcount {
  const of = (...groups: Group[]): number[] =>
    counts.filter((count) => groups.includes(count.group)).map((count) => count.value)
  const sums = [of('adult', 'child', 'elder'), of('sex'), of('tenancy')]
    .filter((values) => values.length > 0)
    .map((values) => values.reduce((a, b) => a + b, 0))
  const distinct = [...new Set(sums)]
  if (distinct.length === 0) return words.total === null ? result(null, { stated: false }) : words
  const grownUps = counts.some((count) => !['child', 'elder', 'aside'].includes(count.group))
  if (!grownUps && words.total === 2 && COUPLE.test(text) && !PART_OF.test(text))
    return result(2 + (distinct[0] as number), { summed: true })
  if (!grownUps && (of('elder').length === 0 || WITH_OTHERS.test(text))) return result(null)
  if (distinct.length > 1 || leavesNumber(text, counts)) return result(null)
  return result(distinct[0] as number, { summed: counts.length > 1 })
}

/** `大2中1`: a number right behind the parts that is one more of them, of whatever kind. */
function leavesNumber(text: string, counts: readonly Count[]): boolean {
  return counts.some((count, k) => {
    const more = ONE_MORE_PART.exec(text.slice(count.end, count.end + 8))
    return more !== null && (counts[k + 1]?.start ?? Infinity) >= count.end + more[0].length
  })
}

/** Stated totals that count: what is said to be the sum, else what stands last after a word of change, else all different ones. */
function statedTotals(text: string, counts: readonly Count[]): number[] {
  const strong = counts.filter((count) => count.group === 'strong')
  let candidates = strong.length > 0 ? strong : counts.filter((count) => count.group === 'total')
  for (let k = candidates.length - 1; k > 0; k -= 1) {
    const [left, right] = [candidates[k - 1] as Count, candidates[k] as Count]
    if (CHANGE.test(text.slice(left.end, right.start + 2))) {
      candidates = candidates.slice(k)
      break
    }
  }
  const first = candidates[0]
  if (first !== undefined && candidates.length > 1) {
    const among = text.indexOf('其中', first.end)
    if (among >= 0) candidates = candidates.filter((count) => count.start < among)
    const rest = candidates.slice(1).map((count) => count.value)
    if (rest.length > 1 && rest.reduce((a, b) => a + b, 0) === first.value) return [first.value]
  }
  return [...new Set(candidates.map((count) => count.value))]
}

/** `2人，租户3人`: the three cannot be among the two. */
function partExceeds(counts: readonly Count[], total: number): boolean {
  const parts = counts.filter((count) => count.group !== 'total' && count.group !== 'strong' && count.group !== 'aside')
  return parts.some((count) => count.value > total)
}

/** `3人+2小孩`: whether the second is in the first or beside it nobody can tell. */
function addedAfter(text: string, counts: readonly Count[]): boolean {
  return counts.some((count, k) => {
    const next = counts[k + 1]
    if (count.group === 'total' && ONE_MORE.test(text.slice(count.end, count.end + 8))) return true
    return (
      count.group === 'total' &&
      next !== undefined &&
      next.start - count.end < 8 &&
      ADDED.test(text.slice(count.end, count.end + 8)) &&
      next.group !== 'aside' &&
      !SUBSET.test(text.slice(count.end, next.start).replace(ADDED, ''))
    )
  })
}

function phrase(text: string): Headcount {
  for (const [pattern, total] of [
    [THREE, 3],
    [TWO, 2],
    [ONE, 1],
  ] as const) {
    const match = pattern.exec(text)
    if (match !== null)
      return { ...NOTHING, total, stated: true, spans: [{ start: match.index, end: match.index + match[0].length }] }
  }
  return NOTHING
}
