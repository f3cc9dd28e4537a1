import { z } from 'zod'

/** What a scanned or typed code comes to at a door. Only `deliverable` lets a bag be handed over. */
export const ScanVerdict = z.enum([
  'deliverable',
  'already-delivered',
  'wrong-grid',
  'wrong-route',
  'cancelled',
  'revoked',
  'expired',
  'forged',
  'unknown',
])
export type ScanVerdict = z.infer<typeof ScanVerdict>

export const SCAN_VERDICT_WORDS: Record<ScanVerdict, string> = {
  deliverable: '可以交付',
  'already-delivered': '已送过',
  'wrong-grid': '不是本网格',
  'wrong-route': '不是您这一趟',
  cancelled: '这单取消了',
  revoked: '凭证已换新',
  expired: '凭证过期了',
  forged: '凭证是假的',
  unknown: '不认得这个码',
}

/** What to do next, in a sentence for somebody at a door. */
export const SCAN_VERDICT_THEN: Record<ScanVerdict, string> = {
  deliverable: '看一眼袋子和门牌，交到人手上再点“已交付”',
  'already-delivered': '不要再给第二袋，有疑问打电话给网格长',
  'wrong-grid': '不要交付，也不要过去送。这次已经记下，把袋子交回本网格的点',
  'wrong-route': '这一袋归别人送，先放一边，问一下网格长',
  cancelled: '不要交付，把袋子带回去',
  revoked: '请住户打开最新的凭证再扫，或输下面的 8 位数字',
  expired: '不要交付，问一下网格长',
  forged: '不要交付，马上告诉网格长',
  unknown: '这不是送菜的码，请扫袋子标签上的那一个',
}

/** Green goes on, yellow needs a look, red stops. */
export const SCAN_VERDICT_TONES: Record<ScanVerdict, 'ok' | 'look' | 'stop'> = {
  deliverable: 'ok',
  'already-delivered': 'look',
  'wrong-grid': 'stop',
  'wrong-route': 'stop',
  cancelled: 'stop',
  revoked: 'look',
  expired: 'stop',
  forged: 'stop',
  unknown: 'look',
}
