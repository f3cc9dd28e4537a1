import { givenOf, sayGoods, sayQuantity } from '@gezhong/shared/supplies/amounts'
import type { OrderLine } from '@gezhong/shared/supplies/orders/contract'

/** `大白菜 2斤、鸡蛋 1板`; that nothing is ordered, in the words given. */
export const goodsWords = (goods: readonly { name: string; milli: number; unit: string }[], none: string): string =>
  goods.length === 0 ? none : sayGoods(goods)

/** How much a household gets of a line, and why it is not what it ordered. */
export function givenWords(line: OrderLine): string {
  const given = sayQuantity(givenOf(line), line.unit)
  const parts = [
    line.weighed ? `实称 ${given}` : given,
    ...(givenOf(line) === line.milli ? [] : [`订的 ${sayQuantity(line.milli, line.unit)}`]),
  ]
  return line.shortWhy === null ? parts.join('，') : `${parts.join('，')}。${line.shortWhy}`
}
