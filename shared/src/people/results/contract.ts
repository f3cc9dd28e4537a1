import { z } from 'zod'
import { endpoint, Id, IdParams, Instant, Nothing, PageQuery, pageOf } from '../../endpoint.ts'
import { ExportReason } from '../../export-reason.ts'
import { AgeGroup } from '../ledger/contract.ts'
import { TestOutcome } from './outcome.ts'

/**
 * `matched`: it counts for a tube or a person. `waiting`: it may be about one of several, for a person to say. `unknown`: about
 * nobody who is known here; it is kept, and looked at again when a tube of its code arrives. `dismissed`: a person said that
 * it is about nobody of here.
 */
export const ResultState = z.enum(['matched', 'waiting', 'unknown', 'dismissed'])
export type ResultState = z.infer<typeof ResultState>
export const RESULT_NEXT: Record<ResultState, readonly ResultState[]> = {
  waiting: ['matched', 'unknown', 'dismissed'],
  unknown: ['matched', 'waiting', 'dismissed'],
  matched: ['waiting', 'unknown'],
  dismissed: ['waiting', 'unknown'],
}
export const RESULT_STATE_WORDS: Record<ResultState, string> = {
  matched: '对上了',
  waiting: '等人核对',
  unknown: '没找到人',
  dismissed: '不是本社区的',
}

/** One whom a row may be about, beside the row. Exactly one of a tube and a household. */
export const ResultCandidate = z.object({
  tubeId: Id.nullable(),
  householdId: Id.nullable(),
  /** Null with a household: one of its people whose name is not known. */
  residentId: Id.nullable(),
  /** Of a tube. */
  tubeCode: z.string().nullable(),
  roundTitle: z.string().nullable(),
  openedAt: Instant.nullable(),
  people: z.number().int().nullable(),
  /** Of a person; of a tube the names that are known in it. */
  gridCode: z.string().nullable(),
  door: z.string().nullable(),
  names: z.array(z.string()),
  phonesMasked: z.array(z.string()),
  headcount: z.number().int().nullable(),
  ageGroup: AgeGroup.nullable(),
})
export type ResultCandidate = z.infer<typeof ResultCandidate>

/** A row of a result file that needs a person, or that a person has decided. */
export const ResultCase = z.object({
  id: Id,
  state: ResultState,
  outcome: TestOutcome,
  fileName: z.string(),
  line: z.number().int(),
  /** Rows that say the very same: decided together. */
  same: z.number().int(),
  tubeCode: z.string().nullable(),
  name: z.string().nullable(),
  phoneMasked: z.string().nullable(),
  address: z.string().nullable(),
  sampledAt: Instant.nullable(),
  testedAt: Instant.nullable(),
  candidates: z.array(ResultCandidate),
  /** Whom a person chose. */
  chosen: ResultCandidate.nullable(),
  decidedByName: z.string().nullable(),
  decidedAt: Instant.nullable(),
})
export type ResultCase = z.infer<typeof ResultCase>

const who = ['command-post'] as const

/** Decided: those a person has matched or dismissed. */
export const ResultCaseFilter = z.enum(['waiting', 'unknown', 'decided'])
export type ResultCaseFilter = z.infer<typeof ResultCaseFilter>

export const listResultCases = endpoint({
  method: 'GET',
  path: '/api/results/cases',
  summary: 'Rows of result files that wait for a person, positive ones first, with those they may be about',
  who,
  query: PageQuery.extend({ state: ResultCaseFilter.default('waiting') }),
  reply: pageOf(ResultCase),
})

const Chosen = z
  .object({ tubeId: Id.nullable(), householdId: Id.nullable(), residentId: Id.nullable() })
  .refine(({ tubeId, householdId }) => (tubeId === null) !== (householdId === null), '选一管或一人')
  .refine(({ householdId, residentId }) => residentId === null || householdId !== null, '选一管或一人')

export const decideResultCase = endpoint({
  method: 'POST',
  path: '/api/results/cases/:id/decide',
  summary: 'Say whom a row is about; every row that says the same follows',
  who,
  params: IdParams,
  body: Chosen,
  reply: ResultCase,
  errors: ['not-found', 'already-settled', 'not-valid'],
})

export const rejectResultCandidate = endpoint({
  method: 'POST',
  path: '/api/results/cases/:id/different',
  summary: 'Say that a row is not about one of its candidates: the pair is not proposed again',
  who,
  params: IdParams,
  body: Chosen,
  reply: ResultCase,
  errors: ['not-found', 'already-settled', 'not-valid'],
})

