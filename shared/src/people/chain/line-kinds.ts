import { readChineseNumber } from '../chinese-number.ts'
import { AREA_WORD } from '../lane.ts'

/** A line of the folded text; `end` is before its line end, `next` behind it. */
export type Line = {
  readonly number: number
  readonly start: number
  readonly end: number
  readonly next: number
  readonly text: string
}

/** The lines of a folded text. They cover it without gaps. */
export function linesOf(text: string): Line[] {
  const lines: Line[] = []
  let start = 0
  for (let number = 1; start < text.length || number === 1; number += 1) {
    const found = text.indexOf('\n', start)
    const end = found < 0 ? text.length : found
    const next = found < 0 ? text.length : found + 1
    lines.push({ number, start, end, next, text: text.slice(start, end) })
    if (found < 0) break
    start = next
  }
  return lines
}

/** An index in front of a line: its value, how long it is, and whether its form alone says that it is one. */
export type LineIndex = {
  readonly value: number
  readonly length: number
  readonly sure: boolean
  readonly chinese: boolean
}

const LEAD = '^[ \\t>*·•|]*'
const SURE: readonly RegExp[] = [
  new RegExp(`${LEAD}[(\\[][ \\t]*(\\d{1,4})[ \\t]*[)\\]][ \\t]*[.、:,。]?[ \\t]*`),
  new RegExp(`${LEAD}(?:No|NO|no|序号|编号)[ \\t]*[.:、]?[ \\t]*(\\d{1,4})(?!\\d)[ \\t]*[.、:,)。;|]?[ \\t]*`),
  new RegExp(`${LEAD}第[ \\t]*(\\d{1,4})[ \\t]*(?:户|个|位|家|条|号(?=[.、:, ]))[ \\t]*[.、:,)。]?[ \\t]*`),
  new RegExp(`${LEAD}#[ \\t]*(\\d{1,4})[ \\t]*[.、:,)。 ][ \\t]*`),
  new RegExp(`${LEAD}(\\d{1,4})[ \\t]*(?:[、)>\\]。;]|\\.(?!\\d{4,10}(?!\\d)))[.、)。:]*[ \\t]*`),
  new RegExp(
    `${LEAD}(\\d{1,4})[ \\t]*(?:[:,|](?!\\d{1,2}(?!\\d|[ ]?[号栋幢座巷弄组#]|${AREA_WORD}|-\\d))|[-_/~]+(?=[ \\t]*(?:[\\u4e00-\\u9fff]|\\d{1,3}(?:社|小?组|队)\\d))(?![ \\t]*[号栋幢座单室]))[ \\t]*`,
  ),
]
const UNSURE = new RegExp(`${LEAD}(\\d{1,3})(?:[ \\t]+(?=\\S)|(?=[\\u4e00-\\u9fff]))`)
const NOT_AFTER_UNSURE = new RegExp(
  `^(?:${AREA_WORD}|号|栋|幢|座|单元|室|楼|层|巷|弄|组|队|排|期|里|区|街|人|口|位|名|个|[大小老男女](?![\\u4e00-\\u9fff])|大人|小孩|老人|老年|男[人性]|女[人性]|月|日|点|岁|天|户|#|之|附|[-+/*x×~])`,
)
const CHINESE = new RegExp(`${LEAD}[(]?([一二三四五六七八九十]{1,3})[)]?[ \\t]*[、.)][ \\t]*`)

/** The index in front of a line's text, or null. `sure: false` is decided by the lines around. */
export function lineIndex(text: string): LineIndex | null {
  for (const pattern of SURE) {
    const match = pattern.exec(text)
    if (match !== null) return { value: Number(match[1]), length: match[0].length, sure: true, chinese: false }
  }
  const chinese = CHINESE.exec(text)
  if (chinese !== null) {
    const value = readChineseNumber(chinese[1] as string)
    if (value !== null) return { value: value.value, length: chinese[0].length, sure: true, chinese: true }
  }
  const unsure = UNSURE.exec(text)
  if (unsure === null || NOT_AFTER_UNSURE.test(text.slice(unsure[0].length))) return null
  return { value: Number(unsure[1]), length: unsure[0].length, sure: false, chinese: false }
}

const HEADER = /#[ ]*接龙|接龙|#?[ ]*Group[ ]*Note|接力|#[ ]*群接龙/i
const EXAMPLE =
  /^[\s([*·>~-]*(?:举例|示例|范例|样例|例如|例子|例|模板|模版|样板|示范|参考|比如|格式|填写格式|接龙(?:格式|模板|模版|示例|样例|例子)|报名格式|上报格式|登记格式|填报格式|参照)(?:说明)?(?:[\d一二三]{0,2})(?:[ \t:.、)\]=]|为|如下|$|(?=[\u4e00-\u9fff]{2}))/
const TEMPLATE_WORD =
  /门牌号?|楼栋|楼号|栋号|单元|房号|房间号|姓名|户主|人数|人口|电话|手机号?|联系方式|联系电话|序号|备注|地址|住址|名字/g
