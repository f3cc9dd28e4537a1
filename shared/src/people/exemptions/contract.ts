import { z } from 'zod'
import { LEDGER_ROLES } from '../../actor.ts'
import { CivilDay, endpoint, Id, IdParams, Instant, Nothing, PageQuery, pageOf, QueryFlag } from '../../endpoint.ts'
import { ExportReason } from '../../export-reason.ts'
import { optionalText } from '../../plain-text.ts'
import type { StateTable } from '../../state-table.ts'

/** Why somebody need not come to a round. Whoever is bedridden is visited at home. */
export const ExemptionReason = z.enum(['newborn', 'bedridden', 'away', 'in-hospital', 'doctors-note'])
export type ExemptionReason = z.infer<typeof ExemptionReason>
export const EXEMPTION_WORDS: Record<ExemptionReason, string> = {
  newborn: '新生儿',
  bedridden: '卧床，上门采',
  away: '不在本地',
  'in-hospital': '住院',
  'doctors-note': '医生证明',
}

/**
 * Asked by a worker or the household, approved or refused by a lead, who may take that back; ended when it
 * no longer holds, and by whoever ended it taken back to what it was.
 */
export const ExemptionState = z.enum(['asked', 'approved', 'refused', 'ended'])
export type ExemptionState = z.infer<typeof ExemptionState>
export const EXEMPTION_STATE_WORDS: Record<ExemptionState, string> = {
  asked: '待批',
  approved: '已同意',
  refused: '没同意',
  ended: '提前结束',
}
export const EXEMPTION_NEXT: StateTable<ExemptionState> = {
  asked: ['approved', 'refused', 'ended'],
  approved: ['ended', 'asked'],
  refused: ['asked'],
  ended: ['approved', 'asked'],
}

/** An exemption runs out soon when so many days are left of it, today counted. */
export const EXEMPTION_SOON_DAYS = 3

/** The longest exemption, in days; after it somebody looks again. */
export const LONGEST_EXEMPTION_DAYS = 90

const Said = {
  householdId: Id,
  /** One named person; null: `people` of the household of whom only the number is known. */
  residentId: Id.nullable(),
  people: z.number().int().min(1).max(99),
  reason: ExemptionReason,
  /** First and last civil day. It covers a round whose last day lies between them. */
  fromDay: CivilDay,
  untilDay: CivilDay,
}

export const Exemption = z.object({
  id: Id,
  ...Said,
  door: z.string(),
  gridCode: z.string(),
  /** Null for a child without a name, and where only the number is known. */
  residentName: z.string().nullable(),
  note: z.string(),
  state: ExemptionState,
  askedByName: z.string(),
  /** Whoever asked lives there or looks after the household. */
  byHousehold: z.boolean(),
  askedAt: Instant,
  decidedByName: z.string().nullable(),
  decidedAt: Instant.nullable(),
})
export type Exemption = z.infer<typeof Exemption>

const days = (from: string, until: string) => (Date.parse(until) - Date.parse(from)) / 86_400_000

export const askExemption = endpoint({
  method: 'POST',
  path: '/api/exemptions',
  summary:
    'Ask that somebody need not be tested until a day; from a lead it is approved at once, from a household one ask a person waits',
  who: ['resident', ...LEDGER_ROLES],
  body: z
    .object({ id: Id, ...Said, note: optionalText(200, { lines: true }).default('') })
    .refine(({ residentId, people }) => residentId === null || people === 1, {
      path: ['people'],
      message: '点到名的一次只免一人',
    })
    .refine(
      ({ fromDay, untilDay }) => days(fromDay, untilDay) >= 0 && days(fromDay, untilDay) <= LONGEST_EXEMPTION_DAYS,
      {
        path: ['untilDay'],
        message: `到哪天要不早于开始，最长${LONGEST_EXEMPTION_DAYS}天`,
      },
    ),
  reply: Exemption,
  errors: ['not-found', 'not-allowed', 'id-taken', 'already-there', 'text-refused'],
})

export const decideExemption = endpoint({
  method: 'POST',
  path: '/api/exemptions/:id/decide',
  summary: 'Approve or refuse what was asked',
  who: ['grid-lead', 'command-post'],
  params: IdParams,
  body: z.object({ approved: z.boolean() }),
  reply: Nothing,
  errors: ['not-found', 'not-allowed', 'already-settled'],
})

export const endExemption = endpoint({
  method: 'POST',
  path: '/api/exemptions/:id/end',
  summary: 'End an exemption before its day, or take back what was asked: the person is due again',
  who: ['resident', ...LEDGER_ROLES],
  params: IdParams,
  reply: Nothing,
  errors: ['not-found', 'not-allowed', 'already-settled'],
})

export const resumeExemption = endpoint({
  method: 'POST',
  path: '/api/exemptions/:id/resume',
  summary: 'Take the early end of an exemption back: it holds, or waits, as before',
  who: LEDGER_ROLES,
  params: IdParams,
  reply: Nothing,
  errors: ['not-found', 'not-allowed', 'already-settled'],
})

const Filter = z.object({
  state: ExemptionState.optional(),
  household: Id.optional(),
  grid: Id.optional(),
  reason: ExemptionReason.optional(),
  /** Approved ones that run out within a few days. */
  soon: QueryFlag.optional(),
  q: z.string().max(40).optional(),
})

export const listExemptions = endpoint({
  method: 'GET',
  path: '/api/exemptions',
  summary: 'Exemptions of my scope, what waits for a decision first, then newest first',
  who: LEDGER_ROLES,
  query: PageQuery.extend(Filter.shape),
  reply: pageOf(Exemption).extend({
    /** How many there are in each state, and of the approved those that run out soon, under the same filter without them. */
    counts: z.record(ExemptionState, z.number().int()),
    soon: z.number().int(),
  }),
})

export const exportExemptions = endpoint({
  method: 'POST',
  path: '/api/exemptions/export',
  summary: 'The same list as xlsx; marked with who, when and what for, and audited',
  who: LEDGER_ROLES,
  query: Filter,
  body: ExportReason,
  reply: z.unknown(),
  kind: 'file',
  rate: 'export',
  errors: ['not-valid', 'too-large'],
})

export const decideExemptions = endpoint({
  method: 'POST',
  path: '/api/exemptions/decide',
  summary: 'Approve or refuse many, or take such decisions back; each has its own outcome',
  who: ['grid-lead', 'command-post'],
  body: z.object({ ids: z.array(Id).min(1).max(200), to: z.enum(['approved', 'refused', 'asked']) }),
  reply: z.object({
    outcomes: z.array(z.object({ id: Id, done: z.boolean(), problem: z.string().nullable() })),
  }),
  errors: ['not-found'],
})
