import { sayGoods } from '@gezhong/shared/supplies/amounts'

/** `大白菜 2斤、鸡蛋 1板`; that nothing is ordered, in the words given. */
export const goodsWords = (goods: readonly { name: string; milli: number; unit: string }[], none: string): string =>
  goods.length === 0 ? none : sayGoods(goods)
