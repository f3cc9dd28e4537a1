import { z } from 'zod'
import { LEDGER_ROLES } from '../../actor.ts'
import { endpoint, Id, IdParams, Instant, PageQuery, pageOf } from '../../endpoint.ts'
import { PhotoKind } from '../../photo.ts'
import { AgeGroup } from '../ledger/contract.ts'
import { RollState } from '../rolls/contract.ts'

/** What the cassette shows. An invalid one tells nothing, so the person is asked again. */
export const TestResult = z.enum(['negative', 'positive', 'invalid'])
export type TestResult = z.infer<typeof TestResult>
export const RESULT_WORDS: Record<TestResult, string> = { negative: '阴性', positive: '阳性', invalid: '无效' }

/** Why a worker tells a result without a photo; everybody else sends one. */
export const NoPhoto = z.enum(['no-phone', 'seen-it', 'camera-broken'])
export type NoPhoto = z.infer<typeof NoPhoto>
export const NO_PHOTO_WORDS: Record<NoPhoto, string> = {
  'no-phone': '这户没有手机',
  'seen-it': '当面看过试剂',
  'camera-broken': '拍不了照',
}

/** Who told it: one of the household, who looks after it, or a worker. */
export const TestSource = z.enum(['self', 'proxy', 'worker'])
export type TestSource = z.infer<typeof TestSource>
export const TEST_SOURCE_WORDS: Record<TestSource, string> = { self: '自己报', proxy: '代报', worker: '网格员报' }

/** Whether photo and result fit, as somebody saw who checked. */
export const TestVerdict = z.enum(['right', 'wrong'])
export type TestVerdict = z.infer<typeof TestVerdict>
export const TEST_VERDICT_WORDS: Record<TestVerdict, string> = { right: '看过，没错', wrong: '看过，要重做' }

/** Days after a round has closed for which its photos are kept. */
export const PHOTO_DAYS = 7

/** `awaited`: told, and the photo is still to come. `none`: a worker told it without. `deleted`: its time was over. */
export const PhotoState = z.enum(['awaited', 'there', 'none', 'deleted'])
export type PhotoState = z.infer<typeof PhotoState>

/** One telling of a test. */
export const SelfTest = z.object({
  id: Id,
  roundId: Id,
  householdId: Id,
  door: z.string(),
  gridCode: z.string(),
  residentId: Id.nullable(),
  /** Null for a child without a name, and where only the number is known. */
  residentName: z.string().nullable(),
  people: z.number().int(),
  result: TestResult,
  source: TestSource,
  noPhoto: NoPhoto.nullable(),
  photo: PhotoState,
  takenAt: Instant,
  receivedAt: Instant,
  /** It came after the round was closed; it counts all the same. */
  late: z.boolean(),
  verdict: TestVerdict.nullable(),
  undone: z.boolean(),
  /** These persons are done by it: it is the last told of them, not invalid, and its photo is there. */
  counts: z.boolean(),
})
export type SelfTest = z.infer<typeof SelfTest>

/** Kits handed to a household, as the worker's phone kept it. The id is the phone's. */
export const KitsHanded = z.object({
  id: Id,
  householdId: Id,
  kits: z.number().int().min(1, '至少1份').max(20, '一次最多发20份'),
  /** By the phone's own clock. */
  handedAt: Instant,
})
export type KitsHanded = z.infer<typeof KitsHanded>

/** What a phone kept and sends; the same again changes nothing. */
export const KitBatch = z.object({
  /** What the phone's clock says while sending: how wrong it is can be told by it. */
  sentAt: Instant,
  /** Where the worker was handing out. */
  gridId: Id,
  handed: z.array(KitsHanded).max(500, '一次最多送500条'),
  /** Taken back, of this sending or an earlier one. */
  undone: z.array(Id).max(500, '一次最多撤500条'),
})
export type KitBatch = z.infer<typeof KitBatch>

/** As with samples: `unplaced` is kept, but the household is not one of the worker's grid, or no longer there. */
export const KitOutcome = z.enum(['recorded', 'unplaced', 'undone'])
export type KitOutcome = z.infer<typeof KitOutcome>

export const handKits = endpoint({
  method: 'POST',
  path: '/api/rounds/:id/kits',
  summary: 'Hand in which doors got antigen kits, also long after and also twice: each counts once',
  who: LEDGER_ROLES,
  params: IdParams,
  body: KitBatch,
  reply: z.object({ handed: z.array(z.object({ id: Id, outcome: KitOutcome })), late: z.boolean() }),
  errors: ['not-found', 'not-allowed', 'not-asked', 'id-taken'],
})

/** A household with its kits. due = done + excused + missing, in persons. */
export const KitHousehold = z.object({
  householdId: Id,
  gridCode: z.string(),
  door: z.string(),
  kits: z.number().int(),
  due: z.number().int(),
  done: z.number().int(),
  excused: z.number().int(),
  missing: z.number().int(),
})
export type KitHousehold = z.infer<typeof KitHousehold>

/** `without`: somebody is due there and no kit was handed. `untold`: they have kits, and people of whom nothing was told. */
export const KitShow = z.enum(['all', 'without', 'untold'])
export type KitShow = z.infer<typeof KitShow>

export const listKits = endpoint({
  method: 'GET',
  path: '/api/rounds/:id/kits',
  summary: 'Households by door with the kits they got and who of them has not told a result',
  who: LEDGER_ROLES,
  params: IdParams,
  query: PageQuery.extend({ grid: Id.optional(), show: KitShow.default('all') }),
  reply: pageOf(KitHousehold),
  errors: ['not-found', 'not-asked'],
})

