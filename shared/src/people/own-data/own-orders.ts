import { z } from 'zod'
import { Instant } from '../../endpoint.ts'
import { Fen } from '../../money.ts'

/** What the household has ordered at a stall, as it stands now. */
export const OwnOrder = z.object({
  stallTitle: z.string(),
  /** `大白菜 2斤、土豆 1斤`. */
  goods: z.string(),
  amountFen: Fen,
  note: z.string(),
  cancelled: z.boolean(),
  at: Instant,
})
export type OwnOrder = z.infer<typeof OwnOrder>

/** Money that the household gave for an order at a stall, or got back. */
export const OwnPayment = z.object({
  stallTitle: z.string(),
  way: z.enum(['cash', 'transfer', 'prepaid']),
  takenFen: Fen,
  changeFen: Fen,
  /** It undoes another one. */
  takesBack: z.boolean(),
  reason: z.string(),
  at: Instant,
})
export type OwnPayment = z.infer<typeof OwnPayment>
