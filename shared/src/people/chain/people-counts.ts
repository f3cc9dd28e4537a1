import { NUMERAL_CLASS, readChineseNumber } from '../chinese-number.ts'

export type Group = 'total' | 'strong' | 'adult' | 'child' | 'elder' | 'sex' | 'tenancy' | 'aside'
export type Count = {
  readonly group: Group
  readonly value: number
  readonly vague: boolean
  readonly start: number
  readonly end: number
  /** Its words alone show that it counts people. */
  readonly sure: boolean
  /** So many more than before, and not so many: `加1人`. */
  readonly change?: true
}

const TOTAL_LABEL =
  '人数合计|合计人数|总人数|总人口|家庭人口|家庭人数|常住人口|常住人数|居住人数|人口数|人数|人口|改成|改为|更正为|应为|变成'
const STRONG_LABEL =
  '男女老少|老老少少|大大小小|大人小孩|大人和小孩|大小|老小|老少|一共有?|总共有?|共计|合计|总计|总数|总|共有?'
const HOME_LABEL = '全家有?|一家子?|家里有?|家有|全户|本户|实住|现住|现有|实有|常住|居住|在家'
const ADULT = '大人|成年人|成人|成年|中年人|中年|青年人|青年|年轻人|大'
const CHILD =
  '小孩子|小孩儿|小孩|仔女|子女|儿女|崽|小朋友|未成年人|未成年|婴幼儿|婴儿|幼儿|儿童|孩子|宝宝|娃娃|小娃|娃|孩|小|细路仔|细路|细佬|细'
const ELDER = '老人家|老年人|老人|长者|长辈|老'
const SEX = '男性|女性|男人|女人|男|女'
const TENANCY =
  '租客|租户|租房|租住|房客|房东|业主|户主|外来人员|外来|外地人|本地人|亲戚|保姆|工人|员工|老板娘|老板|店主|店员|伙计|学徒|合租|朋友|借住|暂住'
const ASIDE =
  '孕妇|产妇|党员|残疾人?|残疾|志愿者|病人|患者|高血压|糖尿病|慢性病|医生|护士|老师|阳性|密接|发烧|发热|外地|外出|在外|不在家?|未回|没回|未返|未做|没做|已做|隔离|出差|上班|上学|住院|行动不便|卧床|学生|以上|其中|含|包括|包含|里面|内有|疫苗|透析|黄码|红码|独居老人'
export const NUMBER = `(?:\\d{1,4}|[${NUMERAL_CLASS}]{1,4}|俩|仨)`
/** Behind a number they are more of a household, and not its number: `我和老公、2个儿子`. */
const RELATIVES =
  '儿子|女儿|闺女|孙子|孙女|外孙女|外孙|侄子|侄女|媳妇|儿媳|女婿|弟弟|妹妹|哥哥|姐姐|兄弟|姐妹|男孩|女孩'
const UNIT =
  '条人|[Pp](?![A-Za-z\\d])|口之家|口人|个人|人口(?![ \\t]*[:=\\d])|人(?!数|口|份|民|次)|口(?!子)|位|名|个(?!月|小时|星期|礼拜|多|快递|包裹|口罩|抗原|试剂|[瓜蛋桶箱袋碗饼粽])|丁'
