import { z } from 'zod'
import { LEDGER_ROLES, STAFF_ROLES } from '../../actor.ts'
import { endpoint, Id, IdParams, Instant, PageQuery, pageOf } from '../../endpoint.ts'
import { plainText } from '../../plain-text.ts'
import { ExportReason } from '../../export-reason.ts'

/** What a roll asks: who lives here now, or who of you has been tested. */
export const RollQuestion = z.enum(['who-lives-here', 'who-was-tested'])
export type RollQuestion = z.infer<typeof RollQuestion>
export const QUESTION_WORDS: Record<RollQuestion, string> = {
  'who-lives-here': '住了几人',
  'who-was-tested': '检了几人',
}

export const RollState = z.enum(['open', 'closed'])
export type RollState = z.infer<typeof RollState>
export const ROLL_NEXT: Record<RollState, readonly RollState[]> = { open: ['closed'], closed: ['open'] }

/** Who is due: everybody of the roll's grid, or only the people on its list. */
export const RollDue = z.enum(['everybody', 'listed'])
export type RollDue = z.infer<typeof RollDue>

/** One asking of everybody. */
export const Roll = z.object({
  id: Id,
  title: z.string(),
  question: RollQuestion,
  /** Null: the whole community. */
  gridId: Id.nullable(),
  state: RollState,
  openedAt: Instant,
  closedAt: Instant.nullable(),
})
export type Roll = z.infer<typeof Roll>

export const listRolls = endpoint({
  method: 'GET',
  path: '/api/rolls',
  summary: 'Rolls of the community, newest first',
  who: 'signed-in',
  query: z.object({ state: RollState.optional() }),
  reply: z.object({ rolls: z.array(Roll) }),
})

export const openRoll = endpoint({
  method: 'POST',
  path: '/api/rolls',
  summary: 'Open a roll; everybody in its grid is asked',
  who: ['grid-lead', 'command-post'],
  body: z.object({
    id: Id,
    title: plainText(40),
    question: RollQuestion.default('who-lives-here'),
    gridId: Id.nullable(),
  }),
  reply: Roll,
  errors: ['not-found', 'not-allowed', 'id-taken'],
})

export const changeRoll = endpoint({
  method: 'POST',
  path: '/api/rolls/:id/state',
  summary: 'Close a roll, or open it again',
  who: ['grid-lead', 'command-post'],
  params: IdParams,
  body: z.object({ state: RollState }),
  reply: Roll,
  errors: ['not-found', 'not-allowed', 'changed-meanwhile'],
})

/**
 * How one household stands in a roll.
 * `reported`: a certain report that nothing contradicts; `differs`: a report with an open difference;
 * `missing`: expected and nothing certain received, or, when the roll asks who was tested, somebody of it neither tested nor
 * excused; `excused`: vacant, sealed or away in the ledger, or all of it excused.
 */
export const StandingState = z.enum(['reported', 'differs', 'missing', 'excused'])
export type StandingState = z.infer<typeof StandingState>
export const STANDING_WORDS: Record<StandingState, string> = {
  reported: '对上了',
  differs: '有差异',
  missing: '还没报',
  excused: '不用报',
}

/**
 * A roll's numbers for one lowest grid. households = reported + differs + missing + excused, always.
 * In persons: expectedPeople = reportedPeople + excusedPeople + missingPeople, none below zero. When the roll asks who was
 * tested, `reportedPeople` are the tested; only there somebody is excused by name or number.
 */
export const GridProgress = z.object({
  gridId: Id,
  gridCode: z.string(),
  households: z.number().int(),
  reported: z.number().int(),
  differs: z.number().int(),
  missing: z.number().int(),
  excused: z.number().int(),
  expectedPeople: z.number().int(),
  reportedPeople: z.number().int(),
  excusedPeople: z.number().int(),
  missingPeople: z.number().int(),
})
export type GridProgress = z.infer<typeof GridProgress>

export const rollProgress = endpoint({
  method: 'GET',
  path: '/api/rolls/:id/progress',
  summary: 'Live numbers per lowest grid of my scope; lag is under a second',
  who: STAFF_ROLES,
  params: IdParams,
  reply: z.object({
    rollId: Id,
    /** Grows with every change of the roll's numbers; the live stream carries it. */
    revision: z.number().int(),
    openDifferences: z.number().int(),
    grids: z.array(GridProgress),
  }),
  errors: ['not-found'],
})

/** A building in a roll, for the map. */
export const BuildingStanding = z.object({
  buildingId: Id,
  /** Households of which an answer is expected or came: reported + differs + missing. */
  expected: z.number().int(),
  missing: z.number().int(),
  /** Somebody is responsible for it. */
  assigned: z.boolean(),
})
export type BuildingStanding = z.infer<typeof BuildingStanding>

/** So many buildings are drawn at once. */
export const BUILDINGS_DRAWN = 6000

export const rollBuildings = endpoint({
  method: 'GET',
  path: '/api/rolls/:id/buildings',
  summary: 'How the buildings of my scope stand in a roll, to colour the map; too many are refused: ask grid by grid',
  who: STAFF_ROLES,
  params: IdParams,
  query: z.object({ grid: Id.optional() }),
  reply: z.object({ buildings: z.array(BuildingStanding) }),
  errors: ['not-found', 'too-large'],
})

export const Standing = z.object({
  householdId: Id,
  buildingId: Id,
  gridId: Id,
  gridCode: z.string(),
  door: z.string(),
  state: StandingState,
  /** As surveyed. */
  headcount: z.number().int().nullable(),
  /** As reported, when somebody did. */
  reported: z.number().int().nullable(),
  /** People who are missing although the household has answered or some of it were sampled. */
  stillMissing: z.number().int(),
  reportId: Id.nullable(),
  reportedAt: Instant.nullable(),
  phonesMasked: z.array(z.string()),
  priority: z.boolean(),
  note: z.string(),
  responsibleName: z.string().nullable(),
})
export type Standing = z.infer<typeof Standing>

export const listStanding = endpoint({
  method: 'GET',
  path: '/api/rolls/:id/standing',
  summary: 'How the households of my scope stand in a roll, by door; with state=missing the list to call',
  who: STAFF_ROLES,
  params: IdParams,
  query: PageQuery.extend({
    grid: Id.optional(),
    state: StandingState.optional(),
    q: z.string().max(40).optional(),
  }),
  reply: pageOf(Standing),
  errors: ['not-found'],
})

export const exportStanding = endpoint({
  method: 'POST',
  path: '/api/rolls/:id/standing/export',
  summary: 'The same list as xlsx, phones masked; marked with who, when and what for, and audited',
  who: LEDGER_ROLES,
  params: IdParams,
  query: z.object({ grid: Id.optional(), state: StandingState.optional() }),
  body: ExportReason,
  reply: z.unknown(),
  kind: 'file',
  rate: 'export',
  errors: ['not-found', 'not-valid', 'too-large'],
})

/** Missing households per roll and top grid, for the matrix of the last rounds. */
export const rollMatrix = endpoint({
  method: 'GET',
  path: '/api/rolls/matrix',
  summary: 'Households still missing per grid in the last rolls',
  who: LEDGER_ROLES,
  reply: z.object({
    rolls: z.array(
      z.object({
        rollId: Id,
        title: z.string(),
        cells: z.array(z.object({ gridId: Id, gridCode: z.string(), missing: z.number().int() })),
      }),
    ),
  }),
})
