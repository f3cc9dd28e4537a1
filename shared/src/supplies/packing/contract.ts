import { z } from 'zod'
import { LEDGER_ROLES } from '../../actor.ts'
import { endpoint, Id, IdParams, Instant } from '../../endpoint.ts'
import { Fen } from '../../money.ts'
import { Milli } from '../amounts.ts'
import { OrderState } from '../orders/contract.ts'
import { Unit } from '../orders/stall.ts'
import { LABEL_PAPERS, ROLL_WIDTHS } from './label-paper.ts'

/** So many labels are printed at once: a village. */
export const LABELS_MOST = 2000

/** One thing in a bag. */
export const BagLine = z.object({
  itemId: Id,
  name: z.string(),
  unit: Unit,
  /** What was ordered, what is due of it, what the scales said (null: not weighed), and so what goes into the bag. */
  milli: Milli,
  dueMilli: z.number().int(),
  weighedMilli: z.number().int().nullable(),
  givenMilli: z.number().int(),
  amountFen: Fen,
})
export type BagLine = z.infer<typeof BagLine>

export const Bag = z.object({
  orderId: Id,
  stallId: Id,
  door: z.string(),
  gridCode: z.string(),
  priority: z.boolean(),
  state: OrderState,
  revision: z.number().int(),
  note: z.string(),
  lines: z.array(BagLine),
  amountFen: Fen,
  packedAt: Instant.nullable(),
  packedByName: z.string().nullable(),
  /** Since it was packed the order was cancelled, weighed again or shared out anew: it has to be opened. */
  changedSince: z.boolean(),
})
export type Bag = z.infer<typeof Bag>

/** The bags of one piece of the grid, in the order of the walk. */
export const BagPiece = z.object({
  gridId: Id,
  gridCode: z.string(),
  bags: z.array(Bag),
  packed: z.number().int(),
  /** All that goes into its bags, and what of it is not packed yet. */
  totals: z.array(
    z.object({
      itemId: Id,
      name: z.string(),
      unit: Unit,
      milli: z.number().int(),
      leftMilli: z.number().int(),
    }),
  ),
})
export type BagPiece = z.infer<typeof BagPiece>

export const listBags = endpoint({
  method: 'GET',
  path: '/api/stalls/:id/bags',
  summary: 'What goes into which bag, by piece of the grid and door, in my scope; cancelled orders only if packed',
  who: ['hub-household', ...LEDGER_ROLES],
  params: IdParams,
  query: z.object({ grid: Id.optional() }),
  reply: z.object({
    pieces: z.array(BagPiece),
    /** Whether the asker keeps the stall, and so may weigh and pack. */
    mayPack: z.boolean(),
    /** Nothing is weighed or packed before: households may still order. */
    over: z.boolean(),
  }),
  errors: ['not-found'],
})

/**
 * What the scales said of a line, which is then what is given and owed; null takes that back. `dueMilli` is what the page
 * showed as due: another share since is refused. Far from it is asked again, unless one is `sure`.
 */
export const weighLine = endpoint({
  method: 'PUT',
  path: '/api/orders/:id/lines/:itemId/weight',
  summary: 'Enter what a line really weighs',
  who: LEDGER_ROLES,
  params: z.object({ id: Id, itemId: Id }),
  body: z.object({
    dueMilli: z.number().int().min(0),
    weighedMilli: Milli.nullable(),
    sure: z.boolean().default(false),
  }),
  reply: Bag,
  errors: [
    ...(['not-found', 'not-allowed', 'not-closed', 'far-off', 'not-sold', 'too-large'] as const),
    ...(['changed-meanwhile', 'already-settled', 'stall-shut'] as const),
  ],
})

/** `already-settled`: the label was replaced by another. */
export const findBag = endpoint({
  method: 'POST',
  path: '/api/bags/find',
  summary: 'The bag of a label, by what was scanned of it or by its eight digits',
  who: LEDGER_ROLES,
  body: z.object({ code: z.string().min(1).max(400) }),
  reply: Bag,
  errors: ['not-found', 'not-allowed', 'already-settled'],
})

/** While the order is as its packer has seen it. */
export const packBag = endpoint({
  method: 'POST',
  path: '/api/orders/:id/pack',
  summary: 'The bag of an order is packed',
  who: LEDGER_ROLES,
  params: IdParams,
  body: z.object({ revision: z.number().int().min(1) }),
  reply: Bag,
  errors: ['not-found', 'not-allowed', 'not-closed', 'changed-meanwhile', 'already-settled', 'stall-shut'],
})

export const unpackBag = endpoint({
  method: 'POST',
  path: '/api/orders/:id/unpack',
  summary: 'A packed bag is opened again',
  who: LEDGER_ROLES,
  params: IdParams,
  reply: Bag,
  errors: ['not-found', 'not-allowed', 'already-settled'],
})

export const printLabels = endpoint({
  method: 'POST',
  path: '/api/stalls/:id/labels',
  summary: 'Labels for bags as a PDF, in the order of the walk; audited',
  who: LEDGER_ROLES,
  params: IdParams,
  body: z.object({
    /** Sheets of eight, or a roll with one label a page. */
    paper: z.enum(LABEL_PAPERS),
    /** Of the roll, in millimetres. */
    widthMm: z.number().int().min(ROLL_WIDTHS.least).max(ROLL_WIDTHS.most).default(ROLL_WIDTHS.usual),
    /** Only these, or only a piece of the grid. */
    orderIds: z.array(Id).min(1).max(LABELS_MOST).optional(),
    gridId: Id.optional(),
  }),
  reply: z.unknown(),
  kind: 'file',
  rate: 'export',
  errors: ['not-found', 'not-allowed', 'not-closed', 'too-large', 'nothing-to-print', 'paper-narrow'],
})
