import { z } from 'zod'
import { DeliveryRow } from '@gezhong/shared/supplies/deliveries/contract'
import { keptList } from '../../platform/kept-list.ts'
import { apart } from '../../platform/kept-shelf.ts'

/** What was done at a door, until the server has answered for it; afterwards only where somebody has to read the answer. */
export const KeptDelivery = z.object({
  id: z.string(),
  row: DeliveryRow,
  /** Null where the phone does not know the code. */
  voucherId: z.string().nullable(),
  door: z.string(),
  refusal: z.string().nullable(),
})
export type KeptDelivery = z.infer<typeof KeptDelivery>

/** Each in a place of its own: at the three hundredth door writing one must be as quick as at the first. */
export const keptDeliveries = keptList(apart('deliveries', 'delivery', KeptDelivery))
