import { z } from 'zod'
import { LEDGER_ROLES } from '../../actor.ts'
import { CivilDay, endpoint, Id, Instant, PageQuery, pageOf } from '../../endpoint.ts'
import { ExportReason } from '../../export-reason.ts'
import { FailedWhy } from '../deliveries/contract.ts'
import { Unit } from '../orders/stall.ts'
import { Place, Run, RunState } from '../runs/contract.ts'
import { Stall } from '../stalls/contract.ts'

/** So many stalls and runs of one day are shown at once: a town. */
export const BOARD_STALLS = 200

/**
 * A stall with how far its day is, in the asker's scope. Everything counts orders that stand: `packed` as they stand now or delivered without anybody having said so,
 * `assigned` are on a run that is not over, `failed` were tried at the door and have not been handed over since.
 */
export const BoardStall = Stall.extend({
  /** Goods that somebody ordered, and how many of these have come and been counted. */
  kinds: z.number().int(),
  arrived: z.number().int(),
  packed: z.number().int(),
  assigned: z.number().int(),
  delivered: z.number().int(),
  failed: z.number().int(),
  /** Not delivered though the time for it is over. */
  late: z.number().int(),
  /** Codes of another grid that were scanned on its runs. */
  crossings: z.number().int(),
  /** What somebody still has to look at after deliveries. */
  openCases: z.number().int(),
})
export type BoardStall = z.infer<typeof BoardStall>

const DayQuery = z.object({
  /** Of the stalls, a civil day of the community. Without it: the first from today on that has a stall, or today. */
  day: CivilDay.optional(),
})

export const supplyBoard = endpoint({
  method: 'GET',
  path: '/api/supply-board',
  summary: 'All stalls and runs of a day with how far they are, in my scope',
  who: LEDGER_ROLES,
  query: DayQuery,
  reply: z.object({ day: z.iso.date(), now: Instant, stalls: z.array(BoardStall), runs: z.array(Run) }),
})

/** The bags of one building on one run, or of it on none. */
export const BoardBuilding = z.object({
  buildingId: Id,
  runId: Id.nullable(),
  /** Where the building stands; null when nobody has drawn it. */
  place: Place.nullable(),
  bags: z.number().int(),
  delivered: z.number().int(),
  failed: z.number().int(),
  late: z.number().int(),
})
export type BoardBuilding = z.infer<typeof BoardBuilding>

/** So many of them on one map. */
export const BOARD_BUILDINGS = 5000

export const boardBuildings = endpoint({
  method: 'GET',
  path: '/api/supply-board/buildings',
  summary:
    'To which buildings the bags of a day go and how far they are, run by run in the order in which it is walked',
  who: LEDGER_ROLES,
  query: DayQuery,
  reply: z.object({ buildings: z.array(BoardBuilding), more: z.boolean() }),
})

/** Goods of one name and unit over all stalls of a day: one buyer buys for all grids. In thousandths of the unit. */
export const Purchase = z.object({
  name: z.string(),
  unit: Unit,
  orderedMilli: z.number().int(),
  /** What has come, where every stall that needs it has counted; null before. */
  arrivedMilli: z.number().int().nullable(),
  amountFen: z.number().int(),
  stalls: z.array(
    z.object({
      stallId: Id,
      gridCode: z.string(),
      orderedMilli: z.number().int(),
      arrivedMilli: z.number().int().nullable(),
    }),
  ),
})
export type Purchase = z.infer<typeof Purchase>

export const listPurchases = endpoint({
  method: 'GET',
  path: '/api/supply-board/purchases',
  summary: 'What has to be bought for all stalls of a day, in my scope',
  who: LEDGER_ROLES,
  query: DayQuery,
  reply: z.object({ purchases: z.array(Purchase) }),
})

/** Which bags have to be followed up. `unassigned`: nobody carries it, though its stall is closed. */
export const UndeliveredKind = z.enum(['late', 'failed', 'unassigned'])
export type UndeliveredKind = z.infer<typeof UndeliveredKind>

/** An order whose bag has not reached its door. */
export const Undelivered = z.object({
  orderId: Id,
  stallId: Id,
  stallTitle: z.string(),
  householdId: Id,
  door: z.string(),
  gridCode: z.string(),
  priority: z.boolean(),
  deliverUntil: Instant,
  isLate: z.boolean(),
  packed: z.boolean(),
  /** Who carries it now, or was the last to. */
  carrierName: z.string().nullable(),
  runState: RunState.nullable(),
  failedWhy: FailedWhy.nullable(),
  tries: z.number().int(),
})
export type Undelivered = z.infer<typeof Undelivered>

export const listUndelivered = endpoint({
  method: 'GET',
  path: '/api/supply-board/undelivered',
  summary: 'Doors whose bag has not come, people in care first; only of stalls that are closed',
  who: LEDGER_ROLES,
  query: PageQuery.extend({ ...DayQuery.shape, kind: UndeliveredKind.optional() }),
  reply: pageOf(Undelivered),
})

/** One workbook: stalls, purchases, runs, undelivered doors, scans, cases; a sheet each. */
export const exportSupplyDay = endpoint({
  method: 'POST',
  path: '/api/supply-board/export',
  summary: 'Take a day of the stalls away as one workbook; written into the audit with its reason',
  who: LEDGER_ROLES,
  query: DayQuery.extend({ stall: Id.optional() }),
  body: ExportReason,
  reply: z.unknown(),
  kind: 'file',
  rate: 'export',
  errors: ['not-found', 'too-large'],
})
