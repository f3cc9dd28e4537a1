import type { ImportKind } from './contract.ts'
import { foldHeader } from './header-name.ts'

/** Identity papers are of no use to anybody here, whatever the list. */
const PAPERS = /身份证|证件|证号|证书|ZJH|ZJZL|SFZ|^CQZH|^BDCQZH|^QZH|户口本|护照|出生|生日|银行|账号|卡号|社保/
/** Owners as named by survey offices. Who owns a house says nothing about who lives there. */
const OWNERS =
  /权利人|产权人|所有权人|所有人|使用权人|使用人|共有(?!.*面积)|业主|房东|户主|姓名|名称$|申请人|委托人|代理人|法人|法定代表|家庭成员|继承|当事人|签字|签名|指界|户名|土地使用者|房主|^(QLR|QLRMC|GYR|GYQK|XM|HZ|HZXM|SYQR|TDSYZ|FWSYQR|ZJMC|DLR|NAME|OWNER)/
const OWNER_CONTACT = /电话|手机|联系|通讯地址|通信地址|邮寄|^(LXDH|LXFS|SJH|PHONE|TXDZ|YB)$|邮编/
/** Children are counted, never named by a list. */
const CHILD_NAMES = /(?:儿童|小孩|孩子|子女|未成年人?|婴幼儿|学生)的?(?:姓名|名字|名单)/
/** Names of things, not of people. */
const NO_PERSON = /小区名称|项目名称|路名|楼盘名称|村名|社区名称|网格名称|片区名称|单位名称/

/** Whether a column of this name is never read. Ledgers may keep residents' names and phones, cadastres neither. */
export function isPersonalName(name: string, kind: ImportKind): boolean {
  const folded = foldHeader(name)
  if (PAPERS.test(folded)) return true
  if (kind !== 'cadastre') return /产权人|权利人|所有权人|业主|房东|^QLR/.test(folded) || CHILD_NAMES.test(folded)
  return !NO_PERSON.test(folded) && (OWNERS.test(folded) || OWNER_CONTACT.test(folded))
}

/** County, day of birth, serial number and check character; the 15 digits of old papers without the century. */
const ID_PATTERN = String.raw`\d{6}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx]|\d{8}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}`
const ID_NUMBER = new RegExp(`^(?:${ID_PATTERN})$`)
const ID_NUMBERS = new RegExp(`(?<![0-9A-Za-z])(?:${ID_PATTERN})(?![0-9A-Za-z])`, 'g')

const SURNAMES =
  '李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庄施洪柯颜翁尤卓纪詹欧连章尚游粟俞'

const PERSON = new RegExp(`^[${SURNAMES}][\\u4e00-\\u9fff]{1,3}$`)

const MOBILE = /^1[3-9]\d{9}$/

/**
 * Whether the values of a column give it away. Identity numbers do in any list: one is enough in a column whose name
 * is not known. In a cadastre a nameless column of people's names or mobile numbers is personal too; it is judged by
 * at least three values, since one word proves nothing.
 */
export function isPersonalByValue(values: readonly string[], kind: ImportKind, isKnown: boolean): boolean {
  const filled = values.map((value) => value.normalize('NFKC').replace(/[\s·•]/g, '')).filter((value) => value !== '')
  const papers = filled.filter((value) => ID_NUMBER.test(value)).length
  if (papers > (isKnown ? filled.length / 2 : 0)) return true
  if (isKnown || kind !== 'cadastre' || filled.length < 3) return false
  if (filled.filter((value) => MOBILE.test(value)).length >= filled.length * 0.7) return true
  const people = filled.filter((value) => PERSON.test(value)).length
  const distinct = new Set(filled).size
  return people >= filled.length * 0.7 && distinct >= Math.min(3, filled.length * 0.3)
}

/** Takes identity numbers out of any text; what stood there is said, not shown. */
export function withoutIdNumbers(text: string): string {
  return text.length < 15 ? text : text.replace(ID_NUMBERS, '［证件号不保存］')
}

/** Takes mobile numbers out of a text that more people may read than may see numbers. */
export function withoutMobiles(text: string, instead: string): string {
  return text.replace(/(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)/g, instead)
}
