import { z } from 'zod'
import { LEDGER_ROLES } from '../../actor.ts'
import { endpoint, Id, IdParams, Instant, Nothing } from '../../endpoint.ts'
import { Session } from '../../grid/identity/contract.ts'
import { CameBy } from '../homes/contract.ts'

/** So many slips are made and printed at once: a village. */
export const SLIPS_MOST = 2000

/** As typed; what is no code at all is answered like a wrong one. */
const code = z.string().trim().min(1, '请填纸条上的8个字母').max(200)

export const signInBySlip = endpoint({
  method: 'POST',
  path: '/api/slip-sign-in',
  rate: 'sign-in',
  summary: 'Sign in by showing a paper slip: as the slip of one household, with what its residents may do',
  who: 'anyone',
  body: z.object({ code, deviceId: z.string().min(16).max(64), communityId: Id.optional() }),
  reply: Session,
  errors: ['not-valid', 'wrong-slip', 'too-many-requests'],
})

export const claimSlip = endpoint({
  method: 'POST',
  path: '/api/slips/claim',
  rate: 'sign-in',
  summary: 'Bind oneself to the household of a slip: as living there, or (proxy) as looking after it with its consent',
  who: 'signed-in',
  body: z.object({ code, proxy: z.boolean() }),
  reply: z.object({ householdId: Id }),
  errors: ['not-valid', 'wrong-slip', 'too-many-requests', 'already-there', 'not-allowed'],
  replayed: false,
})

export const printSlips = endpoint({
  method: 'POST',
  path: '/api/slips/print',
  rate: 'export',
  summary: 'Make new slips for households of my scope and give them as one PDF, in the order of the walk; audited',
  who: LEDGER_ROLES,
  body: z.object({
    /** These households, or all of a grid, or all of my scope. */
    householdIds: z.array(Id).min(1).max(SLIPS_MOST).optional(),
    gridId: Id.optional(),
    /** `missing`: only doors without a valid slip. `all`: also the others, whose slips end. */
    which: z.enum(['missing', 'all']),
    days: z.number().int().min(1).max(90).default(30),
  }),
  reply: z.unknown(),
  kind: 'file',
  errors: ['not-found', 'not-allowed', 'too-large', 'nothing-to-print', 'pages-nowhere'],
})

export const revokeSlip = endpoint({
  method: 'POST',
  path: '/api/households/:id/slip/revoke',
  summary: 'End the slip of a household and the sessions that it opened',
  who: LEDGER_ROLES,
  params: IdParams,
  reply: Nothing,
  errors: ['not-found', 'not-allowed'],
})

/** One account that may act for a household. */
export const HouseholdAccount = z.object({
  grantId: Id,
  displayName: z.string(),
  proxy: z.boolean(),
  /** Null for those from before this was kept. */
  cameBy: CameBy.nullable(),
  since: Instant,
})
export type HouseholdAccount = z.infer<typeof HouseholdAccount>

export const householdAccess = endpoint({
  method: 'GET',
  path: '/api/households/:id/access',
  summary: 'Who may act for a household and how they came, and how its slip stands',
  who: LEDGER_ROLES,
  params: IdParams,
  reply: z.object({
    slip: z.object({ madeAt: Instant, expiresAt: Instant, usedAt: Instant.nullable() }).nullable(),
    accounts: z.array(HouseholdAccount),
  }),
  errors: ['not-found', 'not-allowed'],
})
