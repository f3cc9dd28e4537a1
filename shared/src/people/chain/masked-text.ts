/** What has been taken out of a working text, by the character that stands in its place (one for one, so offsets stay). */
export const MASK = {
  phone: '\uE000',
  aside: '\uE001',
  door: '\uE002',
  count: '\uE003',
  intent: '\uE004',
  name: '\uE005',
  item: '\uE006',
} as const

/** Replaces a range by a mask of the same length. */
export function maskRange(text: string, start: number, end: number, mask: string): string {
  return start >= end ? text : text.slice(0, start) + mask.repeat(end - start) + text.slice(end)
}

type Range = { readonly start: number; readonly end: number }

function inOrder(ranges: readonly Range[]): readonly Range[] {
  for (let k = 1; k < ranges.length; k += 1)
    if ((ranges[k] as Range).start < (ranges[k - 1] as Range).start)
      return [...ranges].sort((a, b) => a.start - b.start)
  return ranges
}

/** Replaces several ranges at once, in one pass. They may come in any order and overlap. */
export function maskRanges(text: string, ranges: readonly Range[], mask: string): string {
  if (ranges.length === 0) return text
  let masked = ''
  let from = 0
  for (const { start, end } of inOrder(ranges)) {
    const begin = Math.max(from, start)
    if (end <= begin) continue
    masked += text.slice(from, begin) + mask.repeat(end - begin)
    from = end
  }
  return masked + text.slice(from)
}

const N = '(?:\\d{1,4}|[〇零一二两三四五六七八九十百半几]{1,3})'
/** Days, times, ages, doses, amounts: numbers that are neither door nor headcount. */
const ASIDES: readonly RegExp[] = [
  /20\d\d[ ]?[-/.年][ ]?\d{1,2}(?:[ ]?[-/.月][ ]?\d{1,2}[日号]?)?/g,
  /(?:上午|下午|晚上|早上|中午|凌晨|今晚|明早)?[ ]?\d{1,2}:\d{2}(?::\d{2})?(?:[ ]?[-~至到][ ]?\d{1,2}:\d{2})?(?!\d|[ ]?[号栋幢座巷弄组#]|-\d)/g,
  new RegExp(`${N}月${N}[日号](?!楼|[\\d之])`, 'g'),
  new RegExp(
    `${N}(?:[ ]?[-~到至][ ]?${N})?[ ]?(?:周岁|个半?月|个多?小时|小时|个星期|星期|周岁|分钟|岁半|岁|天|年|点半?|时(?!代)|日|次|针|剂|轮|斤|公斤|份|盒|瓶|袋|包|箱|件|桶|元|块钱|块|毛|台|辆|只|条狗|张|间房?|套房?|平米?|平方|公里|米(?!兰)|度(?!假)|级|班|克|毫升|片药|粒|颗|支(?!巷|弄)|°|%|户人家|号线|月份?)`,
    'g',
  ),
  /\d{1,2}[.]\d℃?(?!\d)(?=度|℃| ?体温)/g,
  /(?:体温|温度)[ :]?\d{2}(?:\.\d)?/g,
]
/** Something of this is in every aside; most lines have none of it. */
const MAYBE_ASIDE =
  /\d:\d|20\d\d|[岁月日时年天点次针剂轮斤份盒瓶袋包箱件桶元块毛台辆只条张间套平里米度级班克升片粒颗支钟期温°%℃线]|户人家/

/** `302 包菜2斤`, `302包菜2斤`: the number is a room, the word behind it goods. */
const ROOM_BEFORE_GOODS = /(?:\d{3,4}|\d )[斤份盒瓶袋包箱件桶块台辆只条张间套米克片粒颗支]$/

/** Masks the numbers that belong to remarks. `goods`: the text orders things, whose names may begin with a unit. */
export function maskAsides(text: string, goods = false): string {
  if (!MAYBE_ASIDE.test(text)) return text
  let masked = text
  for (const aside of ASIDES)
    masked = masked.replace(aside, (found) =>
      goods && ROOM_BEFORE_GOODS.test(found) ? found : MASK.aside.repeat(found.length),
    )
  return masked
}
