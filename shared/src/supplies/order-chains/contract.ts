import { z } from 'zod'
import { LEDGER_ROLES } from '../../actor.ts'
import { endpoint, Id, Instant } from '../../endpoint.ts'
import { Fen } from '../../money.ts'
import { CandidateHousehold, CHAIN_MAX_LENGTH, ConfirmationUndo } from '../../people/chain/contract.ts'
import { Milli } from '../amounts.ts'
import { OrderVerdict } from '../orders/verdict.ts'
import { Unit } from '../orders/stall.ts'

const Goods = z.object({ itemId: Id, name: z.string(), unit: Unit, milli: Milli })

/** One line of a group's order chain, read and held against the ledger and the menu. */
export const OrderChainLine = z.object({
  /** Names this line for a fix; the same while its words are the same. */
  key: z.string(),
  /** 1-based line of the pasted text. */
  line: z.number().int(),
  index: z.number().int().nullable(),
  /** As written, phone digits masked in place. */
  text: z.string(),
  spans: z.array(
    z.object({
      start: z.number().int(),
      end: z.number().int(),
      field: z.enum(['door', 'phone', 'item', 'quantity']),
    }),
  ),
  door: z.string().nullable(),
  goods: z.array(Goods),
  remark: z.string(),
  reasons: z.array(z.object({ code: z.string(), sentence: z.string() })),
  verdict: OrderVerdict,
  /** A person must say what it means; until then it orders nothing. */
  toSettle: z.boolean(),
  household: CandidateHousehold.nullable(),
  candidates: z.array(CandidateHousehold),
  /** Not in the text that was confirmed last. */
  isNew: z.boolean(),
  /** A worker's rewording that is read instead of the text; null when there is none. */
  fix: z.string().nullable(),
})
export type OrderChainLine = z.infer<typeof OrderChainLine>

/**
 * What confirming does for a household: `new`, `changed` and `cancelled` orders; `same`: nothing, as the chain says what
 * it said before or what is ordered already; `conflict`: the household or a worker ordered otherwise than the chain now
 * says, and a person decides which counts; `refused`: the chain is clear, the stall is not able to, with its sentence.
 */
export const ChainDoing = z.enum(['new', 'changed', 'cancelled', 'same', 'conflict', 'refused'])
export type ChainDoing = z.infer<typeof ChainDoing>
export const CHAIN_DOING_WORDS: Record<ChainDoing, string> = {
  new: '新订',
  changed: '改单',
  cancelled: '退单',
  same: '没变',
  conflict: '网上订的不一样',
  refused: '订不上',
}

export const HouseholdPlan = z.object({
  householdId: Id,
  door: z.string(),
  doing: ChainDoing,
  /** What the chain says; empty when it was taken back. */
  goods: z.array(Goods),
  /** What is ordered now, where it differs. */
  ordered: z.array(Goods),
  amountFen: Fen,
  /** Why it cannot be done, in a sentence. */
  problem: z.string().nullable(),
})
export type HouseholdPlan = z.infer<typeof HouseholdPlan>

/** A confirmation of an order chain, and for how many households it ordered, changed and cancelled something. */
export const OrderConfirmation = z.object({
  /** Names it when it is taken back. */
  id: Id,
  at: Instant,
  byName: z.string(),
  /** Null when it is older than the keeping of these numbers, and then it cannot be taken back either. */
  counts: z.object({ new: z.number().int(), changed: z.number().int(), cancelled: z.number().int() }).nullable(),
})
export type OrderConfirmation = z.infer<typeof OrderConfirmation>

export const OrderChainView = z.object({
  stallId: Id,
  gridId: Id,
  /** When a text was last confirmed here; null: never. */
  pastedAt: Instant.nullable(),
  lastConfirmation: OrderConfirmation.nullable(),
  /** Null unless one was taken back and nothing has been confirmed since. */
  lastUndo: ConfirmationUndo.nullable(),
  lines: z.array(OrderChainLine),
  plans: z.array(HouseholdPlan),
  /** Households by what confirming does for them. */
  counts: z.record(ChainDoing, z.number().int()),
  /** Lines that need a person. */
  toSettle: z.number().int(),
})
export type OrderChainView = z.infer<typeof OrderChainView>

const Params = z.object({ id: Id, gridId: Id })

/** What a worker says of one line, by its key: other words for it, whose it is, or that it counts for nothing. */
export const OrderLineFix = z.object({
  key: z.string().max(80),
  text: z.string().max(300).nullable().default(null),
  householdId: Id.nullable().default(null),
  dismissed: z.boolean().default(false),
})
export type OrderLineFix = z.infer<typeof OrderLineFix>

const Paste = z.object({
  text: z.string().max(CHAIN_MAX_LENGTH),
  fixes: z.array(OrderLineFix).max(2000).default([]),
  /** Of households in conflict, whether the chain counts or the order that is there. */
  settled: z
    .array(z.object({ householdId: Id, counts: z.enum(['chain', 'order']) }))
    .max(2000)
    .default([]),
})

const errors = ['not-found', 'not-allowed', 'too-large', 'stall-shut', 'past-cut-off'] as const

export const readOrderChain = endpoint({
  method: 'GET',
  path: '/api/stalls/:id/chains/:gridId',
  summary: 'A group’s order chain as it was last confirmed, with what became of it',
  who: LEDGER_ROLES,
  params: Params,
  reply: OrderChainView,
  errors: ['not-found', 'not-allowed'],
})

export const previewOrderChain = endpoint({
  method: 'POST',
  path: '/api/stalls/:id/chains/:gridId/preview',
  summary: 'Read a pasted order chain against the ledger, the menu and what is ordered; writes nothing',
  who: LEDGER_ROLES,
  rate: 'paste',
  params: Params,
  body: Paste,
  reply: OrderChainView,
  errors,
})

export const confirmOrderChain = endpoint({
  method: 'POST',
  path: '/api/stalls/:id/chains/:gridId',
  summary: 'Confirm a pasted order chain: orders become what it says, household by household; again is harmless',
  who: LEDGER_ROLES,
  rate: 'paste',
  params: Params,
  body: Paste,
  reply: OrderChainView,
  errors,
})

/** An order that stayed as it is when the confirmation that made it so was taken back. */
export const KeptOrder = z.object({
  /** Null: it is no longer of this group's grid. */
  door: z.string().nullable(),
  why: z.string(),
})
export type KeptOrder = z.infer<typeof KeptOrder>

/** An order chain without the confirmation that was newest. */
export const UndoneOrderChain = z.object({
  chain: OrderChainView,
  /** Households whose orders are again what they were. */
  putBack: z.number().int(),
  kept: z.array(KeptOrder),
})
export type UndoneOrderChain = z.infer<typeof UndoneOrderChain>

export const undoOrderConfirmation = endpoint({
  method: 'POST',
  path: '/api/stalls/:id/chains/:gridId/confirmations/:confirmationId/undo',
  summary: 'Take the newest confirmation of an order chain back; what a household has changed since stays and is named',
  who: LEDGER_ROLES,
  rate: 'paste',
  params: Params.extend({ confirmationId: Id }),
  reply: UndoneOrderChain,
  errors: ['not-found', 'not-allowed', 'past-cut-off', 'undo-blocked', 'already-undone'],
})
