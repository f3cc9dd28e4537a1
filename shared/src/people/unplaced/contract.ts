import { z } from 'zod'
import { LEDGER_ROLES } from '../../actor.ts'
import { endpoint, Id, IdParams, Instant, Nothing, PageQuery, pageOf } from '../../endpoint.ts'
import { plainText } from '../../plain-text.ts'

/**
 * What is decided about a sample that belonged to no household of the sampler's grid: it is of this household, it is of
 * somebody from elsewhere, or it counts for nobody.
 */
export const SampleDecision = z.enum(['placed', 'outsider', 'dismissed'])
export type SampleDecision = z.infer<typeof SampleDecision>
export const SAMPLE_DECISION_WORDS: Record<SampleDecision, string> = {
  placed: '归到了住户',
  outsider: '算外来的',
  dismissed: '作废了',
}

const Door = z.object({ householdId: Id, door: z.string(), gridCode: z.string() })

/** A sample that waits to be placed, or was. */
export const UnplacedSample = z.object({
  id: Id,
  /** Where it was taken. */
  gridCode: z.string(),
  /** Empty when the tube is of another grid than one's own. */
  tubeCode: z.string(),
  samplerName: z.string(),
  takenAt: Instant,
  receivedAt: Instant,
  people: z.number().int(),
  late: z.boolean(),
  /** The household that the sampler chose, as far as one may see it. */
  claimed: Door.extend({ removed: z.boolean() }).nullable(),
  /** The person whom the sampler chose, and the id when that person lives in the first candidate. */
  claimedNameMasked: z.string().nullable(),
  residentId: Id.nullable(),
  /** Where it can be placed at once: where that person lives now, or the household that was chosen. */
  candidates: z.array(Door),
  decision: SampleDecision.nullable(),
  decidedByName: z.string().nullable(),
  decidedAt: Instant.nullable(),
  reason: z.string(),
  /** Where it was placed. */
  placedDoor: z.string().nullable(),
})
export type UnplacedSample = z.infer<typeof UnplacedSample>

export const listUnplaced = endpoint({
  method: 'GET',
  path: '/api/rounds/:id/unplaced',
  summary: 'Samples of a round that no household could be given, with households to give them to; or those decided',
  who: LEDGER_ROLES,
  params: IdParams,
  query: PageQuery.extend({ decided: z.literal('true').optional() }),
  reply: pageOf(UnplacedSample),
  errors: ['not-found'],
})

export const decideSample = endpoint({
  method: 'POST',
  path: '/api/samples/:id/decision',
  summary: 'Give a sample to a household, call it an outsider’s, or dismiss it with a reason; coverage follows',
  who: LEDGER_ROLES,
  params: IdParams,
  body: z.discriminatedUnion('decision', [
    z.object({ decision: z.literal('placed'), householdId: Id, residentId: Id.nullable() }),
    z.object({ decision: z.literal('outsider') }),
    z.object({ decision: z.literal('dismissed'), reason: plainText(100, { least: 2, missing: '请写明为什么作废' }) }),
  ]),
  reply: Nothing,
  errors: ['not-found', 'not-allowed', 'not-asked', 'already-settled', 'not-valid'],
})

export const undoSampleDecision = endpoint({
  method: 'POST',
  path: '/api/samples/:id/decision/undo',
  summary: 'Take back what was decided about a sample: it waits to be placed again',
  who: LEDGER_ROLES,
  params: IdParams,
  reply: Nothing,
  errors: ['not-found', 'not-allowed', 'already-undone'],
})

/** Somebody who lives elsewhere and was tested here. */
export const OutsiderSample = z.object({
  id: Id,
  gridCode: z.string(),
  tubeCode: z.string(),
  samplerName: z.string(),
  takenAt: Instant,
  people: z.number().int(),
  late: z.boolean(),
  /** Null where none was given: a sample that was called an outsider's later. */
  nameMasked: z.string().nullable(),
  phonesMasked: z.array(z.string()),
  from: z.string(),
})
export type OutsiderSample = z.infer<typeof OutsiderSample>

export const listOutsiders = endpoint({
  method: 'GET',
  path: '/api/rounds/:id/outsiders',
  summary: 'People from elsewhere who were tested in a round, newest first',
  who: LEDGER_ROLES,
  params: IdParams,
  query: PageQuery.extend({ grid: Id.optional() }),
  reply: pageOf(OutsiderSample),
  errors: ['not-found'],
})

export const revealOutsider = endpoint({
  method: 'POST',
  path: '/api/samples/:id/contact',
  summary: 'The full number of somebody from elsewhere, to call; counted and audited like any other',
  who: LEDGER_ROLES,
  params: IdParams,
  reply: z.object({ phones: z.array(z.string()) }),
  errors: ['not-found', 'too-many-reveals'],
  replayed: false,
  rate: 'reveal',
})
