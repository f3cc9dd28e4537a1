import { z } from 'zod'
import { LEDGER_ROLES } from '../../actor.ts'
import { endpoint, Id, IdParams, Instant, PageQuery, pageOf } from '../../endpoint.ts'
import { ExportReason } from '../../export-reason.ts'
import { ExemptionReason } from '../exemptions/contract.ts'
import { Occupancy } from '../ledger/contract.ts'
import { StandingState } from '../rolls/contract.ts'

/**
 * A household's missing people beside an earlier roll that asked the same.
 * `new`: missing now and not then, so dropped off since; `still`: missing in both; `made-up`: missing then, and not now.
 * Those of `new` and `still` together are the roll's missing.
 */
export const MissingChange = z.enum(['new', 'still', 'made-up'])
export type MissingChange = z.infer<typeof MissingChange>
export const CHANGE_WORDS: Record<MissingChange, string> = { new: '新缺', still: '一直缺', 'made-up': '补上了' }

/** In the order of the doors, longest missing first, or most people missing first. */
export const MissingOrder = z.enum(['door', 'longest', 'people'])
export type MissingOrder = z.infer<typeof MissingOrder>

/** So many earlier rolls are looked through to say in how many one after another somebody was missing. */
export const ROLLS_BACK = 6

export const MissingHousehold = z.object({
  householdId: Id,
  buildingId: Id,
  gridId: Id,
  gridCode: z.string(),
  door: z.string(),
  buildingDoor: z.string(),
  change: MissingChange,
  /** Persons: due = done + excused + missing. */
  due: z.number().int(),
  done: z.number().int(),
  excused: z.number().int(),
  missing: z.number().int(),
  /** How it stood in the earlier roll; null where that did not ask it, or there is none. */
  before: z.object({ state: StandingState, missing: z.number().int() }).nullable(),
  /** In how many rolls one after another somebody of it was missing, this one counted; 0 when nobody is now. */
  rollsMissing: z.number().int(),
  /** Those of its people who are known by name and of whom no sample is known. */
  names: z.array(z.string()),
  phonesMasked: z.array(z.string()),
  priority: z.boolean(),
  note: z.string(),
  responsibleName: z.string().nullable(),
})
export type MissingHousehold = z.infer<typeof MissingHousehold>

const Counted = z.object({ households: z.number().int(), people: z.number().int() })

const Filter = z.object({
  /** The earlier roll to compare with; left out, the one before of the same question and place. */
  than: Id.optional(),
  grid: Id.optional(),
  /** Left out: all who are missing now. */
  change: MissingChange.optional(),
  q: z.string().max(40).optional(),
  order: MissingOrder.default('door'),
})

export const listMissing = endpoint({
  method: 'GET',
  path: '/api/rolls/:id/missing',
  summary: 'Households of my scope with people missing in a roll, compared with an earlier one',
  who: LEDGER_ROLES,
  params: IdParams,
  query: PageQuery.extend(Filter.shape),
  reply: pageOf(MissingHousehold).extend({
    comparedWith: z.object({ rollId: Id, title: z.string() }).nullable(),
    /** Under the same filter without `change`. People of `made-up` are those who were missing then. */
    counts: z.record(MissingChange, Counted),
  }),
  errors: ['not-found'],
})

export const exportMissing = endpoint({
  method: 'POST',
  path: '/api/rolls/:id/missing/export',
  summary: 'The same list as xlsx, phones masked; marked with who, when and what for, and audited',
  who: LEDGER_ROLES,
  params: IdParams,
  query: Filter,
  body: ExportReason,
  reply: z.unknown(),
  kind: 'file',
  rate: 'export',
  errors: ['not-found', 'not-valid', 'too-large'],
})

/** A print with whole numbers asks for so many households at a time. */
export const PRINTED_PHONES = 300

/** So long the parts of a print belong together, minutes. */
export const PRINT_MINUTES = 10

export const printMissing = endpoint({
  method: 'POST',
  path: '/api/rolls/:id/missing/print',
  summary:
    'Households of the list with whole phone numbers, to print and call by, part by part; each one opened stands in the audit log',
  who: LEDGER_ROLES,
  params: IdParams,
  query: Filter,
  body: ExportReason.extend({
    /** The same for all parts of a print: the command post hears of them once, and none is stopped half way. */
    print: Id,
    households: z.array(Id).min(1).max(PRINTED_PHONES),
  }),
  /** Without those of whom nobody is missing any more. */
  reply: z.object({ rows: z.array(MissingHousehold.extend({ phones: z.array(z.string()) })) }),
  rate: 'reveal',
  errors: ['not-found', 'not-valid', 'too-many-reveals'],
  replayed: false,
})

/** How one household stands in a round, and what was sampled of it there. */
export const HouseholdRound = z.object({
  rollId: Id,
  title: z.string(),
  openedAt: Instant,
  due: z.number().int(),
  done: z.number().int(),
  excused: z.number().int(),
  missing: z.number().int(),
  samples: z.array(
    z.object({
      id: Id,
      /** Null where only the number is known. */
      name: z.string().nullable(),
      people: z.number().int(),
      tubeCode: z.string(),
      takenByName: z.string(),
      takenAt: Instant,
      undone: z.boolean(),
    }),
  ),
})
export type HouseholdRound = z.infer<typeof HouseholdRound>

export const householdRounds = endpoint({
  method: 'GET',
  path: '/api/households/:id/rounds',
  summary: 'The last rounds that asked a household, how it stood in each, and its samples',
  who: LEDGER_ROLES,
  params: IdParams,
  reply: z.object({ rounds: z.array(HouseholdRound) }),
  errors: ['not-found'],
})

/** Who need not come to a round, and why: excused by name or number, or the ledger says that nobody is there. */
export const ExcusedHousehold = z.object({
  householdId: Id,
  gridId: Id,
  gridCode: z.string(),
  door: z.string(),
  people: z.number().int(),
  /** Null where only the number is known. */
  name: z.string().nullable(),
  reason: z.union([ExemptionReason, Occupancy.exclude(['occupied'])]),
  untilDay: z.string().nullable(),
  decidedByName: z.string().nullable(),
  decidedAt: Instant.nullable(),
})
export type ExcusedHousehold = z.infer<typeof ExcusedHousehold>

export const listExcused = endpoint({
  method: 'GET',
  path: '/api/rolls/:id/excused',
  summary: 'Who of my scope need not answer a roll, and why; those who were tested all the same are left out',
  who: LEDGER_ROLES,
  params: IdParams,
  query: PageQuery.extend({ grid: Id.optional(), q: z.string().max(40).optional() }),
  reply: pageOf(ExcusedHousehold),
  errors: ['not-found'],
})
