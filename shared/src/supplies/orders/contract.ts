import { z } from 'zod'
import { LEDGER_ROLES } from '../../actor.ts'
import { endpoint, Id, IdParams, Instant, PageQuery, pageOf } from '../../endpoint.ts'
import { ExportReason } from '../../export-reason.ts'
import { Fen } from '../../money.ts'
import { optionalText } from '../../plain-text.ts'
import type { StateTable } from '../../state-table.ts'
import { Milli } from '../amounts.ts'
import { Unit } from './stall.ts'
import { MOST_ITEMS, Stall, STALL_ROLES } from '../stalls/contract.ts'

export const OrderState = z.enum(['placed', 'cancelled'])
export type OrderState = z.infer<typeof OrderState>
export const ORDER_STATE_WORDS: Record<OrderState, string> = { placed: '已下单', cancelled: '已取消' }
/** Who has cancelled may order again until the cut-off. */
export const ORDER_NEXT: StateTable<OrderState> = { placed: ['cancelled'], cancelled: ['placed'] }

/** By whom the words that count came: somebody of the household, somebody for it, or a line of its group's chain. */
export const OrderSource = z.enum(['self', 'proxy', 'chain'])
export type OrderSource = z.infer<typeof OrderSource>
export const ORDER_SOURCE_WORDS: Record<OrderSource, string> = { self: '自家订', proxy: '代订', chain: '群里接龙' }

/** Beside what is said about an order, what those who keep the stall did to it: shared out, weighed. */
export const ChangeSource = z.enum([...OrderSource.options, 'stall'])
export type ChangeSource = z.infer<typeof ChangeSource>
export const CHANGE_SOURCE_WORDS: Record<ChangeSource, string> = { ...ORDER_SOURCE_WORDS, stall: '菜吧分菜、过秤' }

export const OrderLine = z.object({
  itemId: Id,
  name: z.string(),
  unit: Unit,
  milli: Milli,
  /** For one unit, as it was when this much was ordered. */
  priceFen: Fen,
  /** What is owed for it now. */
  amountFen: Fen,
  /** What the household really gets of it; null: as ordered. */
  givenMilli: z.number().int().nullable(),
  /** Whether that was weighed. */
  weighed: z.boolean(),
  /** Why it is less, in words for the household. */
  shortWhy: z.string().nullable(),
})
export type OrderLine = z.infer<typeof OrderLine>

export const Order = z.object({
  id: Id,
  stallId: Id,
  householdId: Id,
  door: z.string(),
  gridCode: z.string(),
  /** Served first when there is too little. */
  priority: z.boolean(),
  state: OrderState,
  revision: z.number().int(),
  source: OrderSource,
  note: z.string(),
  lines: z.array(OrderLine),
  amountFen: Fen,
  packedAt: Instant.nullable(),
  placedAt: Instant,
  changedAt: Instant,
  /** Null in the household's own list: there it is their own family, or a worker in office. */
  changedByName: z.string().nullable(),
})
export type Order = z.infer<typeof Order>

/** What is asked of one thing; the same thing on two lines is added up. */
const Wanted = z.object({
  itemId: Id,
  milli: Milli,
  /** For one unit, as the page showed it: another price now is refused before anything is bought. */
  priceFen: Fen,
})

/**
 * Orders for a household, or changes what it has ordered while nobody else has since `revision` (0: nothing yet). All or
 * nothing, by the server's clock. A line that does not grow keeps its price, one that grows costs today's.
 *
 * - `past-cut-off`, `stall-shut`: nothing is sold any more
 * - `not-enough`: less is left than is asked, `over-limit`: more than a household may have, `not-sold`, `uneven`: no
 *   multiple of its step, `price-changed`: each with the items in `fields`, by their ids
 * - `changed-meanwhile`: another of the household was quicker
 */
export const placeOrder = endpoint({
  method: 'POST',
  path: '/api/orders',
  summary: 'Order for a household at a stall, or change its order',
  who: STALL_ROLES,
  body: z.object({
    /** Of a new order; an order that is there keeps its own. */
    id: Id,
    stallId: Id,
    householdId: Id,
    revision: z.number().int().min(0),
    lines: z.array(Wanted).min(1, '还没有选菜').max(MOST_ITEMS),
    note: optionalText(200, { lines: true }).default(''),
  }),
  reply: Order,
  errors: [
    ...(['not-found', 'not-allowed', 'id-taken', 'changed-meanwhile', 'text-refused', 'past-cut-off'] as const),
    ...(['stall-shut', 'not-enough', 'over-limit', 'not-sold', 'uneven', 'price-changed', 'too-large'] as const),
  ],
})

export const cancelOrder = endpoint({
  method: 'POST',
  path: '/api/orders/:id/cancel',
  summary: 'Cancel an order: what it held is for sale again',
  who: STALL_ROLES,
  params: IdParams,
  body: z.object({ revision: z.number().int().min(1) }),
  reply: Order,
  errors: ['not-found', 'not-allowed', 'changed-meanwhile', 'past-cut-off', 'already-settled'],
})

export const ownOrders = endpoint({
  method: 'GET',
  path: '/api/own/orders',
  summary: 'Orders of my household and of those I look after, newest first, each with its stall',
  who: ['resident'],
  query: PageQuery,
  reply: pageOf(z.object({ order: Order, stall: Stall })),
})

export const orderOfHousehold = endpoint({
  method: 'GET',
  path: '/api/stalls/:id/households/:householdId/order',
  summary: 'What a household has ordered at a stall; null when it never has',
  who: STALL_ROLES,
  params: z.object({ id: Id, householdId: Id }),
  reply: z.object({ order: Order.nullable() }),
  errors: ['not-found', 'not-allowed'],
})

const Filter = z.object({
  state: OrderState.optional(),
  grid: Id.optional(),
  item: Id.optional(),
  household: Id.optional(),
  q: z.string().max(40).optional(),
})

export const listOrders = endpoint({
  method: 'GET',
  path: '/api/stalls/:id/orders',
  summary: 'Orders at a stall in my scope, by door',
  who: ['hub-household', ...LEDGER_ROLES],
  params: IdParams,
  query: PageQuery.extend(Filter.shape),
  reply: pageOf(Order).extend({ amountFen: Fen }),
  errors: ['not-found'],
})

export const exportOrders = endpoint({
  method: 'POST',
  path: '/api/stalls/:id/orders/export',
  summary: 'The same list as xlsx, a column an item; marked with who, when and what for, and audited',
  who: LEDGER_ROLES,
  params: IdParams,
  query: Filter,
  body: ExportReason,
  reply: z.unknown(),
  kind: 'file',
  rate: 'export',
  errors: ['not-found', 'not-valid', 'too-large'],
})

/** One state of an order, as somebody left it. */
export const OrderChange = z.object({
  revision: z.number().int(),
  state: OrderState,
  source: ChangeSource,
  lines: z.array(OrderLine),
  amountFen: Fen,
  byName: z.string(),
  at: Instant,
})
export type OrderChange = z.infer<typeof OrderChange>

export const orderHistory = endpoint({
  method: 'GET',
  path: '/api/orders/:id/history',
  summary: 'Everything that was said about an order, newest first',
  who: STALL_ROLES,
  params: IdParams,
  reply: z.object({ changes: z.array(OrderChange) }),
  errors: ['not-found'],
})
