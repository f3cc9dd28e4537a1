import { readIntentWords } from '../../people/chain/intent.ts'
import type { Range } from './read-items.ts'

/** What the words of a line say about its order. */
export type OrderWords = {
  readonly withdraw: boolean
  /** It speaks of an earlier line or says that it puts one right. */
  readonly correction: boolean
  readonly addition: boolean
  /** It wants less of something: `少要1斤黄瓜`. */
  readonly less: boolean
  /** The first word that takes something back. */
  readonly takesBack: Range | null
  readonly spans: readonly Range[]
}

const NO_MORE =
  /取消(?:订单|接龙)?|作废|删除|删掉|删了|撤回|撤销|撤消|不算|划掉|去掉|退出接龙|退出|(?:不|别)(?:要|订|定|买|拿|团|拼|用|需要|想要)(?:货|菜)?了|不要\uE006+(?:\uE003+)?了|退[单订定掉]|(?:^|[^\u4e00-\u9fff])退了?(?=$|[^\u4e00-\u9fff])|撤单|(?<![就那也])算了|(?:不|别)(?:要|订|买)(?:全部|所有)/g
/** What the reading of reports takes for a withdrawal is looked at again here. */
const NO_MORE_WORD = /取消|作废|删|撤|不算|划掉|去掉|不要了|退出|空|没人|无人|搬/
const TAKES_BACK = /取消|作废|删|撤|不算|划掉|去掉|了$|退|算了|全部|所有/
const NOT_THE_ORDER = /(?:袋子?|袋|发票|小票|送|配送|电话|打电话|找零|切|杀|洗|塑料袋)[^\s,，。]{0,2}$/
const ADDITION =
  /(?:再|追|另外?|多|又|还要|还想|补|增)加(?![急工热班油微])|再(?:来|要|订|买|补|添|拿)|还要|追(?:订|单)|加(?:订|购|单|买|一?份?(?=\uE006))|(?:^|[^\u4e00-\u9fff参添增更])加(?![急工热班油微辣盐糖我好群])|(?:另外|补)(?:要|订|来)/g
/** `不取消`, `还没取消`: nothing is taken back. */
const NOT_YET = /(?:不|未|没有?|别|勿|无需)(?:已经|要|可|会)?$/
const LESS =
  /(?:减(?:少|掉|去)?|少(?:要|来|拿|买|订)|退)[ ]?[\uE003\uE006]|[\uE006\uE003][ ]?(?:减|少)(?:[ ]?[\uE003\d一二两三半])/
/** Something that is ordered: an item or a quantity. */
const GOODS = /[\uE006\uE003]/

/** Reads the words of intent in a line whose phones, items, quantities and doors are masked. */
export function readOrderWords(masked: string): OrderWords {
  const words = readIntentWords(masked)
  const spans: Range[] = words.spans.filter(
    ({ start, end }) => words.correction && !NO_MORE_WORD.test(masked.slice(start, end)),
  )
  let withdraw = false
  NO_MORE.lastIndex = 0
  for (let match = NO_MORE.exec(masked); match !== null; match = NO_MORE.exec(masked)) {
    const before = masked.slice(Math.max(0, match.index - 8), match.index)
    if (NOT_THE_ORDER.test(before) || NOT_YET.test(before)) continue
    withdraw = true
    spans.push({ start: match.index, end: NO_MORE.lastIndex })
  }
  let addition = false
  ADDITION.lastIndex = 0
  for (let match = ADDITION.exec(masked); match !== null; match = ADDITION.exec(masked)) {
    const start = match.index + (/^[^\u4e00-\u9fff]/.test(match[0]) ? 1 : 0)
    if (!GOODS.test(masked.slice(ADDITION.lastIndex))) continue
    // Behind a quantity it only joins what one line orders: `白菜2斤再加土豆1斤`.
    if (!/\uE003/.test(masked.slice(0, start))) addition = true
    spans.push({ start, end: ADDITION.lastIndex })
  }
  spans.sort((a, b) => a.start - b.start)
  const takesBack = withdraw
    ? (spans.find(({ start, end }) => TAKES_BACK.test(masked.slice(start, end))) ?? null)
    : null
  const less = LESS.test(masked)
  return { less, withdraw, correction: words.correction || /重新|重订|重下/.test(masked), addition, takesBack, spans }
}