/** Of one lowest grid. */
export const KitNumbers = z.object({
  gridId: Id,
  gridCode: z.string(),
  kits: z.number().int(),
  /** Households where somebody is due, and how many of them got no kit. */
  households: z.number().int(),
  without: z.number().int(),
  /** Of those with kits, how many have people of whom nothing was told. */
  untold: z.number().int(),
  /** Told and not looked at yet. */
  unchecked: z.number().int(),
  positive: z.number().int(),
})
export type KitNumbers = z.infer<typeof KitNumbers>

export const kitNumbers = endpoint({
  method: 'GET',
  path: '/api/rounds/:id/kits/numbers',
  summary: 'Kits handed out, households without and tests to check, by grid',
  who: LEDGER_ROLES,
  params: IdParams,
  reply: z.object({ grids: z.array(KitNumbers) }),
  errors: ['not-found', 'not-asked'],
})

export const tellSelfTest = endpoint({
  method: 'POST',
  path: '/api/rounds/:id/self-tests',
  summary: 'Tell the result of an antigen test of a person of my household, or as a worker of one of my scope',
  who: ['resident', ...LEDGER_ROLES],
  params: IdParams,
  body: z
    .object({
      id: Id,
      householdId: Id,
      /** One named person; null: `people` of the household of whom only the number is known. */
      residentId: Id.nullable(),
      people: z.number().int().min(1).max(20),
      result: TestResult,
      /** By the phone's own clock, and what it says while sending. */
      takenAt: Instant,
      sentAt: Instant,
      noPhoto: NoPhoto.nullable(),
    })
    .refine(({ residentId, people }) => residentId === null || people === 1, {
      path: ['people'],
      message: '点到名的一次只算一人',
    }),
  reply: SelfTest,
  errors: [
    'not-found',
    'not-allowed',
    'not-asked',
    'not-valid',
    'privacy-not-agreed',
    'test-status-not-agreed',
    'id-taken',
  ],
})

export const sendTestPhoto = endpoint({
  method: 'POST',
  path: '/api/self-tests/:id/photo',
  kind: 'upload',
  rate: 'upload',
  summary: 'The photo that belongs to a test just told: jpeg, png or webp; where and when it was taken is cut out',
  who: ['resident', ...LEDGER_ROLES],
  params: IdParams,
  reply: SelfTest,
  errors: [
    'not-found',
    'not-allowed',
    'already-there',
    'file-unreadable',
    'unsupported-media',
    'too-large',
    'too-many-requests',
  ],
})

export const lookAtTestPhoto = endpoint({
  method: 'POST',
  path: '/api/self-tests/:id/photo/look',
  replayed: false,
  summary: 'The photo of a test, to the household and to those who check it; each look is audited',
  who: ['resident', ...LEDGER_ROLES],
  params: IdParams,
  reply: z.object({ kind: PhotoKind, base64: z.string() }),
  errors: ['not-found'],
})

export const undoSelfTest = endpoint({
  method: 'POST',
  path: '/api/self-tests/:id/undo',
  summary: 'Take back what was told of a test; what was told before it counts again. After the round only a worker may',
  who: ['resident', ...LEDGER_ROLES],
  params: IdParams,
  reply: SelfTest,
  errors: ['not-found', 'not-allowed', 'roll-closed'],
})

export const checkSelfTest = endpoint({
  method: 'POST',
  path: '/api/self-tests/:id/check',
  summary: 'Say whether photo and result fit; a wrong one does not count, and the household is asked again',
  who: LEDGER_ROLES,
  params: IdParams,
  body: z.object({ verdict: TestVerdict }),
  reply: SelfTest,
  errors: ['not-found', 'not-allowed'],
})

export const listSelfTests = endpoint({
  method: 'GET',
  path: '/api/rounds/:id/self-tests',
  summary: 'Tests told in a round in my scope: positive ones first, then those nobody has looked at',
  who: LEDGER_ROLES,
  params: IdParams,
  query: PageQuery.extend({
    grid: Id.optional(),
    unchecked: z.literal('true').optional(),
    positive: z.literal('true').optional(),
  }),
  reply: pageOf(SelfTest),
  errors: ['not-found'],
})

/** How one person of a household stands in the round. */
export const TestPerson = z.object({
  residentId: Id,
  /** Null for a child of whom no name is kept. */
  name: z.string().nullable(),
  ageGroup: AgeGroup,
  standing: z.enum(['done', 'excused', 'missing']),
})
export type TestPerson = z.infer<typeof TestPerson>

/** One household in an antigen round: whom to test, and what was told. due = done + excused + missing, in persons. */
export const HouseholdTests = z.object({
  roundId: Id,
  title: z.string(),
  state: RollState,
  endsAt: Instant,
  householdId: Id,
  door: z.string(),
  kits: z.number().int(),
  due: z.number().int(),
  done: z.number().int(),
  excused: z.number().int(),
  missing: z.number().int(),
  people: z.array(TestPerson),
  /** Newest first. */
  tests: z.array(SelfTest),
})
export type HouseholdTests = z.infer<typeof HouseholdTests>

export const householdTests = endpoint({
  method: 'GET',
  path: '/api/rounds/:id/households/:householdId/self-tests',
  summary: 'One household in an antigen round: its people, its kits and what it told',
  who: ['resident', ...LEDGER_ROLES],
  params: z.object({ id: Id, householdId: Id }),
  reply: HouseholdTests,
  errors: ['not-found', 'not-allowed', 'not-asked'],
})
