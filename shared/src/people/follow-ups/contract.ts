import { z } from 'zod'
import { LEDGER_ROLES, STAFF_ROLES } from '../../actor.ts'
import { endpoint, Id, IdParams, Instant, Nothing, PageQuery, pageOf } from '../../endpoint.ts'
import { ExportReason } from '../../export-reason.ts'
import { optionalText } from '../../plain-text.ts'
import { AgeGroup } from '../ledger/contract.ts'
import { RollQuestion } from '../rolls/contract.ts'
import { AttemptKind, CallOutcome, LONGEST_AGAIN_MINUTES } from './outcomes.ts'

/**
 * `due`: to be called now; `visit`: somebody goes there, as calling has not helped; `later`: put off until its time;
 * `closed`: nobody of it is missing any more.
 */
export const FollowUpState = z.enum(['due', 'visit', 'later', 'closed'])
export type FollowUpState = z.infer<typeof FollowUpState>
export const FOLLOW_UP_WORDS: Record<FollowUpState, string> = {
  due: '待打',
  visit: '要上门',
  later: '过会儿打',
  closed: '已完',
}

/** So long a household is one caller's alone. Minutes. */
export const CLAIM_MINUTES = 5

/** So long a caller can take back what they logged last. Minutes. */
export const UNDO_MINUTES = 10

/** How a household stands in one open roll: due = done + excused + missing, in persons. */
export const FollowUpRound = z.object({
  rollId: Id,
  title: z.string(),
  question: RollQuestion,
  due: z.number().int(),
  done: z.number().int(),
  excused: z.number().int(),
  missing: z.number().int(),
})
export type FollowUpRound = z.infer<typeof FollowUpRound>

const Person = z.object({ accountId: Id, name: z.string() })

export const LastAttempt = z.object({ kind: AttemptKind, outcome: CallOutcome, at: Instant, byName: z.string() })

/** A household with missing people, of which there is one such row while anybody of it is missing. */
export const FollowUp = z.object({
  id: Id,
  householdId: Id,
  gridId: Id,
  gridCode: z.string(),
  door: z.string(),
  phonesMasked: z.array(z.string()),
  /** The ledger gives it priority, or one of its people is named for a need. */
  care: z.boolean(),
  note: z.string(),
  state: FollowUpState,
  /** When the earliest roll in which it is missing was opened. */
  missingSince: Instant,
  /** Nobody of it has been tested in what is open now, nor in an earlier round. */
  neverTested: z.boolean(),
  /** Read at the moment of asking, so empty as soon as nobody is missing. */
  rounds: z.array(FollowUpRound),
  attempts: z.number().int(),
  last: LastAttempt.nullable(),
  nextAt: Instant.nullable(),
  assignedTo: Person.nullable(),
  /** Who answers for the building, and goes there when calling has not helped. */
  responsible: Person.nullable(),
  /** Who calls it now, and until when it is theirs. */
  claim: z.object({ name: z.string(), mine: z.boolean(), until: Instant }).nullable(),
  closedAt: Instant.nullable(),
})
export type FollowUp = z.infer<typeof FollowUp>

/** One of the household who is known by name, or a child who is not. */
export const FollowUpPerson = z.object({
  residentId: Id,
  name: z.string().nullable(),
  ageGroup: AgeGroup,
  /** Needs care, so is asked about first. */
  care: z.boolean(),
  note: z.string(),
  /** The open rounds that ask this person, who has not been tested there and is not excused. */
  missingIn: z.array(Id),
})

export type FollowUpPerson = z.infer<typeof FollowUpPerson>

/** One call or visit, as it was logged. */
export const CallAttempt = z.object({
  id: Id,
  kind: AttemptKind,
  outcome: CallOutcome,
  note: z.string(),
  at: Instant,
  byName: z.string(),
  /** Taken back by whoever logged it. */
  undone: z.boolean(),
  mayUndo: z.boolean(),
})
export type CallAttempt = z.infer<typeof CallAttempt>

export const FollowUpWhole = FollowUp.extend({
  people: z.array(FollowUpPerson),
  /** Newest first. */
  log: z.array(CallAttempt),
})
export type FollowUpWhole = z.infer<typeof FollowUpWhole>

/** How many households of my scope are in each state, and how many I have called today. */
export const FollowUpCounts = z.object({
  due: z.number().int(),
  visit: z.number().int(),
  later: z.number().int(),
  closed: z.number().int(),
  calledToday: z.number().int(),
})
export type FollowUpCounts = z.infer<typeof FollowUpCounts>

const Filter = z.object({
  grid: Id.optional(),
  state: FollowUpState.optional(),
  /** `mine`: given to me, or for me to visit; `nobody`: given to nobody. */
  whose: z.enum(['mine', 'nobody']).optional(),
  q: z.string().max(40).optional(),
})

export const FollowUpSort = z.enum(['urgency', 'door', '-door', 'since', 'attempts', '-attempts'])
export type FollowUpSort = z.infer<typeof FollowUpSort>

export const listFollowUps = endpoint({
  method: 'GET',
  path: '/api/follow-ups',
  summary: 'Households with missing people in my scope, the most urgent first',
  who: STAFF_ROLES,
  query: PageQuery.extend({ ...Filter.shape, sort: FollowUpSort.default('urgency') }),
  reply: pageOf(FollowUp),
})

