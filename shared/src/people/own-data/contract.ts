import { z } from 'zod'
import { Role } from '../../actor.ts'
import { endpoint, Id, Instant, Nothing } from '../../endpoint.ts'
import { AgreementAnswer, NoticeKind } from '../agreements/contract.ts'
import { PhotoState, TestResult, TestSource } from '../antigen/contract.ts'
import { OwnCorrection } from '../corrections/contract.ts'
import { Exemption } from '../exemptions/contract.ts'
import { CameBy, HomeRequestState } from '../homes/contract.ts'
import { AttemptKind, CallOutcome } from '../follow-ups/outcomes.ts'
import { Occupancy } from '../ledger/contract.ts'
import { DifferenceState } from '../reconciliation/contract.ts'
import { Verdict } from '../reconciliation/verdict.ts'
import { Report, ReportSource, ReportState } from '../reports/contract.ts'
import { ReminderChannel, ReminderKind, ReminderState } from '../reminders/contract.ts'
import { TestOutcome } from '../results/outcome.ts'
import { RoundMethod } from '../rounds/contract.ts'
import { OwnCarrying } from './own-credentials.ts'
import { OwnOrder, OwnPayment } from './own-orders.ts'

/** How one signs in, and where one is signed in now. */
export const OwnAccount = z.object({
  displayName: z.string(),
  createdAt: Instant,
  phonesMasked: z.array(z.string()),
  phoneProvedAt: Instant.nullable(),
  wechatBoundAt: Instant.nullable(),
  /** Messages in WeChat that one agreed to and that were not sent yet. */
  messagesLeft: z.number().int(),
  hasPassword: z.boolean(),
  hasSecondFactor: z.boolean(),
  sessions: z.array(
    z.object({ page: z.enum(['admin', 'phone']), device: z.string(), openedAt: Instant, usedAt: Instant }),
  ),
})
export type OwnAccount = z.infer<typeof OwnAccount>

/** That one lives in a household or looks after one, now or before; the door only of those that are one's own now. */
export const OwnBond = z.object({
  door: z.string().nullable(),
  proxy: z.boolean(),
  cameBy: CameBy.nullable(),
  since: Instant,
  until: Instant.nullable(),
})
export type OwnBond = z.infer<typeof OwnBond>

export const OwnPost = z.object({
  role: Role,
  gridCode: z.string().nullable(),
  since: Instant,
  until: Instant.nullable(),
})
export type OwnPost = z.infer<typeof OwnPost>

export const OwnSlip = z.object({
  madeAt: Instant,
  expiresAt: Instant,
  usedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
})

/** A sample that somebody of the household gave. */
export const OwnSample = z.object({
  roundTitle: z.string(),
  method: RoundMethod,
  /** Of one person with a name; null: `people` of whom only the number was written down. */
  name: z.string().nullable(),
  people: z.number().int(),
  takenAt: Instant,
  /** It was taken back, so it does not count. */
  undone: z.boolean(),
})
export type OwnSample = z.infer<typeof OwnSample>

/** Antigen kits that were handed to the household. */
export const OwnKits = z.object({
  roundTitle: z.string(),
  kits: z.number().int(),
  handedAt: Instant,
  undone: z.boolean(),
})
export type OwnKits = z.infer<typeof OwnKits>

/** A test told of the household; the photo itself is looked at where it was sent. */
export const OwnSelfTest = z.object({
  roundTitle: z.string(),
  name: z.string().nullable(),
  people: z.number().int(),
  result: TestResult,
  source: TestSource,
  photo: PhotoState,
  /** Told by this account. */
  own: z.boolean(),
  takenAt: Instant,
  undone: z.boolean(),
})
export type OwnSelfTest = z.infer<typeof OwnSelfTest>
/**
 * What a test of somebody of the household found; earlier results of the same test stand beside the later. Of a positive
 * tube of several it is `unclear` who it was.
 */
export const OwnResult = z.object({
  /** Null: of a test that was no round here. */
  roundTitle: z.string().nullable(),
  name: z.string().nullable(),
  people: z.number().int(),
  outcome: TestOutcome,
  testedAt: Instant,
})
export type OwnResult = z.infer<typeof OwnResult>

export const OwnExemption = Exemption.pick({
  people: true,
  reason: true,
  fromDay: true,
  untilDay: true,
  note: true,
  state: true,
}).extend({ name: z.string().nullable() })
export type OwnExemption = z.infer<typeof OwnExemption>

export const OwnCall = z.object({ at: Instant, kind: AttemptKind, outcome: CallOutcome, undone: z.boolean() })
export type OwnCall = z.infer<typeof OwnCall>
/** A message that was sent to the household, or is to be. */
export const OwnReminder = z.object({
  rollTitle: z.string(),
  kind: ReminderKind,
  channel: ReminderChannel,
  state: ReminderState,
  at: Instant,
})
export type OwnReminder = z.infer<typeof OwnReminder>

