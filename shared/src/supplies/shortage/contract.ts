import { z } from 'zod'
import { LEDGER_ROLES } from '../../actor.ts'
import { endpoint, Id, IdParams } from '../../endpoint.ts'
import { Fen } from '../../money.ts'
import type { StateTable } from '../../state-table.ts'
import { Milli } from '../amounts.ts'
import { Order } from '../orders/contract.ts'
import { Unit } from '../orders/stall.ts'
import { MOST_ITEMS, STALL_ROLES } from '../stalls/contract.ts'

export const ShareWay = z.enum(['equal', 'first-come'])

/** Ten thousand of one thing is more than a grid eats. */
const Arrived = z.number().int().min(0).max(10_000_000)

/** Without an answer it is a no. Taken back by the stall, or because what was short is not any more. */
export const SubstituteState = z.enum(['offered', 'accepted', 'declined', 'withdrawn'])
export type SubstituteState = z.infer<typeof SubstituteState>
export const SUBSTITUTE_STATE_WORDS: Record<SubstituteState, string> = {
  offered: '等您回话',
  accepted: '要了',
  declined: '不要',
  withdrawn: '收回了',
}
/** Until the bag is packed an answer may be changed. */
export const SUBSTITUTE_NEXT: StateTable<SubstituteState> = {
  offered: ['accepted', 'declined', 'withdrawn'],
  accepted: ['declined', 'withdrawn'],
  declined: ['accepted', 'withdrawn'],
  withdrawn: [],
}

export const Substitute = z.object({
  id: Id,
  orderId: Id,
  shortItemId: Id,
  shortName: z.string(),
  itemId: Id,
  name: z.string(),
  unit: Unit,
  milli: Milli,
  priceFen: Fen,
  amountFen: Fen,
  state: SubstituteState,
})
export type Substitute = z.infer<typeof Substitute>

/** One thing of a stall: how much came, and how it is shared out. */
export const SharedItem = z.object({
  itemId: Id,
  name: z.string(),
  unit: Unit,
  stepMilli: z.number().int(),
  orderedMilli: z.number().int(),
  households: z.number().int(),
  /** Null: as much as was ordered. */
  arrivedMilli: z.number().int().nullable(),
  way: ShareWay,
  /** What households are given of it together. */
  sharedMilli: z.number().int(),
  /** What lies there for nobody, and may be offered instead of something else; null: not known. */
  leftMilli: z.number().int().nullable(),
  shortHouseholds: z.number().int(),
})
export type SharedItem = z.infer<typeof SharedItem>

/** A household that gets less of a thing than it ordered. */
export const ShortRow = z.object({
  orderId: Id,
  itemId: Id,
  door: z.string(),
  gridCode: z.string(),
  priority: z.boolean(),
  milli: Milli,
  shareMilli: z.number().int().min(0),
  /** What it would have cost, and what its share costs. */
  orderedFen: Fen,
  shareFen: Fen,
  /** Its bag is packed: what is in it stays. */
  packed: z.boolean(),
  substitute: Substitute.nullable(),
})
export type ShortRow = z.infer<typeof ShortRow>

export const Shortage = z.object({
  /** Of the stall; what is entered has to name it. */
  revision: z.number().int(),
  /** Nothing is entered before: households may still order. */
  over: z.boolean(),
  items: z.array(SharedItem),
  rows: z.array(ShortRow),
  /** What all owe together as it stands, and as it would be. */
  amountFen: Fen,
  wouldBeFen: Fen,
  orders: z.number().int(),
  packed: z.number().int(),
})
export type Shortage = z.infer<typeof Shortage>

export const readShortage = endpoint({
  method: 'GET',
  path: '/api/stalls/:id/shortage',
  summary: 'What has arrived at a stall, and who gets less than ordered',
  who: LEDGER_ROLES,
  params: IdParams,
  reply: Shortage,
  errors: ['not-found', 'not-allowed'],
})

/** All that is known of what came; a thing that is not named came as ordered. */
const arrivals = z.array(z.object({ itemId: Id, arrivedMilli: Arrived, way: ShareWay })).max(MOST_ITEMS)

export const previewShortage = endpoint({
  method: 'POST',
  path: '/api/stalls/:id/shortage/preview',
  summary: 'Who would get how much if this had arrived, and what it does to the money; nothing is kept',
  who: LEDGER_ROLES,
  params: IdParams,
  body: z.object({ arrivals }),
  reply: Shortage,
  errors: ['not-found', 'not-allowed', 'not-sold'],
})

/**
 * Shares out what has arrived: who is short owes less. Told again, with other numbers or none at all, it is shared out
 * anew, and with none everybody gets what they ordered; bags that are packed stay as they are. The same again changes
 * nothing. Something accepted instead of what is no longer short is taken out again.
 */
export const shareArrivals = endpoint({
  method: 'PUT',
  path: '/api/stalls/:id/shortage',
  summary: 'Enter what has arrived and share it out, until the bags are packed',
  who: LEDGER_ROLES,
  params: IdParams,
  body: z.object({ revision: z.number().int().min(1), arrivals }),
  reply: Shortage,
  errors: ['not-found', 'not-allowed', 'not-sold', 'not-closed', 'stall-shut', 'changed-meanwhile'],
})

/** Asked of all who are short of a thing and neither have the other nor were asked before. */
export const offerSubstitute = endpoint({
  method: 'POST',
  path: '/api/stalls/:id/substitutes',
  summary: 'Offer another thing to the households that are short of one',
  who: LEDGER_ROLES,
  params: IdParams,
  body: z.object({
    shortItemId: Id,
    itemId: Id,
    /** For each household; null: as much as it is short of, where both are sold by the same unit. */
    milli: Milli.nullable(),
  }),
  reply: z.object({ offered: z.number().int() }),
  errors: ['not-found', 'not-allowed', 'not-sold', 'not-valid', 'uneven', 'not-enough'],
})

export const withdrawSubstitutes = endpoint({
  method: 'POST',
  path: '/api/stalls/:id/substitutes/withdraw',
  summary: 'Take back what was offered for a thing and not accepted',
  who: LEDGER_ROLES,
  params: IdParams,
  body: z.object({ shortItemId: Id }),
  reply: z.object({ withdrawn: z.number().int() }),
  errors: ['not-found', 'not-allowed'],
})

export const substitutesOfOrder = endpoint({
  method: 'GET',
  path: '/api/orders/:id/substitutes',
  summary: 'What is offered to a household for what it is short of',
  who: STALL_ROLES,
  params: IdParams,
  reply: z.object({ rows: z.array(Substitute) }),
  errors: ['not-found'],
})

/** Until the bag is packed, by the household or by who may order for it. Accepted it is part of the order, at its own price. */
export const answerSubstitute = endpoint({
  method: 'POST',
  path: '/api/substitutes/:id/answer',
  summary: 'Accept or decline what is offered instead',
  who: STALL_ROLES,
  params: IdParams,
  body: z.object({ accept: z.boolean() }),
  reply: Order,
  errors: ['not-found', 'not-allowed', 'not-enough', 'already-settled', 'too-large', 'changed-meanwhile'],
})
