import { z } from 'zod'
import { LEDGER_ROLES } from '../../actor.ts'
import { CivilDay, endpoint, Id, IdParams, Instant, PageQuery, pageOf } from '../../endpoint.ts'
import { Fen } from '../../money.ts'
import { plainText } from '../../plain-text.ts'
import { Milli } from '../amounts.ts'
import { Unit } from '../orders/stall.ts'
import { CARRIER_ROLES, Place, Run } from '../runs/contract.ts'
import { RunContact } from './run-contact.ts'
import { ScanVerdict } from './verdict.ts'

/** Why a bag was not handed over. */
export const FailedWhy = z.enum(['absent', 'refused', 'damaged', 'wrong-door'])
export type FailedWhy = z.infer<typeof FailedWhy>
export const FAILED_WORDS: Record<FailedWhy, string> = {
  absent: '家里没人应',
  refused: '住户不要',
  damaged: '菜坏了、袋子破了',
  'wrong-door': '门牌不对',
}
/** What happens next with the bag. */
export const FAILED_THEN: Record<FailedWhy, string> = {
  absent: '送完别家再来一次，还没人就带回点上',
  refused: '带回点上，由菜吧的人跟住户说清楚',
  damaged: '带回点上换，由菜吧的人处理',
  'wrong-door': '带回点上，由菜吧的人查门牌',
}

const Good = z.object({ itemId: Id, name: z.string(), unit: Unit, milli: Milli })

/** A bag as it lies on the phone that carries it. */
export const Stop = z.object({
  voucherId: Id,
  orderId: Id,
  householdId: Id,
  serial: z.string(),
  shortCode: z.string(),
  /** As in the code. */
  gridCode: z.string(),
  lastDay: z.iso.date(),
  door: z.string(),
  /** Served first, and slow to come to the door. */
  priority: z.boolean(),
  note: z.string(),
  goods: z.array(Good),
  /** What the household still has to pay; below zero: what it gets back. */
  owedFen: z.number().int(),
  amountFen: Fen,
  place: Place.nullable(),
  cancelled: z.boolean(),
  deliveredAt: Instant.nullable(),
  deliveredByName: z.string().nullable(),
  failedWhy: FailedWhy.nullable(),
  tries: z.number().int(),
})
export type Stop = z.infer<typeof Stop>

/** Everything that a run needs where there is no network. */
export const RunSheet = z.object({
  run: Run,
  stops: z.array(Stop),
  /** What tells the community's codes apart, and what proves them: 32 bytes in hex each. */
  community: z.number().int(),
  keys: z.array(z.object({ keyNumber: z.number().int(), publicKey: z.string().regex(/^[0-9a-f]{64}$/) })),
  /** Vouchers of the stall, by serial, that are refused whatever their code says. */
  refused: z.array(z.object({ serial: z.string(), why: z.enum(['cancelled', 'revoked']) })),
  /** Of the stall, for households that transfer what they owe at the door. */
  payCode: z.string().nullable().default(null),
  /** Codes of the grids one may carry in. */
  areas: z.array(z.string()),
  /** Whom to call about a bag; none on a sheet that was taken before there were any. */
  contacts: z.array(RunContact).default([]),
  readAt: Instant,
})
export type RunSheet = z.infer<typeof RunSheet>

export const ownRuns = endpoint({
  method: 'GET',
  path: '/api/own/runs',
  summary: 'Runs that are mine to walk, and those of today that I have ended',
  who: CARRIER_ROLES,
  reply: z.object({ runs: z.array(Run) }),
})

/** `held-elsewhere`: another phone holds it; with `takeOver` this one does from now on, and the other may deliver no more. */
export const loadRun = endpoint({
  method: 'POST',
  path: '/api/own/runs/:id/load',
  summary: 'Take a run onto this phone, with everything that is needed without a network',
  who: CARRIER_ROLES,
  params: IdParams,
  body: z.object({ phoneId: Id, takeOver: z.boolean().default(false) }),
  reply: RunSheet,
  errors: ['not-found', 'held-elsewhere', 'already-settled', 'not-a-carrier'],
  replayed: false,
})

/**
 * Of one stop at a time, while its bag is still to be handed over on a run that the asker has started; each is audited and
 * counts with all other numbers opened.
 */
export const revealStopPhone = endpoint({
  method: 'POST',
  path: '/api/own/runs/:id/stops/:voucherId/phone',
  summary:
    'The full phone numbers of the household at a stop of my run, as nobody came to the door; each reveal is audited',
  who: CARRIER_ROLES,
  rate: 'reveal',
  params: IdParams.extend({ voucherId: Id }),
  reply: z.object({ phones: z.array(z.string()) }),
  errors: ['not-found', 'too-many-reveals'],
  replayed: false,
})

export const DeliveryAct = z.enum(['handed-over', 'failed', 'turned-away', 'undone'])
export type DeliveryAct = z.infer<typeof DeliveryAct>
export const DELIVERY_ACT_WORDS: Record<DeliveryAct, string> = {
  'handed-over': '交了',
  failed: '没送成',
  'turned-away': '没交',
  undone: '撤回',
}

/** So many rows travel at once. */
export const MOST_DELIVERIES = 200

/**
 * What somebody did with a code at a door. The id is the phone's, so that what is sent again is known again.
 * `turned-away`: scanned and not handed over, with what the phone said of it. `undone`: the hand-over of this voucher was a
 * mistake.
 */
