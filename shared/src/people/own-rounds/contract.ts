import { z } from 'zod'
import { endpoint, Id, Instant } from '../../endpoint.ts'
import { ExemptionReason } from '../exemptions/contract.ts'
import { AgeGroup } from '../ledger/contract.ts'
import { TestOutcome } from '../results/outcome.ts'
import { RollState } from '../rolls/contract.ts'
import { RoundMethod } from '../rounds/contract.ts'

/** How long a closed round still stands on the first page of a household, in hours. */
export const CLOSED_SHOWN_HOURS = 48

/**
 * How one person of a household stands in a round. `counted`: the household is counted with so many tested or excused that
 * it cannot be said of whom by name; with nobody missing that is everybody.
 */
export const OwnTestState = z.enum(['missing', 'sampled', 'excused', 'counted'])
export type OwnTestState = z.infer<typeof OwnTestState>

/**
 * What the test of somebody found. `pending`: sampled, and no result yet. `unclear`: to be looked at again, also where
 * somebody in a tube of several is positive and nobody knows yet who.
 */
export const OwnOutcome = z.enum([...TestOutcome.options, 'pending'])
export type OwnOutcome = z.infer<typeof OwnOutcome>

const Excuse = z.object({ reason: ExemptionReason, untilDay: z.iso.date() })

export const OwnRoundPerson = z.object({
  residentId: Id,
  /** Null for a child of whom no name is kept. */
  name: z.string().nullable(),
  ageGroup: AgeGroup,
  state: OwnTestState,
  /** When swabbed, or when the antigen test was told. */
  sampledAt: Instant.nullable(),
  outcome: OwnOutcome.nullable(),
  excuse: Excuse.nullable(),
})
export type OwnRoundPerson = z.infer<typeof OwnRoundPerson>

/** Where a household goes, and when. */
export const OwnSite = z.object({ id: Id, place: z.string(), opensAt: Instant, closesAt: Instant })
export type OwnSite = z.infer<typeof OwnSite>

/** A round as one household sees it. due = tested + excused + missing, in persons, as everybody else counts it. */
export const OwnRound = z.object({
  id: Id,
  title: z.string(),
  method: RoundMethod,
  state: RollState,
  startsAt: Instant,
  endsAt: Instant,
  closedAt: Instant.nullable(),
  due: z.number().int(),
  tested: z.number().int(),
  excused: z.number().int(),
  missing: z.number().int(),
  /** Those the ledger knows one by one; in a round for listed people those of the list. */
  people: z.array(OwnRoundPerson),
  /** Those of whom it knows the number. */
  unnamed: z.object({
    tested: z.number().int(),
    excused: z.number().int(),
    missing: z.number().int(),
    sampledAt: Instant.nullable(),
    excuse: Excuse.nullable(),
    /** The gravest first. */
    outcomes: z.array(z.object({ outcome: OwnOutcome, people: z.number().int() })),
  }),
  /** Those of the own piece of the tree, else of the nearest that has some; in order of time. */
  sites: z.array(OwnSite),
})
export type OwnRound = z.infer<typeof OwnRound>

/** Somebody of the household need not come: still to be decided, or refused not long ago. */
export const OwnAsk = z.object({
  id: Id,
  residentId: Id.nullable(),
  people: z.number().int(),
  reason: ExemptionReason,
  untilDay: z.iso.date(),
  state: z.enum(['asked', 'refused']),
})
export type OwnAsk = z.infer<typeof OwnAsk>

export const HouseholdRounds = z.object({
  householdId: Id,
  rounds: z.array(OwnRound),
  asks: z.array(OwnAsk),
})
export type HouseholdRounds = z.infer<typeof HouseholdRounds>

export const ownRounds = endpoint({
  method: 'GET',
  path: '/api/my/rounds',
  summary: 'Rounds of tests that ask my households: who of each is due, done or excused, and where to go',
  who: ['resident'],
  reply: z.object({
    households: z.array(HouseholdRounds),
    /** When this was so: a page without a network shows it long after. */
    readAt: Instant,
  }),
})
