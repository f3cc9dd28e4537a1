import { z } from 'zod'
import { LEDGER_ROLES, STAFF_ROLES } from '../../actor.ts'
import { endpoint, Id, IdParams, Instant } from '../../endpoint.ts'
import { optionalText } from '../../plain-text.ts'
import { Verdict } from '../reconciliation/verdict.ts'
import { Household } from '../ledger/contract.ts'
import { Roll } from '../rolls/contract.ts'

export const ReportSource = z.enum(['self', 'proxy', 'chain'])
export type ReportSource = z.infer<typeof ReportSource>
export const SOURCE_WORDS: Record<ReportSource, string> = { self: '自己报', proxy: '代报', chain: '群接龙' }

/** `standing`; `withdrawn` by those who made it; `gone` from the group's chain. */
export const ReportState = z.enum(['standing', 'withdrawn', 'gone'])
export type ReportState = z.infer<typeof ReportState>

/** What a household said, once. A report is evidence: it never changes the ledger by itself. */
export const Report = z.object({
  id: Id,
  rollId: Id,
  gridId: Id,
  householdId: Id.nullable(),
  source: ReportSource,
  /** The words as written, phone digits masked; empty for a report made by fields. */
  text: z.string(),
  door: z.string().nullable(),
  headcount: z.number().int().nullable(),
  phonesMasked: z.array(z.string()),
  remark: z.string(),
  intent: z.enum(['report', 'withdraw', 'vacant']),
  verdict: Verdict,
  /** Only what is `standing` can count; a later word may still have taken its place (`superseded`). */
  state: ReportState,
  byName: z.string(),
  at: Instant,
})
export type Report = z.infer<typeof Report>

/** What a resident reads after reporting: how the report was matched, in one sentence. */
export const Receipt = z.object({
  report: Report,
  /** `和台账一致`, `人数和台账不同，网格员会核对` … */
  sentence: z.string(),
})
export type Receipt = z.infer<typeof Receipt>

/** An open roll that asks a household of mine, and what stands for it. */
export const AskedOfMe = z.object({
  roll: Roll,
  receipt: Receipt.nullable(),
  /** What the household itself reported, when another's word with another number came later and counts. */
  replacedOwn: z.object({ headcount: z.number().int().nullable(), at: Instant }).nullable(),
})
export type AskedOfMe = z.infer<typeof AskedOfMe>

export const MyHousehold = z.object({
  household: Household,
  gridTitle: z.string(),
  /** Newest first; each is answered by itself. */
  asked: z.array(AskedOfMe),
})
export type MyHousehold = z.infer<typeof MyHousehold>

export const myHouseholds = endpoint({
  method: 'GET',
  path: '/api/my/households',
  summary: 'My own households with the open rolls and what I reported',
  who: ['resident'],
  reply: z.object({ households: z.array(MyHousehold) }),
})

const Fields = {
  headcount: z.number().int().min(0).max(500).nullable(),
  phone: z.string().trim().max(30).default(''),
  remark: optionalText(200, { lines: true }).default(''),
}

export const makeReport = endpoint({
  method: 'POST',
  path: '/api/rolls/:id/reports',
  summary: 'Report for my household, or as staff for one of my scope (recorded as proxy)',
  who: ['resident', ...STAFF_ROLES],
  params: IdParams,
  body: z.object({ id: Id, householdId: Id, ...Fields }),
  reply: Receipt,
  errors: [
    'not-found',
    'not-allowed',
    'roll-closed',
    'privacy-not-agreed',
    'test-status-not-agreed',
    'text-refused',
    'id-taken',
    'not-valid',
  ],
})

export const makeLineReport = endpoint({
  method: 'POST',
  path: '/api/rolls/:id/reports/line',
  summary: 'Report in one line of free text, read as a chain line is',
  who: ['resident', ...STAFF_ROLES],
  params: IdParams,
  body: z.object({ id: Id, householdId: Id, line: z.string().trim().min(1).max(200) }),
  reply: Receipt,
  errors: [
    'not-found',
    'not-allowed',
    'roll-closed',
    'privacy-not-agreed',
    'test-status-not-agreed',
    'text-refused',
    'id-taken',
    'line-unreadable',
    'door-differs',
  ],
})

export const withdrawReport = endpoint({
  method: 'POST',
  path: '/api/reports/:id/withdraw',
  summary: 'Take a report back; the household is asked again',
  who: ['resident', ...STAFF_ROLES],
  params: IdParams,
  reply: Receipt,
  errors: ['not-found', 'not-allowed', 'roll-closed', 'changed-meanwhile'],
})

export const householdSaid = endpoint({
  method: 'GET',
  path: '/api/households/:id/reports',
  summary: 'The last things said for one household, in whichever roll, newest first',
  who: STAFF_ROLES,
  params: IdParams,
  reply: z.object({ reports: z.array(Report) }),
  errors: ['not-found', 'not-allowed'],
})

export const householdReports = endpoint({
  method: 'GET',
  path: '/api/rolls/:id/households/:householdId/reports',
  summary: 'Everything said for one household in a roll, in order: the evidence',
  who: ['resident', ...STAFF_ROLES],
  params: z.object({ id: Id, householdId: Id }),
  reply: z.object({ reports: z.array(Report) }),
  errors: ['not-found'],
})

export const revealReportPhone = endpoint({
  method: 'POST',
  path: '/api/reports/:id/phone',
  summary: 'The full phone numbers that a report gave, to ask whoever made it; each reveal is audited',
  who: LEDGER_ROLES,
  rate: 'reveal',
  params: IdParams,
  reply: z.object({ phones: z.array(z.string()) }),
  errors: ['not-found', 'too-many-reveals'],
  replayed: false,
})