const AFTER = `${RELATIVES}|${ASIDE}|${ADULT}|${CHILD}|${ELDER}|${SEX}|${TENANCY}`
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
function labelGroups(): ReadonlyMap<string, Group> {
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

/** The labels by their last character, the longest first. */
function labelsByEnd(): ReadonlyMap<string, readonly string[]> {
  const labels = new Map<string, string[]>()
  for (const label of [...GROUPS.keys()].sort((a, b) => b.length - a.length)) {
    const end = label.slice(-1)
    labels.set(end, [...(labels.get(end) ?? []), label])
  }
  return labels
}

const LABELS_BY_END = labelsByEnd()
const LINK_BEFORE = /(?:[ \t]*[:=(]?[ \t]*(?:有|是|为|共|各|改成|改为|更正为|应为)?[ \t]*)$/
const LINK_END = /[ \t:=(有是为共各成]/

/** The label that ends right before `position`, a colon or a linking word between; null when there is none. */
function labelBefore(text: string, position: number, from: number): { group: Group; start: number } | null {
  const lead = text.slice(Math.max(from, position - 12), position)
  const whole = longestLabel(lead)
  if (whole !== null) return { group: whole.group, start: position - whole.length }
  const link = LINK_END.test(text.charAt(position - 1)) ? (LINK_BEFORE.exec(lead)?.[0].length ?? 0) : 0
  if (link === 0) return null
  const label = longestLabel(lead.slice(0, lead.length - link))
  return label === null ? null : { group: label.group, start: position - link - label.length }
}

function longestLabel(text: string): { group: Group; length: number } | null {
  const label = LABELS_BY_END.get(text.slice(-1))?.find((one) => text.endsWith(one))
  return label === undefined ? null : { group: GROUPS.get(label) as Group, length: label.length }
}

const NUMERAL = new RegExp(`[${NUMERAL_CLASS}]`)
const NOT_PEOPLE = /^[ \t]*(?:号|户(?!主)|家(?![里中庭人有])|栋|幢|座|楼|单元|室|巷|岁|月|天|次|针|年|-\d)/
const OF_THEM = /(?:其中|包括|包含|含|内有)[^\d,。;]{0,4}$/
const PAST =
  /(?:原来|原先|原有|原报|原本|原|之前|以前|上次|昨天|误报|不是|前面|错写|刚才)(?:报|写|填|登记|是|有|的)*(?:了|成)?[ \t:]*$/

function valueOf(text: string): { value: number; vague: boolean } | null {
  if (text === '俩') return { value: 2, vague: false }
  if (text === '仨') return { value: 3, vague: false }
  if (/^\d/.test(text)) return { value: Number(text), vague: false }
  return readChineseNumber(text)
}

/** One after the other, every number that a word says to be a number of people. */
export function countsIn(text: string): Count[] {
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
  if (
    /[A-Za-z\d第每统唯同各]/.test(before) ||
    (before === '.' && /\d/.test(text[at - 2] ?? '')) ||
    (unit === '位' && /[前后末尾]/.test(before)) ||
    (label === null && NUMERAL.test(before) && NUMERAL.test(number))
  )
    return null
  const behind = text.slice(at + number.length, at + number.length + 4)
  if (behind.startsWith('家') && !behind.startsWith('家三口')) return null
  if (/[少多缺漏差错][记写打填了]{0,2}$/.test(text.slice(Math.max(0, at - 4), at))) return null
  const read = valueOf(number)
  if (read === null) return null
  const start = label?.start ?? at
  if (label === null && (read.value > 999 || (read.value > 99 && /[\u4e00-\u9fff]/.test(before)))) {
    return unit === undefined
      ? null
      : { group: 'total', value: read.value, vague: true, start, end: found.end, sure: false }
  }
  if (unit === undefined && label === null && SEVERAL.test(number) && standsAlone(text, at, found.end))
    return { group: 'total', value: read.value, vague: false, start, end: found.end, sure: true }
  const labelled = groupAfter(text, found)
  const group = labelled.group
  if (group === null && unit === undefined) return null
  if (unit === undefined && label !== null && NOT_PEOPLE.test(text.slice(labelled.end, labelled.end + 3))) return null
  if (group === 'aside' && unit === undefined) return null
  const lead = text.slice(Math.max(0, start - 12), start)
  if ((group === 'child' || group === 'elder') && label !== null && isWithThem(lead, unit))
    return { group: 'total', value: read.value, vague: read.vague, start, end: found.end, sure: true }
  if (
    (group === null || group === 'total') &&
    /(?:增加|新增|又加|又来|多了|回来)了?[ \t]*$|(?<!参)加[ \t]*$/.test(lead)
  )
    return { group: 'aside', value: read.value, vague: false, start, end: labelled.end, sure: true, change: true }
  const past = PAST.test(lead) || ((group === null || group === 'total') && OF_THEM.test(lead))
  const sure = unit !== undefined || at - start > 1 || labelled.end - found.end > 1
  return {
    group: past ? 'aside' : (group ?? 'total'),
    value: read.value,
    vague: read.vague,
    start,
    end: labelled.end,
    sure,
  }
}

/** `连孩子4口人`: those with whom the household is so many, and not how many there are of them. */
function isWithThem(lead: string, unit: string | undefined): boolean {
  if (unit === undefined || unit === '个' || unit === '名') return false
  return (
    /(?:连|连同|连带|连上|算上|加起来)[ \t]*$/.test(lead) || (unit.startsWith('口') && /带[着上]?[ \t]*$/.test(lead))
  )
}

const SEVERAL = /^[俩仨]$/

/** `5号，仨，138…`: a word for so many people that is joined to no other word. */
function standsAlone(text: string, start: number, end: number): boolean {
  return (
    /^$|[\s,，、。:;|+号室\uE000-\uE00F]/.test(text[start - 1] ?? '') &&
    /^$|[\s,，、。;|+\uE000-\uE00F]/.test(text[end] ?? '')
  )
}

const RELATIVE = new RegExp(`^(?:${RELATIVES})$`)

function groupOf(label: string): Group {
  return GROUPS.get(label) ?? (RELATIVE.test(label) ? 'child' : 'aside')
}

/** The group that a label before or behind the number gives it, and where the whole ends. */
function groupAfter(text: string, found: Found): { group: Group | null; end: number } {
  const group = found.label?.group ?? null
  if (group !== null && group !== 'total' && group !== 'strong') return { group, end: found.end }
  if (found.unit === undefined || /^[个位名]$/.test(found.unit)) {
    LABEL_AFTER.lastIndex = found.end
    const after = LABEL_AFTER.exec(text)
    const follows = after === null ? null : groupOf(after[1] as string)
    if (follows !== null && (group === null || follows !== 'aside'))
      return { group: follows, end: LABEL_AFTER.lastIndex }
  } else if (group === null && AWAY.test(text.slice(found.end, found.end + 6)))
    return { group: 'aside', end: found.end }
  return { group, end: found.end }
}

/**
 * Counts that cannot be part of a door, also where doors are not yet known: with a counting word or a label of more
 * than one character, or two short labels in a row (`4大2小`).
 */
export function certainCounts(text: string): Range[] {
  const counts = countsIn(text)
  const certain = counts.filter((count, k) => {
    if (count.vague || count.value > 99) return false
    const [before, after] = [counts[k - 1], counts[k + 1]]
    const paired =
      (before !== undefined && count.start - before.end <= 1) || (after !== undefined && after.start - count.end <= 1)
    return count.sure || paired
  })
  return text.includes('+') ? [...certain, ...smallSums(text)] : certain
}

type Range = { readonly start: number; readonly end: number }

const SMALL_SUM = /(^|[\s,，;；/|、\uE000-\uE00F])[1-9][ ]?\+[ ]?\d(?=$|[\s,，;；/|、人口\uE000-\uE00F])/g

/** `2+1` between separators: grown-ups and children, no part of a door. */
function smallSums(text: string): Range[] {
  const sums: Range[] = []
  SMALL_SUM.lastIndex = 0
  for (let match = SMALL_SUM.exec(text); match !== null; match = SMALL_SUM.exec(text)) {
    sums.push({ start: match.index + (match[1] as string).length, end: match.index + match[0].length })
  }
  return sums
}
