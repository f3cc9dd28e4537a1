import type { AreaBook } from '../area-book.ts'
import { isAreaName } from '../area-book.ts'

const LABEL_END =
  /(?:门牌号?码?|地址|住址|人数|人口|电话|手机|号码|联系方式|联系人|姓名|户主|楼栋|栋|幢|座|楼|单元|层|房号|房间号?|室|房|大人|小孩|老人|成人|儿童|孩子|大|小|男|女|备注|更正|改为|改成|补报|登记|共|合计|总计|例|tel|Tel|TEL|序号|租客|房东|租户|业主|住户|信息|常住|人员|家庭|网格|片区|小区|村|区域|位置|具体)$/
const NAME = /^([^:\n]{1,20}):[ \t]*(?=\S)/
const ANSWER = /[\d〇一二两三四五六七八九十]|空|取消|作废/

/**
 * The name in `阿明：北路2巷3号 7口`: what stands before the first colon, when it is no label and something that can be
 * a report follows. Null when there is none.
 */
export function splitNickname(text: string, book?: AreaBook): { name: string; end: number } | null {
  if (!text.includes(':')) return null
  const match = NAME.exec(text)
  if (match === null) return null
  const name = (match[1] as string).trim()
  if (book !== undefined && isAreaName(name, book)) return null
  if (LABEL_END.test(name) || !ANSWER.test(text.slice(match[0].length))) return null
  if (/\d$/.test(name) && /^\d{2}(?!\d)/.test(text.slice(match[0].length))) return null
  return { name, end: match[0].length }
}
