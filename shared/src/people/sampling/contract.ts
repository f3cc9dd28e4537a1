import { z } from 'zod'
import { LEDGER_ROLES } from '../../actor.ts'
import { endpoint, Id, IdParams, Instant, PageQuery, pageOf } from '../../endpoint.ts'
import { optionalText } from '../../plain-text.ts'
import { AgeGroup } from '../ledger/contract.ts'

/** Somebody who lives elsewhere and is tested here: counted apart, and found again when the result asks for it. */
export const Outsider = z.object({ name: optionalText(20), phone: optionalText(20), from: optionalText(40) })
export type Outsider = z.infer<typeof Outsider>

/** What is printed on a tube, scanned or typed. */
export const TubeCode = z
  .string()
  .trim()
  .regex(/^(?=.*[A-Za-z0-9])[A-Za-z0-9-]{4,40}$/, '管号只有字母、数字和短横，4到40位')
  .toUpperCase()

/** A tube as the sampler's phone opened it. */
export const TubeOpened = z.object({ id: Id, gridId: Id, code: TubeCode, openedAt: Instant })
export type TubeOpened = z.infer<typeof TubeOpened>

/**
 * Swabs that went into a tube: one named person, or `people` of a household of whom only the number is known, or an
 * outsider. The id is the phone's, so that what is sent again is known again.
 */
export const SampleTaken = z
  .object({
    id: Id,
    tubeId: Id,
    householdId: Id.nullable(),
    residentId: Id.nullable(),
    outsider: Outsider.nullable(),
    people: z.number().int().min(1).max(20),
    /** By the phone's own clock. */
    takenAt: Instant,
  })
  .refine(({ householdId, outsider }) => (householdId === null) !== (outsider === null), {
    path: ['householdId'],
    message: '写明是哪户的，或者是外来的',
  })
  .refine(({ residentId, householdId, people }) => residentId === null || (householdId !== null && people === 1), {
    path: ['people'],
    message: '点到名的一次只算一人',
  })
export type SampleTaken = z.infer<typeof SampleTaken>

/** What a phone kept and sends, in its order; the same again changes nothing. */
export const SampleBatch = z.object({
  /** What the phone's clock says while sending: how wrong it is can be told by it. */
  sentAt: Instant,
  tubes: z.array(TubeOpened).max(100, '一次最多送100管'),
  samples: z.array(SampleTaken).max(500, '一次最多送500条'),
  /** Samples taken back, of this sending or an earlier one. */
  undone: z.array(Id).max(500, '一次最多撤500条'),
})
export type SampleBatch = z.infer<typeof SampleBatch>

/**
 * `recorded`: it counts. `unplaced`: kept, but the household is not one of the sampler's grid, or no longer there; a person
 * places it. `undone`: it was taken back since. None is ever sent again.
 */
export const SampleOutcome = z.enum(['recorded', 'unplaced', 'undone'])
export type SampleOutcome = z.infer<typeof SampleOutcome>

/** A tube with what is in it. */
export const Tube = z.object({
  id: Id,
  code: z.string(),
  gridId: Id,
  gridCode: z.string(),
  openedByName: z.string(),
  openedAt: Instant,
  /** Persons whose samples are in it; more than the round's tube takes is possible, and said. */
  people: z.number().int(),
  outsiders: z.number().int(),
  unplaced: z.number().int(),
  /** Persons whose samples came after the round was closed; they count. */
  late: z.number().int(),
  /** Other tubes with the same code, of this round or an earlier one: somebody has to look. */
  sameCode: z.number().int(),
})
export type Tube = z.infer<typeof Tube>

export const sendSamples = endpoint({
  method: 'POST',
  path: '/api/rounds/:id/samples',
  summary: 'Hand in what was sampled, also long after and also twice: each swab counts once',
  who: LEDGER_ROLES,
  params: IdParams,
  body: SampleBatch,
  reply: z.object({
    samples: z.array(z.object({ id: Id, outcome: SampleOutcome })),
    tubes: z.array(Tube),
    /** The round was closed before this arrived; it counts all the same. */
    late: z.boolean(),
  }),
  errors: ['not-found', 'not-allowed', 'not-asked', 'id-taken'],
})

/** Which tubes: those whose code stands twice, with more persons than a tube takes, or with what came late. */
export const TubeFlag = z.enum(['same-code', 'over-full', 'late'])
export type TubeFlag = z.infer<typeof TubeFlag>

export const TubeFilter = z.object({
  grid: Id.optional(),
  flag: TubeFlag.optional(),
  /** Who opened it. */
  by: Id.optional(),
  /** A piece of its code. */
  q: z.string().trim().max(40).optional(),
})
export type TubeFilter = z.infer<typeof TubeFilter>

export const listTubes = endpoint({
  method: 'GET',
  path: '/api/rounds/:id/tubes',
  summary: 'The tubes of a round in my scope, newest first',
  who: LEDGER_ROLES,
  params: IdParams,
  query: PageQuery.extend(TubeFilter.shape),
  reply: pageOf(Tube),
  errors: ['not-found'],
})

/** One person of a household on a sampler's sheet. */
export const SheetPerson = z.object({
  residentId: Id,
  /** Null for a child of whom no name is kept. */
  name: z.string().nullable(),
  ageGroup: AgeGroup,
  tested: z.boolean(),
  excused: z.boolean(),
  /** Lies in bed: somebody goes there. */
  homeVisit: z.boolean().default(false),
})

/** A household on a sampler's sheet. due = tested + excused + missing, in persons. */
export const SheetHousehold = z.object({
  householdId: Id,
  gridCode: z.string(),
  door: z.string(),
  priority: z.boolean(),
  due: z.number().int(),
  tested: z.number().int(),
  excused: z.number().int(),
  missing: z.number().int(),
  /** As many lie in bed of whom only the number is known. */
  unnamedVisits: z.number().int().default(0),
  people: z.array(SheetPerson),
})
export type SheetHousehold = z.infer<typeof SheetHousehold>

/** So many households fit on a sheet; a larger piece is sampled by its sub-grids. */
export const SHEET_HOUSEHOLDS = 1500

export const readSheet = endpoint({
  method: 'GET',
  path: '/api/rounds/:id/sheet',
  summary: 'The households of a grid with their people, to sample by, also without a network',
  who: LEDGER_ROLES,
  params: IdParams,
  query: z.object({ grid: Id }),
  reply: z.object({ households: z.array(SheetHousehold), readAt: Instant }),
  errors: ['not-found', 'not-allowed', 'not-asked', 'too-large'],
})
