import { REASONS } from '../../people/chain/reasons.ts'
import type { Reason } from '../../people/chain/reasons.ts'

/** Why something in an order is missing, guessed or odd, beside the reasons that every chain has. */
const OF_ORDERS = {
  'item-unknown': '有菜单上没有的东西',
  'nothing-ordered': '没有看到要什么',
  'quantity-missing': '有一样没写数量',
  'quantity-assumed': '没写数量，当作 1',
  'quantity-vague': '数量说得不准',
  'quantity-left-over': '有一个数量不知道是哪样的',
  'quantity-large': '数量特别大',
  'quantity-off-step': '数量不是起订量的整数倍',
  'unit-unfit': '写的单位和卖的单位对不上',
  'price-for-quantity': '写的是钱，不是数量',
  'item-summed': '同一样写了几次，加在一起',
  'part-cancelled': '只退其中一样',
  addition: '写明是追加',
} as const

export const ORDER_REASONS = { ...REASONS, ...OF_ORDERS }
export type OrderReason = Reason | keyof typeof OF_ORDERS