/** A household one lives in, as the ledger has it. Of others who live there nothing of their accounts. */
export const OwnHousehold = z.object({
  householdId: Id,
  door: z.string(),
  gridCode: z.string(),
  headcount: z.number().int().nullable(),
  phonesMasked: z.array(z.string()),
  occupancy: Occupancy,
  priority: z.boolean(),
  /** A child's name is null unless there was a need to write it down. */
  people: z.array(z.object({ name: z.string().nullable(), ageGroup: z.enum(['adult', 'child']) })),
  /** What was changed in the ledger; by whom and why is the workers' own record. */
  changes: z.array(
    z.object({
      at: Instant,
      fields: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
    }),
  ),
  slips: z.array(OwnSlip),
  samples: z.array(OwnSample),
  results: z.array(OwnResult),
  exemptions: z.array(OwnExemption),
  /** When somebody called or came because of missing people, and what came of it; never who. */
  calls: z.array(OwnCall),
  reminders: z.array(OwnReminder),
  kits: z.array(OwnKits),
  selfTests: z.array(OwnSelfTest),
  orders: z.array(OwnOrder),
  payments: z.array(OwnPayment),
  /** Who looks after it. */
  proxies: z.array(z.object({ displayName: z.string(), since: Instant })),
  /** When somebody opened the full phone numbers, and as what; null where the post cannot be told any more. */
  looks: z.array(z.object({ at: Instant, role: Role.nullable() })),
})
export type OwnHousehold = z.infer<typeof OwnHousehold>

/** Something said by oneself, or for the household one lives in. */
export const OwnReport = z.object({
  id: Id,
  rollTitle: z.string(),
  door: z.string().nullable(),
  source: ReportSource,
  /** Said by this account. */
  own: z.boolean(),
  /** The line as written in the group; empty for others' words. */
  text: z.string(),
  headcount: z.number().int().nullable(),
  phonesMasked: z.array(z.string()),
  remark: z.string(),
  intent: Report.shape.intent,
  verdict: Verdict,
  state: ReportState,
  /** The case that it raised, if any. */
  difference: DifferenceState.nullable(),
  at: Instant,
})
export type OwnReport = z.infer<typeof OwnReport>

export const OwnRequest = z.object({
  text: z.string(),
  proxy: z.boolean(),
  phonesMasked: z.array(z.string()),
  state: HomeRequestState,
  askedAt: Instant,
  decidedAt: Instant.nullable(),
})
export type OwnRequest = z.infer<typeof OwnRequest>

/** An answer to a notice, as it was given at that time. */
export const OwnAgreement = z.object({
  kind: NoticeKind,
  version: z.number().int(),
  answer: AgreementAnswer,
  at: Instant,
})
export type OwnAgreement = z.infer<typeof OwnAgreement>

/** Everything held about the one who asks. What is left out, and why, stands in the server's list of tables. */
export const OwnData = z.object({
  readAt: Instant,
  account: OwnAccount,
  bonds: z.array(OwnBond),
  posts: z.array(OwnPost),
  carrying: OwnCarrying,
  households: z.array(OwnHousehold),
  reports: z.array(OwnReport),
  requests: z.array(OwnRequest),
  corrections: z.array(OwnCorrection),
  /** Every answer, newest first. */
  agreements: z.array(OwnAgreement),
})
export type OwnData = z.infer<typeof OwnData>

export const readOwnData = endpoint({
  method: 'GET',
  path: '/api/my/data',
  summary: 'Everything the system holds about me and about the household I live in, numbers masked',
  who: 'signed-in',
  reply: OwnData,
})

/** `page` to print, `text` to copy, `json` for a machine. */
export const OwnDataForm = z.enum(['page', 'text', 'json'])
export type OwnDataForm = z.infer<typeof OwnDataForm>

export const exportOwnData = endpoint({
  method: 'POST',
  path: '/api/my/data/export',
  rate: 'export',
  replayed: false,
  summary: 'The same to take away, with my own phone number in full; audited',
  who: 'signed-in',
  body: z.object({ form: OwnDataForm }),
  reply: z.object({ fileName: z.string(), contentType: z.string(), content: z.string() }),
  errors: ['too-many-requests'],
})

export const changeOwnPhone = endpoint({
  method: 'POST',
  path: '/api/my/phone',
  rate: 'sign-in',
  replayed: false,
  summary: 'Sign in by another phone from now on, proved by a code that was sent to it',
  who: 'signed-in',
  body: z.object({
    phone: z.string().trim().max(30),
    deviceId: z.string().min(16).max(64),
    code: z.string().regex(/^\d{6}$/, '请填6位验证码'),
  }),
  reply: z.object({ phonesMasked: z.array(z.string()) }),
  errors: ['not-valid', 'wrong-sms-code', 'already-there', 'not-allowed', 'too-many-requests'],
})

/** What has to be said to be deleted, so that no stray tap and no replayed request does it. */
export const DELETE_SENTENCE = '删除我的账号和数据'

export const deleteOwnAccount = endpoint({
  method: 'POST',
  path: '/api/my/account/delete',
  replayed: false,
  summary: 'Delete my account and what I gave; ends at once everywhere. Asked twice it is done once',
  who: 'signed-in',
  body: z.object({ sentence: z.literal(DELETE_SENTENCE) }),
  reply: Nothing,
  errors: ['has-post'],
})
