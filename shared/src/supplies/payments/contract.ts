import { z } from 'zod'
import { LEDGER_ROLES, STAFF_ROLES } from '../../actor.ts'
import { endpoint, Id, IdParams, Instant, PageQuery, pageOf } from '../../endpoint.ts'
import { ExportReason } from '../../export-reason.ts'
import { Fen, SignedFen } from '../../money.ts'
import { optionalText } from '../../plain-text.ts'
import { MOST_ORDER_FEN } from '../amounts.ts'
import { CARRIER_ROLES } from '../runs/contract.ts'
import { OrderState } from '../orders/contract.ts'
import { STALL_ROLES } from '../stalls/contract.ts'
import { WAYS } from './settle.ts'

export const Way = z.enum(WAYS)
export const WAY_WORDS: Record<z.infer<typeof Way>, string> = { cash: '现金', transfer: '转账', prepaid: '先付好的' }

const Amount = z.number().int().min(0).max(MOST_ORDER_FEN, '一次最多 20000 元')

/** Money taken or given back once, as whoever was there says it. A refund takes nothing and gives change. */
export const PaymentSaid = z.object({
  /** Made by the client: sent again, it is the same payment. */
  id: Id,
  orderId: Id,
  way: Way,
  takenFen: Amount,
  changeFen: Amount.default(0),
  /** The payment that this one takes back, whole: with its amounts the other way round, its way, and a reason. */
  takesBack: Id.nullable().default(null),
  reason: optionalText(100).default(''),
  /** By the phone's clock. */
  at: Instant,
})
export type PaymentSaid = z.output<typeof PaymentSaid>

/**
 * What became of a payment that was sent.
 *
 * - `recorded`, `again`: it counts; it had been recorded before
 * - `unknown`: no order of the asker's to take money for, or no payment to take back
 * - `id-taken`: its id belongs to another payment
 * - `taken-back`: what it takes back was taken back already
 * - `not-valid`: change that was never taken, or a taking back that does not mirror what it takes back
 */
export const PaymentVerdict = z.enum(['recorded', 'again', 'unknown', 'id-taken', 'taken-back', 'not-valid'])
export type PaymentVerdict = z.infer<typeof PaymentVerdict>

export const PAYMENT_VERDICT_WORDS: Record<PaymentVerdict, string> = {
  recorded: '记好了',
  again: '早先已经记过了',
  unknown: '没有这一单，或者不归您收',
  'id-taken': '编号重复了，请重新记一次',
  'taken-back': '这一笔已经撤回过了',
  'not-valid': '找的比收的还多，请检查',
}

export const Stand = z.object({ dueFen: Fen, paidFen: SignedFen, openFen: Fen, overpaidFen: Fen })

/** What a phone kept, at most so many at once. */
export const MOST_PAYMENTS = 200
export const PaymentBatch = z.object({
  /** By the phone's clock while sending, so that a wrong clock is set right. */
  sentAt: Instant,
  payments: z.array(PaymentSaid).min(1).max(MOST_PAYMENTS),
})
export type PaymentBatch = z.output<typeof PaymentBatch>

export const PaymentAnswers = z.object({
  verdicts: z.array(
    z.object({
      id: Id,
      verdict: PaymentVerdict,
      /** How the order stands now, where it is one of the asker's. */
      stand: Stand.nullable(),
    }),
  ),
})
export type PaymentAnswers = z.infer<typeof PaymentAnswers>

export const sendPayments = endpoint({
  method: 'POST',
  path: '/api/payments',
  summary: 'Record money taken for orders, in batches, with a verdict on each',
  who: CARRIER_ROLES,
  body: PaymentBatch,
  reply: PaymentAnswers,
})

export const Payment = z.object({
  id: Id,
  orderId: Id,
  door: z.string(),
  gridCode: z.string(),
  way: Way,
  takenFen: Fen,
  changeFen: Fen,
  takesBack: Id.nullable(),
  /** Another payment takes it back. */
  isTakenBack: z.boolean(),
  reason: z.string(),
  /** Whoever has or had the money; null for the household itself. */
  collectorName: z.string().nullable(),
  at: Instant,
})
export type Payment = z.infer<typeof Payment>

export const paymentsOfOrder = endpoint({
  method: 'GET',
  path: '/api/orders/:id/payments',
  summary: 'What an order owes, what was paid, and each payment, newest first',
  who: STALL_ROLES,
  params: IdParams,
  reply: Stand.extend({ payments: z.array(Payment) }),
  errors: ['not-found'],
})

export const DueState = z.enum(['open', 'overpaid', 'settled'])
export type DueState = z.infer<typeof DueState>
export const DUE_STATE_WORDS: Record<DueState, string> = { open: '还没收齐', overpaid: '要退', settled: '两清' }

const DueFilter = z.object({
  state: DueState.optional(),
  grid: Id.optional(),
  q: z.string().max(40).optional(),
})

/** How one household's order stands. */
export const Due = Stand.extend({
  orderId: Id,
  householdId: Id,
  door: z.string(),
  gridCode: z.string(),
  state: OrderState,
  orderedFen: Fen,
})
export type Due = z.infer<typeof Due>