export const DeliveryRow = z
  .object({
    id: Id,
    /** Null where somebody scans outside any run. */
    runId: Id.nullable(),
    act: DeliveryAct,
    /** The code as it was read: 193 digits, or eight that were typed. */
    code: z.string().max(400),
    /** What the phone made of it. */
    verdict: ScanVerdict,
    why: FailedWhy.nullable(),
    /** What was not in the bag; the rest was handed over. */
    missing: z
      .array(z.object({ itemId: Id, milli: Milli }))
      .max(200)
      .default([]),
    /** By the phone's own clock. */
    at: Instant,
  })
  .refine(({ act, why }) => (act === 'failed') === (why !== null), { path: ['why'], message: '没送成要选一个原因' })
export type DeliveryRow = z.infer<typeof DeliveryRow>

/**
 * What became of a row. `counted`: it stands. `case`: it was kept, and a person looks at it, as it does not fit what the
 * server knows. `noted`: written down, nothing else. `refused`: it contradicts an earlier row of the same id, or undoes what
 * is not one's own any more. None is ever sent again.
 */
export const DeliveryOutcome = z.enum(['counted', 'case', 'noted', 'refused'])
export type DeliveryOutcome = z.infer<typeof DeliveryOutcome>

export const DeliveryAnswer = z.object({
  id: Id,
  outcome: DeliveryOutcome,
  /** By what the server knows. */
  verdict: ScanVerdict,
  /** Where it was delivered before. */
  deliveredAt: Instant.nullable(),
  deliveredByName: z.string().nullable(),
})
export type DeliveryAnswer = z.infer<typeof DeliveryAnswer>

/** Also of somebody whose post has ended meanwhile: what was done before is kept, and nothing waits on a phone for ever. */
export const sendDeliveries = endpoint({
  method: 'POST',
  path: '/api/deliveries',
  summary: 'Hand in what was done at doors, also long after and also twice: a voucher is delivered once',
  who: 'signed-in',
  body: z.object({
    phoneId: Id,
    /** What the phone's clock says while sending: how wrong it is can be told by it. */
    sentAt: Instant,
    rows: z.array(DeliveryRow).min(1).max(MOST_DELIVERIES, `一次最多送${MOST_DELIVERIES}条`),
  }),
  reply: z.object({
    rows: z.array(DeliveryAnswer),
    /** Runs that this phone may hold no longer: it wipes what it has of them. */
    wipe: z.array(Id),
  }),
})

export const CaseKind = z.enum([
  'twice',
  'cancelled',
  'revoked',
  'expired',
  'not-on-way',
  'partial',
  'refused',
  'damaged',
  'wrong-door',
])
export type CaseKind = z.infer<typeof CaseKind>
export const CASE_KIND_WORDS: Record<CaseKind, string> = {
  twice: '送了两次',
  cancelled: '取消了还送了',
  revoked: '用旧凭证送的',
  expired: '过期还送了',
  'not-on-way': '不是他那一趟的',
  partial: '少给了',
  refused: FAILED_WORDS.refused,
  damaged: FAILED_WORDS.damaged,
  'wrong-door': FAILED_WORDS['wrong-door'],
}

export const DeliveryCase = z.object({
  id: Id,
  stallId: Id,
  kind: CaseKind,
  state: z.enum(['open', 'settled']),
  orderId: Id,
  householdId: Id,
  door: z.string(),
  gridCode: z.string(),
  carrierId: Id,
  carrierName: z.string(),
  /** When it happened, by the phone's clock set right. */
  at: Instant,
  /** What was not in the bag. */
  missing: z.array(Good),
  /** Who had handed it over before, and when. */
  deliveredAt: Instant.nullable(),
  deliveredByName: z.string().nullable(),
  note: z.string(),
  settledByName: z.string().nullable(),
  settledAt: Instant.nullable(),
})
export type DeliveryCase = z.infer<typeof DeliveryCase>

/** Of one stall, or of all that deliver on a day. */
const Whence = PageQuery.extend({ stall: Id.optional(), day: CivilDay.optional() })

export const listDeliveryCases = endpoint({
  method: 'GET',
  path: '/api/delivery-cases',
  summary: 'What a person has to look at after deliveries, open ones first, in my scope',
  who: LEDGER_ROLES,
  query: Whence.extend({ state: z.enum(['open', 'settled']).optional() }),
  reply: pageOf(DeliveryCase),
})

export const settleDeliveryCase = endpoint({
  method: 'POST',
  path: '/api/delivery-cases/:id/settle',
  summary: 'Say what came of it',
  who: LEDGER_ROLES,
  params: IdParams,
  body: z.object({
    note: plainText(200),
    /** The bag did reach its door: the order's voucher counts as delivered by who handed it over, if nothing else has since. */
    delivered: z.boolean().default(false),
  }),
  reply: DeliveryCase,
  errors: ['not-found', 'not-allowed', 'already-settled'],
})

/** One line of what was scanned: deliveries, failures, and everything that was turned away, crossings among them. */
export const ScanLine = z.object({
  id: Id,
  act: DeliveryAct,
  verdict: ScanVerdict,
  why: FailedWhy.nullable(),
  typed: z.boolean(),
  /** Null where the voucher is not known or lies outside the asker's scope. */
  door: z.string().nullable(),
  /** Of the voucher, where its code was believed. */
  gridCode: z.string().nullable(),
  runGridCode: z.string().nullable(),
  carrierName: z.string(),
  at: Instant,
  receivedAt: Instant,
})
export type ScanLine = z.infer<typeof ScanLine>

export const listScans = endpoint({
  method: 'GET',
  path: '/api/delivery-scans',
  summary: 'What was scanned on runs, newest first, in my scope',
  who: LEDGER_ROLES,
  query: Whence.extend({ verdict: ScanVerdict.optional(), act: DeliveryAct.optional(), run: Id.optional() }),
  reply: pageOf(ScanLine),
})
