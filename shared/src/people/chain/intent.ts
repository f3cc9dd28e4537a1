import type { ChainIntent } from './types.ts'

/** What a line wants, from its words alone; whether somebody still lives there is settled with the headcount. */
export type IntentWords = {
  readonly withdraw: boolean
  readonly vacant: boolean
  readonly correction: boolean
  readonly supplement: boolean
  readonly spans: readonly { start: number; end: number }[]
}

const WITHDRAW = /取消|作废|删除|删掉|删了|撤回|撤销|撤消|不算|划掉|去掉|不要了|退出接龙|退出/g
const NOT_WITHDRAWN_BEFORE =
  /(?:不|未|没|没有|别|勿|不能|不要|不用|无需|号码|电话|手机号?|旧号|原号|号|老号)(?:已经|已|要|可|会)?$/
const NOT_WITHDRAWN_AFTER =
  /^(?:了)?(?:隔离|封控|管控|订单|红码|黄码|限制|手术|行程|那个?电话|旧?电话|旧?手机|旧?号码|原?号码)/
const EARLIER_LINE =
  /(?:上面|上条|上一条|上个|前面|前一条|之前|原来|原先|以上|刚才|那条|那个|旧的?|原|先前|第?\d{1,3}[号条楼])[^\s,。;]{0,4}$/
const CORRECTION =
  /更正|订正|纠正|修正|更改|改为|改成|改到|变更|更新|修改|重报|重新(?:上?报|登记|填|接龙)|以(?:此|这个?|这条|本条|这次|现在的?|后面的?)(?:为准|的为准)|[写填报打登]错|应为|应该?是|改\d|改[一二两三四五六七八九十]|重发|重填/
const SUPPLEMENT = /补报|补登|漏报|补充|补填|补上/
const END_OR_PAUSE = '(?=$|[\\s,，。.;；!！()+/|\\-、:\\uE000-\\uE00F]|了|居住|住|在家|入住|在住|的)'
const VACANT = new RegExp(
  `空房子?|空屋|空户|空置|空着|空关|闲置|房子空|空的|没人住|无人住|无人居住|没住人|未住人|不住人|没有住人|没有人${END_OR_PAUSE}|没人${END_OR_PAUSE}|无人${END_OR_PAUSE}|暂无人${END_OR_PAUSE}|(?:已经?|都|全家|早就?|全部)?(?:搬走|搬离|搬出|搬家|搬迁|迁走|迁出)(?:了|到|去)?|已搬(?=$|[^到来进回入])|(?:^|[\\s,，+/|、:\\uE000-\\uE00F])空(?=$|[\\s,，。+/|、\\uE000-\\uE00F])`,
)
const MOVED_IN = /刚搬来|新搬来|搬进|搬入|搬回|未搬走|没搬走|没有搬走|还没搬/

const NO_WORDS: IntentWords = { withdraw: false, vacant: false, correction: false, supplement: false, spans: [] }
/** One of these characters is in every word of intent. */
const MAYBE_INTENT = /[取废删撤算掉要退正改更错应重准空闲没无未不搬迁补漏]/

/** Reads the words of intent in a line of folded text in which phones and doors may be masked. */
export function readIntentWords(text: string): IntentWords {
  if (!MAYBE_INTENT.test(text)) return NO_WORDS
  const spans: { start: number; end: number }[] = []
  let withdraw = false
  let earlier = false
  WITHDRAW.lastIndex = 0
  for (let match = WITHDRAW.exec(text); match !== null; match = WITHDRAW.exec(text)) {
    const before = text.slice(Math.max(0, match.index - 10), match.index)
    const after = text.slice(WITHDRAW.lastIndex, WITHDRAW.lastIndex + 8)
    if (NOT_WITHDRAWN_BEFORE.test(before) || NOT_WITHDRAWN_AFTER.test(after)) continue
    withdraw = true
    if (
      EARLIER_LINE.test(before) ||
      /^(?:上面|上条|上一条|前面|之前|原来|以上|那条|第\d)/.test(after) ||
      /改为|改成|更正为/.test(text.slice(WITHDRAW.lastIndex))
    )
      earlier = true
    spans.push({ start: match.index, end: WITHDRAW.lastIndex })
  }
  const correction = CORRECTION.exec(text)
  if (correction !== null) spans.push({ start: correction.index, end: correction.index + correction[0].length })
  const vacant = MOVED_IN.test(text) ? null : VACANT.exec(text)
  if (vacant !== null) spans.push({ start: vacant.index, end: vacant.index + vacant[0].length })
  return {
    withdraw,
    vacant: vacant !== null,
    correction: correction !== null || earlier,
    supplement: SUPPLEMENT.test(text),
    spans,
  }
}

/**
 * The intent of a line. A withdrawal that speaks of an earlier line and states people anew is a correction;
 * a dwelling is vacant only when nobody is counted.
 */
export function decideIntent(words: IntentWords, headcount: number | null, correctsEarlier: boolean): ChainIntent {
  if (words.withdraw && !(correctsEarlier && headcount !== null && headcount > 0)) return 'withdraw'
  if (headcount === 0 || (words.vacant && headcount === null)) return 'vacant'
  return 'report'
}
