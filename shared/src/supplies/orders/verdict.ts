import { z } from 'zod'

/** What became of a line of an order chain; the meaning of each is in the docstring of `judgeOrders`. */
export const OrderVerdict = z.enum([
  'ok',
  'duplicate',
  'unknown-item',
  'no-quantity',
  'unknown-door',
  'candidates',
  'incomplete',
  'superseded',
  'withdrawn',
  'dismissed',
])
export type OrderVerdict = z.infer<typeof OrderVerdict>

export const ORDER_VERDICT_WORDS: Record<OrderVerdict, string> = {
  ok: '订上了',
  duplicate: '重复',
  'unknown-item': '没有这样菜',
  'no-quantity': '数量不清楚',
  'unknown-door': '查无此门牌',
  candidates: '分不清哪户',
  incomplete: '看不懂',
  superseded: '被后面一条改了',
  withdrawn: '已退',
  dismissed: '不算数',
}
