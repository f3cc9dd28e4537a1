import { z } from 'zod'
import { LEDGER_ROLES } from '../../actor.ts'
import { endpoint, Id, IdParams, Instant, PageQuery, pageOf } from '../../endpoint.ts'
import { Round } from '../rounds/contract.ts'

/** In persons: expected = reported (the tested) + excused + missing, none below zero. */
export const PeopleNumbers = z.object({
  expectedPeople: z.number().int(),
  reportedPeople: z.number().int(),
  excusedPeople: z.number().int(),
  missingPeople: z.number().int(),
})
export type PeopleNumbers = z.infer<typeof PeopleNumbers>

/** A round with its numbers in the asker's scope. */
export const BoardRound = Round.extend({
  ...PeopleNumbers.shape,
  /** Households of which somebody is missing. */
  missing: z.number().int(),
  /** Persons from elsewhere, counted apart. */
  outsiders: z.number().int(),
  /** Persons whose sample waits to be placed. */
  unplaced: z.number().int(),
})
export type BoardRound = z.infer<typeof BoardRound>

export const roundBoard = endpoint({
  method: 'GET',
  path: '/api/rounds/board',
  summary: 'All rounds of tests with their numbers in my scope, newest first; lag is under a second',
  who: LEDGER_ROLES,
  reply: z.object({ rounds: z.array(BoardRound) }),
})

/** How fine the tree is looked at: grids, or their sub-grids. */
export const BoardLevel = z.enum(['grid', 'sub-grid'])
export type BoardLevel = z.infer<typeof BoardLevel>

/** The columns of the matrix: so many rounds, the newest. */
export const MATRIX_ROUNDS = 30

export const roundMatrix = endpoint({
  method: 'GET',
  path: '/api/rounds/matrix',
  summary: 'Coverage of the last rounds by grid or sub-grid, the newest round last; null where a round did not ask',
  who: LEDGER_ROLES,
  query: z.object({ level: BoardLevel.default('sub-grid') }),
  reply: z.object({
    rounds: z.array(Round.pick({ id: true, title: true, method: true, state: true, startsAt: true })),
    rows: z.array(z.object({ gridCode: z.string(), cells: z.array(PeopleNumbers.nullable()) })),
  }),
})

/** So many steps at most, from the beginning of the round. */
export const PACE_STEPS = 24

export const roundPace = endpoint({
  method: 'GET',
  path: '/api/rounds/:id/pace',
  summary: 'How many were tested by when, per grid or sub-grid, by the times of samples and reports',
  who: LEDGER_ROLES,
  params: IdParams,
  query: z.object({ level: BoardLevel.default('sub-grid') }),
  reply: z.object({
    /** The first step begins here; what is said to be earlier counts in it. */
    from: Instant,
    /** How long a step is: half an hour, or longer so that all fit. */
    minutes: z.number().int(),
    rows: z.array(
      z.object({
        gridCode: z.string(),
        expectedPeople: z.number().int(),
        excusedPeople: z.number().int(),
        /** Persons tested by the end of each step; never falling. */
        tested: z.array(z.number().int()),
      }),
    ),
  }),
  errors: ['not-found'],
})

/** One who took samples in a round. */
export const Sampler = z.object({
  accountId: Id,
  name: z.string(),
  people: z.number().int(),
  tubes: z.number().int(),
  /** By the quarters of an hour in which any sample was taken, so that a break makes nobody slower. */
  perHour: z.number().int(),
  firstAt: Instant,
  /** The last sample taken. */
  lastAt: Instant,
  /** When the phone last handed something in. */
  receivedAt: Instant,
})
export type Sampler = z.infer<typeof Sampler>

export const listSamplers = endpoint({
  method: 'GET',
  path: '/api/rounds/:id/samplers',
  summary: 'Who samples in a round and how fast, of the samples in my scope',
  who: LEDGER_ROLES,
  params: IdParams,
  reply: z.object({ samplers: z.array(Sampler) }),
  errors: ['not-found'],
})

/** Which of a round's numbers of persons is looked behind. */
export const PeopleMark = z.enum(['due', 'tested', 'excused', 'missing'])
export type PeopleMark = z.infer<typeof PeopleMark>

/** A household in a round, in persons: expected = reported + excused + missing. */
export const RoundHousehold = PeopleNumbers.extend({
  householdId: Id,
  gridCode: z.string(),
  door: z.string(),
  /** Those of whom a name is known; who is named neither tested nor excused may be among the tested all the same. */
  people: z.array(z.object({ nameMasked: z.string(), tested: z.boolean(), excused: z.boolean() })),
})
export type RoundHousehold = z.infer<typeof RoundHousehold>

export const roundPeople = endpoint({
  method: 'GET',
  path: '/api/rounds/:id/people',
  summary: 'The households behind a number of persons, by door, and what they add up to',
  who: LEDGER_ROLES,
  params: IdParams,
  query: PageQuery.extend({ grid: Id.optional(), mark: PeopleMark.default('due') }),
  reply: pageOf(RoundHousehold).extend({ sum: PeopleNumbers }),
  errors: ['not-found'],
})

/** What is counted apart from who is due, per lowest grid. */
export const Aside = z.object({
  gridId: Id,
  gridCode: z.string(),
  /** Persons from elsewhere. */
  outsiders: z.number().int(),
  /** Persons whose sample waits to be placed. */
  unplaced: z.number().int(),
  /** Persons whose sample came after the round was closed; they count. */
  late: z.number().int(),
})
export type Aside = z.infer<typeof Aside>

export const roundAside = endpoint({
  method: 'GET',
  path: '/api/rounds/:id/aside',
  summary: 'Outsiders, samples to be placed and late ones of a round, per lowest grid of my scope',
  who: LEDGER_ROLES,
  params: IdParams,
  reply: z.object({ grids: z.array(Aside) }),
  errors: ['not-found'],
})