export const listDues = endpoint({
  method: 'GET',
  path: '/api/stalls/:id/dues',
  summary: 'What each order of a stall in my scope owes and has paid, by door',
  who: STAFF_ROLES,
  params: IdParams,
  query: PageQuery.extend(DueFilter.shape),
  reply: pageOf(Due).extend({ dueFen: Fen, paidFen: SignedFen, openFen: Fen, overpaidFen: Fen }),
  errors: ['not-found'],
})

export const listPayments = endpoint({
  method: 'GET',
  path: '/api/stalls/:id/payments',
  summary: 'Payments at a stall in my scope, newest first',
  who: STAFF_ROLES,
  params: IdParams,
  query: PageQuery.extend({ collector: Id.optional(), way: Way.optional(), household: Id.optional() }),
  reply: pageOf(Payment).extend({ paidFen: SignedFen }),
  errors: ['not-found'],
})

export const HandIn = z.object({
  id: Id,
  collectorId: Id,
  collectorName: z.string(),
  expectedFen: SignedFen,
  countedFen: SignedFen,
  reason: z.string(),
  takesBack: Id.nullable(),
  isTakenBack: z.boolean(),
  confirmedByName: z.string(),
  at: Instant,
})
export type HandIn = z.infer<typeof HandIn>

const Collector = z.object({
  collectorId: Id,
  collectorName: z.string(),
  payments: z.number().int(),
  cash: SignedFen,
  transfer: SignedFen,
  prepaid: SignedFen,
  handedFen: SignedFen,
  missingFen: SignedFen,
  heldFen: SignedFen,
})
export type Collector = z.infer<typeof Collector>

export const Settlement = Stand.extend({
  orders: z.number().int(),
  orderedFen: Fen,
  refundedFen: Fen,
  ways: z.object({ cash: SignedFen, transfer: SignedFen, prepaid: SignedFen }),
  collectors: z.array(Collector),
  /** Newest first. */
  handIns: z.array(HandIn),
})
export type Settlement = z.infer<typeof Settlement>

export const readSettlement = endpoint({
  method: 'GET',
  path: '/api/stalls/:id/settlement',
  summary: 'The settlement sheet of a stall in my scope: ordered, owed, paid by way and collector, open, overpaid',
  who: LEDGER_ROLES,
  params: IdParams,
  reply: Settlement,
  errors: ['not-found'],
})

export const exportSettlement = endpoint({
  method: 'POST',
  path: '/api/stalls/:id/settlement/export',
  summary: 'The same by household as xlsx; marked with who, when and what for, and audited',
  who: LEDGER_ROLES,
  params: IdParams,
  query: DueFilter,
  body: ExportReason,
  reply: z.unknown(),
  kind: 'file',
  rate: 'export',
  errors: ['not-found', 'not-valid', 'too-large'],
})

/** More than a grid's stall takes in a day. */
const MOST_CASH_FEN = 100 * MOST_ORDER_FEN
const Cash = SignedFen.min(-MOST_CASH_FEN, '数目太大，请检查').max(MOST_CASH_FEN, '数目太大，请检查')

export const confirmHandIn = endpoint({
  method: 'POST',
  path: '/api/stalls/:id/hand-ins',
  summary: 'Confirm the cash that a collector handed over, counted; a difference needs a reason',
  who: ['grid-lead', 'command-post'],
  params: IdParams,
  body: z.object({
    id: Id,
    collectorId: Id,
    /** As the page showed it: meanwhile the collector may have taken more. */
    expectedFen: Cash,
    countedFen: Cash,
    reason: optionalText(100).default(''),
  }),
  reply: z.object({}),
  errors: ['not-found', 'not-allowed', 'not-valid', 'changed-meanwhile', 'id-taken', 'already-settled'],
})

export const takeBackHandIn = endpoint({
  method: 'POST',
  path: '/api/stalls/:id/hand-ins/:handInId/take-back',
  summary: 'Take back a handing-in that was confirmed wrongly, with its reason',
  who: ['grid-lead', 'command-post'],
  params: z.object({ id: Id, handInId: Id }),
  body: z.object({ id: Id, reason: optionalText(100) }),
  reply: z.object({}),
  errors: ['not-found', 'not-allowed', 'not-valid', 'id-taken', 'already-undone'],
})

/** What one has taken oneself at a stall. */
export const OwnTakings = z.object({
  stallId: Id,
  title: z.string(),
  day: z.string(),
  payments: z.number().int(),
  cash: SignedFen,
  transfer: SignedFen,
  prepaid: SignedFen,
  handedFen: SignedFen,
  missingFen: SignedFen,
  heldFen: SignedFen,
})
export type OwnTakings = z.infer<typeof OwnTakings>

export const ownTakings = endpoint({
  method: 'GET',
  path: '/api/own/takings',
  summary: 'Money that I took: at stalls of the last days, and wherever I still hold cash',
  who: [...STAFF_ROLES, 'volunteer'],
  reply: z.object({ takings: z.array(OwnTakings) }),
})
