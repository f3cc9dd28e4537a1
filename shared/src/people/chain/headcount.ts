import { NUMERAL_CLASS, readChineseNumber } from '../chinese-number.ts'

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

type Group = 'total' | 'strong' | 'adult' | 'child' | 'elder' | 'sex' | 'tenancy' | 'aside'
type Count = {
  readonly group: Group
  readonly value: number
  readonly vague: boolean
  readonly start: number
  readonly end: number
}

const TOTAL_LABEL = '人数合计|合计人数|总人数|总人口|家庭人口|家庭人数|常住人口|常住人数|居住人数|人口数|人数|人口'
const STRONG_LABEL =
  '男女老少|老老少少|大大小小|大人小孩|大人和小孩|大小|老小|老少|一共有?|总共有?|共计|合计|总计|总数|总|共有?'
const HOME_LABEL = '全家有?|一家子?|家里有?|家有|全户|本户|实住|现住|现有|实有|常住|居住|在家'
const ADULT = '大人|成年人|成人|成年|大'
const CHILD = '小孩子|小孩儿|小孩|小朋友|未成年人|未成年|婴幼儿|婴儿|幼儿|儿童|孩子|宝宝|娃娃|小娃|娃|孩|小'
const ELDER = '老人家|老年人|老人|长者|长辈|老'
const SEX = '男性|女性|男人|女人|男|女'
const TENANCY =
  '租客|租户|租房|租住|房客|房东|业主|户主|外来人员|外来|外地人|本地人|亲戚|保姆|工人|员工|合租|朋友|借住|暂住'
const ASIDE =
  '孕妇|产妇|党员|残疾人?|残疾|志愿者|病人|患者|高血压|糖尿病|慢性病|医生|护士|老师|阳性|密接|发烧|发热|外地|外出|在外|不在家?|未回|没回|未返|未做|没做|已做|隔离|出差|上班|上学|住院|行动不便|卧床|学生|以上|其中|含|包括|包含|里面|内有|疫苗|透析|黄码|红码|独居老人'
const NUMBER = `(?:\\d{1,4}|[${NUMERAL_CLASS}]{1,4}|俩|仨)`
const UNIT = '口之家|口人|个人|人口(?![ \\t]*[:=\\d])|人(?!数|口)|口(?!子)|位|名|个(?!月|小时|星期|礼拜|多)|丁'
const AFTER = `${ASIDE}|${ADULT}|${CHILD}|${ELDER}|${SEX}|${TENANCY}`
const NUMBER_UNIT = new RegExp(`(${NUMBER})(?![\\d])(?:[ \\t]*(${UNIT}))?`, 'g')
const LABEL_AFTER = new RegExp(`(?:的)?(${AFTER})`, 'y')
const AWAY =
  /^(?:在|去|到|已经?|还|都|目前|现)?(?:外地(?!人)|外省|外出|在外|不在|未回|没回|未返|隔离|未做|没做|出差|住院|上学|医院|老家)/

const LABELS: readonly (readonly [Group, string])[] = [
  ['tenancy', TENANCY],
  ['sex', SEX],
  ['elder', ELDER],
  ['child', CHILD],
  ['adult', ADULT],
  ['aside', ASIDE],
  ['strong', STRONG_LABEL],
  ['total', HOME_LABEL],
  ['total', TOTAL_LABEL],
]

/** Every label with its group; an optional last character (`共有?`) gives two. */
function labelGroups(): Map<string, Group> {
  const groups = new Map<string, Group>()
  for (const [group, labels] of LABELS) {
    for (const label of labels.split('|')) {
      const plain = label.replace(/\?$/, '')
      groups.set(plain, group)
      if (plain !== label) groups.set(plain.slice(0, -1), group)
    }
  }
  return groups
}

