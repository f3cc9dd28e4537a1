import type { OrderLine } from '@gezhong/shared/supplies/orders/contract'
import type { stallItem } from '../stalls/tables.ts'
import type { stallOrderLine } from './tables.ts'

type LineRow = typeof stallOrderLine.$inferSelect
type Named = Pick<typeof stallItem.$inferSelect, 'name' | 'unit'>

/** A line as ordered, and what has become of it where that is known. */
export type Line = Pick<LineRow, 'itemId' | 'milli' | 'priceFen' | 'amountFen'> &
  Partial<Pick<LineRow, 'givenMilli' | 'weighedMilli' | 'shortWhy'>>

/** A line with what the stall calls the thing. */
export const namedLine = (
  { itemId, milli, priceFen, amountFen, givenMilli = null, weighedMilli = null, shortWhy = null }: Line,
  { name, unit }: Named,
): OrderLine => ({
  itemId,
  name,
  unit,
  milli,
  priceFen,
  amountFen,
  givenMilli,
  shortWhy,
  weighed: weighedMilli !== null,
})

export function linesOf(lines: readonly Line[], items: readonly (Named & { id: string })[]): OrderLine[] {
  const itemOf = new Map(items.map((item) => [item.id, item]))
  return lines.map((line) => namedLine(line, itemOf.get(line.itemId)!))
}
