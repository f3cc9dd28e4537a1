import { z } from 'zod'
import { LEDGER_ROLES } from '../../actor.ts'
import { endpoint, IdParams, Instant } from '../../endpoint.ts'
import { plainText } from '../../plain-text.ts'
import type { StateTable } from '../../state-table.ts'
import { STALL_ROLES } from '../stalls/contract.ts'

export const VoucherState = z.enum(['live', 'delivered', 'revoked'])
export type VoucherState = z.infer<typeof VoucherState>
/** Delivered by mistake becomes live again; a lost one is revoked, and another issued in its place. */
export const VOUCHER_NEXT: StateTable<VoucherState> = {
  live: ['delivered', 'revoked'],
  delivered: ['live'],
  revoked: [],
}

export const Voucher = z.object({
  /** The whole content of the QR code. */
  digits: z.string(),
  /** Eight digits for typing. */
  shortCode: z.string(),
  state: VoucherState,
  /** The last civil day on which it is accepted. */
  lastDay: z.iso.date(),
  deliveredAt: Instant.nullable(),
})
export type Voucher = z.infer<typeof Voucher>

export const readVoucher = endpoint({
  method: 'GET',
  path: '/api/orders/:id/voucher',
  summary: 'The voucher of an order, to show at the door; null until orders are closed, and when it was cancelled',
  who: STALL_ROLES,
  params: IdParams,
  reply: z.object({ voucher: Voucher.nullable() }),
  errors: ['not-found'],
})

export const reissueVoucher = endpoint({
  method: 'POST',
  path: '/api/orders/:id/voucher/reissue',
  summary: 'Give an order another voucher: what was printed or shown of the old one is refused from then on',
  who: LEDGER_ROLES,
  params: IdParams,
  body: z.object({ reason: plainText(200) }),
  reply: z.object({ voucher: Voucher }),
  errors: ['not-found', 'not-allowed', 'already-settled', 'not-closed'],
})