const GROUPS = labelGroups()
const LONGEST_LABEL = 6
const LINK_BEFORE = /(?:[ \t]*[:=(]?[ \t]*(?:有|是|为|共|各)?[ \t]*)$/

/** The label that ends right before `position`, a colon or a linking word between; null when there is none. */
function labelBefore(text: string, position: number, from: number): { group: Group; start: number } | null {
  const lead = text.slice(Math.max(from, position - 12), position)
  const whole = longestLabel(lead)
  if (whole !== null) return { group: whole.group, start: position - whole.length }
  const link = LINK_BEFORE.exec(lead)?.[0].length ?? 0
  if (link === 0) return null
  const label = longestLabel(lead.slice(0, lead.length - link))
  return label === null ? null : { group: label.group, start: position - link - label.length }
}

function longestLabel(text: string): { group: Group; length: number } | null {
  for (let length = Math.min(LONGEST_LABEL, text.length); length > 0; length -= 1) {
    const group = GROUPS.get(text.slice(text.length - length))
    if (group !== undefined) return { group, length }
  }
  return null
}

const NUMERAL = new RegExp(`[${NUMERAL_CLASS}]`)
const NOT_PEOPLE = /^[ \t]*(?:号|栋|幢|座|楼|单元|室|巷|岁|月|天|次|针|年|-\d)/
const OF_THEM = /(?:其中|包括|包含|含|内有)[^\d,。;]{0,4}$/
const ONE = /单身(?!公寓)|独居|就我一|只有我|就我自己|就自己|只我|一个人住|本人一人|自己一个|我自己住|自己住|孤身/
const TWO =
  /夫妻俩|夫妻二人|夫妻两人|两夫妻|夫妇俩|两口子|小两口|老两口|俩口子|俩人|我俩|母子俩|母女俩|父子俩|父女俩|爷孙俩|婆孙俩|兄弟俩|姐妹俩|姐弟俩|二老/
const THREE = /娘仨|爷仨|哥仨|姐仨|父子仨|母子仨/
const PAST =
  /(?:原来|原先|原有|原报|原本|原|之前|以前|上次|昨天|误报|不是|前面|错写|刚才)(?:报|写|填|登记|是|有|的)*(?:了|成)?[ \t:]*$/
const CHANGE = /改为|改成|改|更正|变|应为|应是|应该是|→|->|=>|现在|现/
const ADDED = /^[ \t]*(?:\+|外加|另外|另|还有|再加|加上)/
const RANGE = new RegExp(
  `(${NUMBER})[ \\t]*(?:人|个|口)?[ \\t]*[-~至到或][ \\t]*(${NUMBER})[ \\t]*(?:口人|个人|人|口|个|位)`,
)
const SUBSET = /(?:其中|包括|包含|含|内有|里面有?|有)[^,。;]{0,6}$/

function valueOf(text: string): { value: number; vague: boolean } | null {
  if (text === '俩') return { value: 2, vague: false }
  if (text === '仨') return { value: 3, vague: false }
  if (/^\d/.test(text)) return { value: Number(text), vague: false }
  return readChineseNumber(text)
}

/** One after the other, every number that a word says to be a number of people. */
function countsIn(text: string): Count[] {
  const counts: Count[] = []
  let from = 0
  NUMBER_UNIT.lastIndex = 0
  for (let match = NUMBER_UNIT.exec(text); match !== null; match = NUMBER_UNIT.exec(text)) {
    const at = match.index
    const label = labelBefore(text, at, from)
    const count = countAt(text, { number: match[1] as string, unit: match[2], at, end: NUMBER_UNIT.lastIndex, label })
    if (count === null) continue
    counts.push(count)
    from = count.end
    NUMBER_UNIT.lastIndex = count.end
  }
  return counts
}

type Found = {
  readonly number: string
  readonly unit: string | undefined
  readonly at: number
  readonly end: number
  readonly label: { group: Group; start: number } | null
}

/** What one number counts, or null when it counts no people. */
function countAt(text: string, found: Found): Count | null {
  const { number, unit, at, label } = found
  const before = text[at - 1] ?? ''
  if (/[A-Za-z\d.第每统唯同各]/.test(before) || (label === null && NUMERAL.test(before))) return null
  const behind = text.slice(at + number.length, at + number.length + 4)
  if (behind.startsWith('家') && !behind.startsWith('家三口')) return null
  if (/[少多缺漏差错][记写打填了]{0,2}$/.test(text.slice(Math.max(0, at - 4), at))) return null
  const read = valueOf(number)
  if (read === null) return null
  const start = label?.start ?? at
  if (label === null && (read.value > 999 || (read.value > 99 && /[\u4e00-\u9fff]/.test(before)))) {
    return unit === undefined ? null : { group: 'total', value: read.value, vague: true, start, end: found.end }
  }
  const labelled = groupAfter(text, found)
  const group = labelled.group
  if (group === null && unit === undefined) return null
  if (unit === undefined && label !== null && NOT_PEOPLE.test(text.slice(labelled.end, labelled.end + 3))) return null
  if (group === 'aside' && unit === undefined) return null
  const lead = text.slice(Math.max(0, start - 12), start)
  const past = PAST.test(lead) || ((group === null || group === 'total') && OF_THEM.test(lead))
  return { group: past ? 'aside' : (group ?? 'total'), value: read.value, vague: read.vague, start, end: labelled.end }
}

/** The group that a label before or behind the number gives it, and where the whole ends. */
function groupAfter(text: string, found: Found): { group: Group | null; end: number } {
  const group = found.label?.group ?? null
  if (group !== null && group !== 'total' && group !== 'strong') return { group, end: found.end }
  if (found.unit === undefined || /^[个位名]$/.test(found.unit)) {
    LABEL_AFTER.lastIndex = found.end
    const after = LABEL_AFTER.exec(text)
    const follows = after === null ? null : (GROUPS.get(after[1] as string) ?? 'aside')
    if (follows !== null && (group === null || follows !== 'aside'))
      return { group: follows, end: LABEL_AFTER.lastIndex }
  } else if (group === null && AWAY.test(text.slice(found.end, found.end + 6)))
    return { group: 'aside', end: found.end }
  return { group, end: found.end }
}

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
  if (totals.length === 1) return addedAfter(text, counts) ? result(null) : result(totals[0] as number)
  if (totals.length > 1) return result(null)
  return summed(counts, phrase(text), result)
}

function summed(
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
  if (distinct.length === 0) return words.total === null ? result(null) : words
  if (distinct.length > 1) return result(null)
  return result(distinct[0] as number, { summed: counts.length > 1 })
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
  return [...new Set(candidates.map((count) => count.value))]
}

/** `3人+2小孩`: whether the second is in the first or beside it nobody can tell. */
function addedAfter(text: string, counts: readonly Count[]): boolean {
  return counts.some((count, k) => {
    const next = counts[k + 1]
    return (
      count.group === 'total' &&
      next !== undefined &&
      next.start - count.end < 8 &&
      ADDED.test(text.slice(count.end, count.end + 8)) &&
      next.group !== 'aside' &&
      !SUBSET.test(text.slice(count.end, next.start))
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