const TIME = '\\d{1,2}:\\d{2}(?::\\d{2})?(?:[ ]?[APap][Mm])?'
const DAY =
  '(?:(?:\\d{2,4}[-/.年][ ]?)?\\d{1,2}[-/.月][ ]?\\d{1,2}日?|昨天|今天|前天|星期[一二三四五六日天]|周[一二三四五六日天])'
const PART = '(?:上午|下午|晚上|早上|中午|凌晨|傍晚|早|晚)'
const NICK_TIME = new RegExp(`^(.{0,40}?)[ \\t]*[(\\[]?(?:${DAY})?[ \\t]*${PART}?[ \\t]*${TIME}[)\\]]?[ \\t]*:?$`)
const TIME_NICK = new RegExp(`^[(\\[]?(?:${DAY})?[ \\t]*${PART}?[ \\t]*${TIME}[)\\]]?[ \\t]+([^\\d:]{1,30}):?$`)
const RULE = /^[\s\-=_*~·.]{3,}$/
const BRACKETED = /^[ \t]*[[(「<*#=~-]+[ \t]*([^\])」>*=~]{1,30}?)[ \t]*[\])」>*=~-]+[ \t:]*$/
const NOTE =
  /截止|截至|谢谢|感谢|辛苦|收到|大家|抓紧|通知|注意|请(?!假)|温馨|提示|提醒|公告|各位|邻居们|咨询|联系人|有问题|疑问|物资|领取|集合|核酸点|采样点|开始|结束|完成|尽快|及时|按时|加油|未接龙|没接龙|还没|统计|汇总|名单|群里|接龙|@|转发|扩散|务必|排队|错峰|戴口罩|知道了|好的|ok|OK/

export function isHeader(text: string): boolean {
  return HEADER.test(text)
}

export function isRule(text: string): boolean {
  return RULE.test(text)
}

export function isExample(text: string): boolean {
  return EXAMPLE.test(text)
}

/** How many different field names a line has: `门牌号+人数+联系方式` is a template. */
export function templateWords(text: string): number {
  return new Set(text.match(TEMPLATE_WORD) ?? []).size
}

const POLITE = /谢谢|感谢|辛苦了?|收到|知道了|好的|ok|OK|@/g

const THANKS = /谢谢|感谢|辛苦/
const FILLER = /[\s,.!?。、~了啦啊哈您你们]+|大家|网格[员长]|书记|各位|邻居|领导|老师|志愿者/g

/** Nothing but thanks, such as `收到,谢谢`: whoever took a number for it has reported nothing that could be asked for. */
export function onlyThanks(text: string): boolean {
  return THANKS.test(text) && text.replace(POLITE, '').replace(FILLER, '') === ''
}

/** Announcements; a word of thanks alone makes none. */
export function announces(text: string): boolean {
  return NOTE.test(text.replace(POLITE, ''))
}

export function readsAsNote(text: string): boolean {
  return NOTE.test(text)
}

/** `采样时间：7:00-9:00` and `截止8:00` are no names. */
const NO_NAME = /[:,，。;!?]|时间|截止|开始|结束|地点|[-~至到前]$/

/** The nickname of a line that has only a name and a time (`阿珍 9:12`), also the empty one of a bare time; else null. */
export function nicknameLine(text: string): string | null {
  if (text.length > 60 || !text.includes(':')) return null
  const match = NICK_TIME.exec(text.trim()) ?? TIME_NICK.exec(text.trim())
  const name = match === null ? null : (match[1] as string).trim()
  return name === null || NO_NAME.test(name) ? null : name
}

/** The words of a line that is bracketed as a sub-heading or ends with a colon, or null. */
export function headingText(text: string): string | null {
  const bracketed = BRACKETED.exec(text)
  if (bracketed !== null) return (bracketed[1] as string).trim()
  const colon = /^[ \t]*([^:]{1,20}):[ \t]*$/.exec(text)
  return colon === null ? null : (colon[1] as string).trim()
}

const DATE_TITLE = /^[ \t]*(?:20\d\d[./年-])?(\d{1,2})[./月-](\d{1,2})(?!\d)(?:日|号)?/

/** A title that starts with a day (`5.8中区核酸`), which looks like an index. */
export function isDateTitle(text: string): boolean {
  const match = DATE_TITLE.exec(text)
  if (match === null || Number(match[1]) > 12 || Number(match[1]) < 1 || Number(match[2]) > 31 || Number(match[2]) < 1)
    return false
  const rest = text.slice(match[0].length)
  return (
    /月|^[ \t]*20\d\d/.test(match[0]) ||
    /核酸|登记|检测|抗原|统计|摸底|报名|上报|申报|信息|名单|接龙|采样|轮|早|晚|上午|下午|通知|体检|疫苗|排查|普查|缴费|停水|停电/.test(
      rest,
    )
  )
}
