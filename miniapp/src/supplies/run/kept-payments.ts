import { z } from 'zod'
import { PaymentSaid } from '@gezhong/shared/supplies/payments/contract'
import { keptList } from '../../platform/kept-list.ts'
import { apart } from '../../platform/kept-shelf.ts'

/** Money taken at a door, until the server has answered for it; afterwards only where somebody has to read the answer. */
export const KeptPayment = z.object({
  id: z.string(),
  payment: PaymentSaid,
  door: z.string(),
  refusal: z.string().nullable(),
})
export type KeptPayment = z.infer<typeof KeptPayment>

export const keptPayments = keptList(apart('payments', 'payment', KeptPayment))
