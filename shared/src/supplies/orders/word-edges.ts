import { bareAt, measuredAt } from './quantity.ts'
import { UNITS } from './stall.ts'

const HAN = /[\u4e00-\u9fff]/
const UNIT_END = [...UNITS].sort((a, b) => b.length - a.length).join('|')
const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤'
/** What may stand right before the name of an item without making another thing of it, as 鸭 does before 蛋. */
const BEFORE = new RegExp(
  `(?:${UNIT_END}|[一二两三四五六七八九十半俩要买订定来加和与跟及有再改成为换消了的各是单需选拼团购号室栋楼层户人口元钱我家们您给帮补追还另外掉含送报写拿先份叔婶姨伯哥姐嫂妈爸爷奶婆]|加上|不要|先生|女士|老师|师傅|[老小阿][${SURNAMES}])$`,
)
const AFTER =
  /^(?:[各要来买订也都就和与跟及还加再另不没取改换共的请放送谢麻挂帮给退吧呢啊哦哈了有多少几切剁先数]|每样|一起|一共|一样|单独|今天|明天|去皮|去骨|去掉)/

/** Whether a name that stands from `start` to `end` is a word of its own and not part of a longer one. */
export function isOwnWord(text: string, start: number, end: number): boolean {
  return leftEdge(text, start) && rightEdge(text, end)
}

function leftEdge(text: string, start: number): boolean {
  if (start === 0 || !HAN.test(text[start - 1] as string)) return true
  return BEFORE.test(text.slice(Math.max(0, start - 3), start))
}

function rightEdge(text: string, end: number): boolean {
  if (end >= text.length || !HAN.test(text[end] as string)) return true
  if (AFTER.test(text.slice(end, end + 3))) return true
  return (
    measuredAt(text, end) !== null ||
    /^[一二两三四五六七八九十半](?![\u4e00-\u9fff])/.test(text.slice(end, end + 2)) ||
    bareAt(text, end) !== null
  )
}
