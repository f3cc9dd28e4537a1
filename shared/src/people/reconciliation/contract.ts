import { z } from 'zod'
import { LEDGER_ROLES } from '../../actor.ts'
import { endpoint, Id, IdParams, Instant, PageQuery, pageOf } from '../../endpoint.ts'
import { optionalText } from '../../plain-text.ts'
import { LedgerChange } from '../ledger/contract.ts'
import { CandidateHousehold } from '../chain/contract.ts'
import { Report } from '../reports/contract.ts'
import { DIFFERENCE_KINDS } from './verdict.ts'

export const DifferenceKind = z.enum(DIFFERENCE_KINDS)
export type DifferenceKind = z.infer<typeof DifferenceKind>

/** `lapsed`: the reason for it went away by itself, such as a later correction in the group. */
export const DifferenceState = z.enum(['open', 'settled', 'lapsed'])
export type DifferenceState = z.infer<typeof DifferenceState>
export const DIFFERENCE_NEXT: Record<DifferenceState, readonly DifferenceState[]> = {
  open: ['settled', 'lapsed'],
  settled: ['open', 'lapsed'],
  lapsed: ['open'],
}

/**
 * How a person settles a difference.
 * `correct-ledger`: the ledger takes over headcount and phone as reported, or as many as were sampled.
 * `correct-report`: the report is read with what the person says (household, headcount).
 * `choose-household`: the report belongs to this household.
 * `new-household`: the door is added to the ledger with what was reported.
 * `dismiss`: the report does not count; the same pair is not proposed again. Of samples: the ledger is right all the same,
 * until still more are sampled.
 */
export const Decision = z.enum(['correct-ledger', 'correct-report', 'choose-household', 'new-household', 'dismiss'])
export type Decision = z.infer<typeof Decision>
export const DECISION_WORDS: Record<Decision, string> = {
  'correct-ledger': '台账按上报的改',
  'correct-report': '上报按实际的改',
  'choose-household': '认定是哪一户',
  'new-household': '台账里新建这一户',
  dismiss: '这条上报作废',
}

/** Which decisions each kind of difference allows. */
export const DECISIONS_FOR: Record<DifferenceKind, readonly Decision[]> = {
  'headcount-differs': ['correct-ledger', 'correct-report', 'dismiss'],
  'phone-differs': ['correct-ledger', 'correct-report', 'dismiss'],
  'unknown-door': ['new-household', 'choose-household', 'dismiss'],
  candidates: ['choose-household', 'dismiss'],
  incomplete: ['choose-household', 'dismiss'],
  'more-sampled': ['correct-ledger', 'dismiss'],
}

export const Difference = z.object({
  id: Id,
  rollId: Id,
  rollTitle: z.string(),
  gridId: Id,
  gridCode: z.string(),
  kind: DifferenceKind,
  state: DifferenceState,
  household: CandidateHousehold.nullable(),
  ledgerPhonesMasked: z.array(z.string()),
  /** Null where no statement stands behind it: more were sampled than the ledger knows. */
  report: Report.nullable(),
  /** How many were sampled, of `more-sampled`. */
  sampled: z.number().int().nullable(),
  candidates: z.array(CandidateHousehold),
  ownerAccountId: Id.nullable(),
  ownerName: z.string().nullable(),
  dueAt: Instant,
  openedAt: Instant,
  decision: Decision.nullable(),
  decidedByName: z.string().nullable(),
  decidedAt: Instant.nullable(),
  reason: z.string(),
  revision: z.number().int(),
})
export type Difference = z.infer<typeof Difference>

export const listDifferences = endpoint({
  method: 'GET',
  path: '/api/differences',
  summary: 'Differences of my scope; open ones first to fall due',
  who: LEDGER_ROLES,
  query: PageQuery.extend({
    roll: Id.optional(),
    grid: Id.optional(),
    kind: DifferenceKind.optional(),
    state: DifferenceState.default('open'),
    owner: Id.optional(),
    q: z.string().max(40).optional(),
  }),
  reply: pageOf(Difference).extend({
    /** Open ones per kind under the same filter without `kind`. */
    byKind: z.partialRecord(DifferenceKind, z.number().int()),
  }),
})

export const readDifference = endpoint({
  method: 'GET',
  path: '/api/differences/:id',
  summary: 'One difference with its evidence: everything said for the household, and the ledger’s history',
  who: LEDGER_ROLES,
  params: IdParams,
  reply: z.object({ difference: Difference, reports: z.array(Report), changes: z.array(LedgerChange) }),
  errors: ['not-found'],
})

export const settleDifferences = endpoint({
  method: 'POST',
  path: '/api/differences/settle',
  summary: 'Decide one or many differences; each gets its own outcome',
  who: LEDGER_ROLES,
  body: z.object({
    ids: z.array(Id).min(1).max(200),
    decision: Decision,
    /** For `choose-household`, and for `correct-report` when the household is another. */
    householdId: Id.optional(),
    /** For `correct-report`. */
    headcount: z.number().int().min(0).max(500).optional(),
    reason: optionalText(200, { lines: true }).default(''),
  }),
  reply: z.object({
    outcomes: z.array(z.object({ id: Id, settled: z.boolean(), problem: z.string().nullable() })),
  }),
  errors: ['not-found', 'wrong-decision', 'already-settled'],
})

export const undoDecision = endpoint({
  method: 'POST',
  path: '/api/differences/:id/undo',
  summary: 'Take a decision back: what it changed is undone, the difference is open again',
  who: LEDGER_ROLES,
  params: IdParams,
  reply: Difference,
  errors: ['not-found', 'undo-blocked', 'changed-meanwhile'],
})

export const assignDifferences = endpoint({
  method: 'POST',
  path: '/api/differences/assign',
  summary: 'Give differences to a person who may settle them',
  who: LEDGER_ROLES,
  body: z.object({ ids: z.array(Id).min(1).max(200), accountId: Id }),
  reply: z.object({ assigned: z.number().int() }),
  errors: ['not-found'],
})
