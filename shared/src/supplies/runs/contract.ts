import { z } from 'zod'
import { LEDGER_ROLES, type Role } from '../../actor.ts'
import { endpoint, Id, IdParams, Instant, Nothing } from '../../endpoint.ts'
import type { StateTable } from '../../state-table.ts'

/** Who may carry bags: those of a grid, and the volunteers beside them. */
export const CARRIER_ROLES = ['volunteer', 'hub-household', ...LEDGER_ROLES] as const satisfies readonly Role[]

export const RunState = z.enum(['designated', 'started', 'ended', 'called-off'])
export type RunState = z.infer<typeof RunState>
export const RUN_STATE_WORDS: Record<RunState, string> = {
  designated: '等出发',
  started: '在路上',
  ended: '送完了',
  'called-off': '取消了',
}
export const RUN_NEXT: StateTable<RunState> = {
  designated: ['started', 'called-off'],
  started: ['ended', 'called-off'],
  ended: [],
  'called-off': [],
}

/** One run goes to so many doors at most. */
export const MOST_STOPS = 200

/** A coordinate: longitude and latitude in degrees, WGS84. */
export const Place = z.tuple([z.number(), z.number()])
export type Place = z.infer<typeof Place>

export const Run = z.object({
  id: Id,
  stallId: Id,
  stallTitle: z.string(),
  day: z.iso.date(),
  deliverFrom: Instant,
  deliverUntil: Instant,
  gridId: Id,
  gridCode: z.string(),
  carrierId: Id,
  carrierName: z.string(),
  state: RunState,
  revision: z.number().int(),
  /** The phone that holds it, by an id that it made for itself. */
  phoneId: Id.nullable(),
  /** Bags in it, those handed over, and those last not handed over for some reason. */
  bags: z.number().int(),
  delivered: z.number().int(),
  failed: z.number().int(),
  designatedAt: Instant,
  startedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  /** When something was last scanned on it. */
  lastScanAt: Instant.nullable(),
})
export type Run = z.infer<typeof Run>

/** A bag on the way, as who plans it sees it. */
export const PlannedStop = z.object({
  voucherId: Id,
  orderId: Id,
  householdId: Id,
  door: z.string(),
  gridCode: z.string(),
  priority: z.boolean(),
  /** Where the building stands; null when nobody has drawn it. */
  place: Place.nullable(),
  state: z.enum(['live', 'delivered']),
})
export type PlannedStop = z.infer<typeof PlannedStop>

/**
 * The bags of a piece of a stall's grid that are in no run yet, in a proposed order: as the piece was last walked, or by
 * distance where it never was. `meters` is how long that way is, door to door in straight lines.
 */
export const proposeRun = endpoint({
  method: 'GET',
  path: '/api/stalls/:id/run-proposal',
  summary: 'A proposed order of the doors of a grid whose bags nobody carries yet',
  who: LEDGER_ROLES,
  params: IdParams,
  query: z.object({
    grid: Id,
    /** `distance`: anew, also where the piece was walked before. */
    by: z.enum(['route', 'distance']).default('route'),
  }),
  reply: z.object({ stops: z.array(PlannedStop), meters: z.number().int(), asWalked: z.boolean(), more: z.boolean() }),
  errors: ['not-found', 'not-allowed', 'not-closed'],
})

/** People who may carry in a grid: with a post there, and a volunteer with a credential for it. */
export const listCarriers = endpoint({
  method: 'GET',
  path: '/api/stalls/:id/carriers',
  summary: 'Who may carry bags in this grid',
  who: LEDGER_ROLES,
  params: IdParams,
  query: z.object({ grid: Id }),
  reply: z.object({
    carriers: z.array(
      z.object({ accountId: Id, displayName: z.string(), role: z.enum(CARRIER_ROLES), runs: z.number().int() }),
    ),
  }),
  errors: ['not-found', 'not-allowed'],
})

/** Designates a run: who carries which bags in which order. Changed until it has started. */
export const designateRun = endpoint({
  method: 'PUT',
  path: '/api/runs/:id',
  summary: 'Give bags to somebody to carry, in this order',
  who: LEDGER_ROLES,
  params: IdParams,
  body: z.object({
    stallId: Id,
    gridId: Id,
    carrierId: Id,
    revision: z.number().int().min(0),
    /** In the order in which they are walked. */
    voucherIds: z.array(Id).min(1, '至少要有一袋').max(MOST_STOPS, `一趟最多${MOST_STOPS}袋`),
    /** Keep this order for the next time this piece is walked. */
    keepRoute: z.boolean().default(true),
  }),
  reply: Run,
  errors: [
    'not-found',
    'not-allowed',
    'not-closed',
    'changed-meanwhile',
    'id-taken',
    'in-another-run',
    'already-settled',
    'not-a-carrier',
  ],
})

export const moveRun = endpoint({
  method: 'POST',
  path: '/api/runs/:id/state',
  summary: 'End a run, or call it off: what was not handed over is free for another',
  who: CARRIER_ROLES,
  params: IdParams,
  body: z.object({ to: z.enum(['ended', 'called-off']) }),
  reply: Nothing,
  errors: ['not-found', 'not-allowed', 'already-settled'],
})

export const listRuns = endpoint({
  method: 'GET',
  path: '/api/stalls/:id/runs',
  summary: 'The runs of a stall in my scope, with how far they are',
  who: LEDGER_ROLES,
  params: IdParams,
  reply: z.object({ runs: z.array(Run), unassigned: z.number().int() }),
  errors: ['not-found'],
})

export const readRun = endpoint({
  method: 'GET',
  path: '/api/runs/:id',
  summary: 'A run with its stops, for those who keep the stall',
  who: LEDGER_ROLES,
  params: IdParams,
  reply: z.object({ run: Run, stops: z.array(PlannedStop) }),
  errors: ['not-found'],
})