export const followUpCounts = endpoint({
  method: 'GET',
  path: '/api/follow-ups/counts',
  summary: 'How many households are still to be called, and how many calls I made today',
  who: STAFF_ROLES,
  query: z.object({ grid: Id.optional() }),
  reply: FollowUpCounts,
})

export const readFollowUp = endpoint({
  method: 'GET',
  path: '/api/follow-ups/:id',
  summary: 'One of them with its people and everything that was tried',
  who: STAFF_ROLES,
  params: IdParams,
  reply: FollowUpWhole,
  errors: ['not-found'],
})

export const nextFollowUp = endpoint({
  method: 'POST',
  path: '/api/follow-ups/next',
  summary: 'Take the most urgent household that nobody else has: it is mine alone for five minutes',
  who: STAFF_ROLES,
  body: z.object({
    grid: Id.nullable().default(null),
    /** Put aside by this caller: they come last. The one that is held is let go when it is among them. */
    skipped: z.array(Id).max(200).default([]),
  }),
  reply: z.object({
    followUp: FollowUpWhole.nullable(),
    /** The one after it, which is nobody's yet. */
    after: FollowUp.nullable(),
  }),
  replayed: false,
})

export const claimFollowUp = endpoint({
  method: 'POST',
  path: '/api/follow-ups/:id/claim',
  summary: 'Take this household, or keep it for five minutes more',
  who: STAFF_ROLES,
  params: IdParams,
  reply: FollowUpWhole,
  errors: ['not-found', 'not-allowed', 'held-by-another'],
  replayed: false,
})

export const releaseFollowUp = endpoint({
  method: 'POST',
  path: '/api/follow-ups/:id/release',
  summary: 'Let it go, so that another can call',
  who: STAFF_ROLES,
  params: IdParams,
  reply: Nothing,
  errors: ['not-found', 'not-allowed'],
})

export const logAttempt = endpoint({
  method: 'POST',
  path: '/api/follow-ups/:id/attempts',
  summary: 'What came of a call or a visit, also long after and also sent twice; also when it is closed by then',
  who: STAFF_ROLES,
  params: IdParams,
  body: z
    .object({
      id: Id,
      kind: AttemptKind.default('call'),
      outcome: CallOutcome,
      note: optionalText(200, { lines: true }).default(''),
      /** Tried again after so long; null: as is usual for the outcome. 0: at once. */
      againMinutes: z.number().int().min(0).max(LONGEST_AGAIN_MINUTES).nullable().default(null),
      /** Tested elsewhere: in which round, and how many. */
      rollId: Id.nullable().default(null),
      people: z.number().int().min(1).max(99).nullable().default(null),
      /** Both by the phone's clock: how wrong it is can be told by them. */
      calledAt: Instant,
      sentAt: Instant,
    })
    .refine(({ outcome, rollId, people }) => outcome === 'tested-elsewhere' || (rollId === null && people === null), {
      path: ['people'],
      message: '只有别处做了才写几人',
    })
    .refine(({ rollId, people }) => (rollId === null) === (people === null), {
      path: ['people'],
      message: '写明是哪一轮、几个人',
    }),
  reply: z.object({
    followUp: FollowUp,
    /** What was said to be tested elsewhere counts in the round; false when the round does not take it any more. */
    counted: z.boolean(),
  }),
  errors: ['not-found', 'not-allowed', 'id-taken'],
})

export const undoAttempt = endpoint({
  method: 'POST',
  path: '/api/call-attempts/:id/undo',
  summary: 'Take back what I logged last, within ten minutes',
  who: STAFF_ROLES,
  params: IdParams,
  reply: FollowUp,
  errors: ['not-found', 'not-allowed', 'undo-blocked', 'already-undone', 'roll-closed', 'changed-meanwhile'],
})

export const assignFollowUps = endpoint({
  method: 'POST',
  path: '/api/follow-ups/assign',
  summary: 'Give households to somebody, who gets them first; null gives them back to all',
  who: ['grid-lead', 'command-post'],
  body: z.object({ ids: z.array(Id).min(1).max(500), accountId: Id.nullable() }),
  reply: z.object({ assigned: z.array(Id) }),
  errors: ['not-found', 'not-allowed'],
})

export const exportFollowUps = endpoint({
  method: 'POST',
  path: '/api/follow-ups/export',
  summary: 'The same list as xlsx, phones masked; marked with who, when and what for, and audited',
  who: LEDGER_ROLES,
  query: Filter,
  body: ExportReason,
  reply: z.unknown(),
  kind: 'file',
  rate: 'export',
  errors: ['not-valid', 'too-large'],
})

/** What one caller did since the beginning of a day. */
export const CallerNumbers = z.object({
  accountId: Id,
  name: z.string(),
  calls: z.number().int(),
  /** Somebody of the household was spoken to. */
  reached: z.number().int(),
  visits: z.number().int(),
  /** Households that were complete after this caller's was the last word. */
  closed: z.number().int(),
  /** Of those: minutes from that word until they were, for the one in the middle; null without any. */
  medianMinutes: z.number().nullable(),
})
export type CallerNumbers = z.infer<typeof CallerNumbers>

export const callTeam = endpoint({
  method: 'GET',
  path: '/api/follow-ups/team',
  summary: 'What each caller of my scope has done today, or in the last seven days',
  who: ['grid-lead', 'command-post'],
  query: z.object({ days: z.enum(['1', '7']).default('1') }),
  reply: z.object({ callers: z.array(CallerNumbers) }),
})
