import { confidenceOf } from '../../people/chain/entry-reasons.ts'
import type { Reason } from '../../people/chain/reasons.ts'
import type { OrderReason } from './reasons.ts'

const COST: Partial<Record<OrderReason, number>> = {
  'item-unknown': 0.4,
  'nothing-ordered': 0.4,
  'quantity-missing': 0.3,
  'quantity-assumed': 0.1,
  'quantity-vague': 0.3,
  'quantity-left-over': 0.3,
  'quantity-large': 0.15,
  'quantity-off-step': 0.2,
  'unit-unfit': 0.3,
  'price-for-quantity': 0.3,
  'item-summed': 0.1,
  'part-cancelled': 0.4,
}

/** How sure the reading of an order is, from 0 to 1. */
export function orderConfidence(reasons: ReadonlySet<OrderReason>): number {
  // What every chain has costs the same here; the reasons of orders alone are unknown there and cost nothing.
  let confidence = confidenceOf(reasons as ReadonlySet<Reason>)
  for (const reason of reasons) confidence -= COST[reason] ?? 0
  return Math.max(0, Math.round(confidence * 100) / 100)
}