export const dismissResultCase = endpoint({
  method: 'POST',
  path: '/api/results/cases/:id/dismiss',
  summary: 'Say that a row is about nobody of this community; it is kept',
  who,
  params: IdParams,
  reply: ResultCase,
  errors: ['not-found', 'already-settled'],
})

export const undoResultCase = endpoint({
  method: 'POST',
  path: '/api/results/cases/:id/undo',
  summary: 'Take a decision about a row back; it waits again',
  who,
  params: IdParams,
  reply: ResultCase,
  errors: ['not-found', 'already-undone'],
})

export const rematchResults = endpoint({
  method: 'POST',
  path: '/api/results/rematch',
  summary: 'Look again whom the rows without anybody are about, after the ledger was mended',
  who,
  reply: z.object({ looked: z.number().int(), matched: z.number().int() }),
})

/** How the rows of one file, or of all of them, stand. */
export const ResultCounts = z.object({
  matched: z.number().int(),
  waiting: z.number().int(),
  unknown: z.number().int(),
  dismissed: z.number().int(),
  negative: z.number().int(),
  positive: z.number().int(),
  unclear: z.number().int(),
})
export type ResultCounts = z.infer<typeof ResultCounts>

export const countResults = endpoint({
  method: 'GET',
  path: '/api/results/counts',
  summary: 'How many rows of result files were matched, wait, or are about nobody known here',
  who,
  query: z.object({ import: Id.optional() }),
  reply: ResultCounts,
})

/** Somebody whose newest result of a sample is not negative, and for whom the sample was taken together with others. */
export const PositivePerson = z.object({
  resultId: Id,
  roundId: Id.nullable(),
  roundTitle: z.string().nullable(),
  outcome: TestOutcome,
  testedAt: Instant,
  tubeId: Id.nullable(),
  tubeCode: z.string().nullable(),
  /** Persons in the tube; more than one: who of them it is, the re-test tells. */
  tubePeople: z.number().int(),
  householdId: Id.nullable(),
  gridCode: z.string(),
  door: z.string().nullable(),
  name: z.string().nullable(),
  /** Persons without a name whom it is about. */
  people: z.number().int(),
  phonesMasked: z.array(z.string()),
  /** Listed in a re-test. */
  retested: z.boolean(),
  /** The sample, of somebody who stands on no list of households: from elsewhere, or not yet placed. */
  sampleId: Id.nullable(),
  outsider: z.boolean(),
  /** Where somebody from elsewhere is from. */
  from: z.string(),
  /** Nobody calls them by a list: somebody has to, and says when it is done. Null where a re-test lists them or none is needed. */
  call: z.enum(['open', 'done']).nullable(),
})
export type PositivePerson = z.infer<typeof PositivePerson>

const leads = ['grid-lead', 'command-post'] as const

export const listPositives = endpoint({
  method: 'GET',
  path: '/api/results/positives',
  summary: 'People of my scope whose newest result is positive or unclear, tube by tube, newest first',
  who: leads,
  query: PageQuery.extend({ round: Id.optional() }),
  reply: pageOf(PositivePerson).extend({
    /** Persons of positive mixed tubes whom no list calls to the re-test, and of whom nobody has said that it is done. */
    toCall: z.number().int(),
  }),
})

export const markRetested = endpoint({
  method: 'POST',
  path: '/api/results/samples/:id/retested',
  summary: 'Say that somebody of a positive mixed tube who stands on no list was tested again, or take that back',
  who: leads,
  params: IdParams,
  body: z.object({ done: z.boolean() }),
  reply: Nothing,
  errors: ['not-found'],
})

export const exportPositives = endpoint({
  method: 'POST',
  path: '/api/results/positives/export',
  summary: 'The same list as xlsx, phones masked; marked with who, when and what for, and audited',
  who: leads,
  query: z.object({ round: Id.optional() }),
  body: ExportReason,
  reply: z.unknown(),
  kind: 'file',
  rate: 'export',
  errors: ['not-valid', 'too-large'],
})

export const roundResults = endpoint({
  method: 'GET',
  path: '/api/rounds/:id/results',
  summary: 'How many people of my scope who were sampled in a round have which result, or wait for it',
  who: leads,
  params: IdParams,
  reply: z.object({
    negative: z.number().int(),
    positive: z.number().int(),
    unclear: z.number().int(),
    pending: z.number().int(),
    /** Tubes of which any result is known; those not named wait. */
    tubes: z.array(z.object({ tubeId: Id, outcome: TestOutcome })),
  }),
  errors: ['not-found'],
})
