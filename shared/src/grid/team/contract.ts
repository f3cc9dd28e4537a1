import { z } from 'zod'
import { LEDGER_ROLES, Role } from '../../actor.ts'
import { endpoint, Id, IdParams, Instant, Nothing } from '../../endpoint.ts'

/** A staff member with a role at a place. */
export const Member = z.object({
  grantId: Id,
  accountId: Id,
  displayName: z.string(),
  role: Role,
  gridId: Id.nullable(),
  gridCode: z.string().nullable(),
  since: Instant,
})
export type Member = z.infer<typeof Member>

export const listTeam = endpoint({
  method: 'GET',
  path: '/api/team',
  summary: 'Staff of my scope with their roles; residents are not staff',
  who: LEDGER_ROLES,
  reply: z.object({ members: z.array(Member) }),
})

export const grantRole = endpoint({
  method: 'POST',
  path: '/api/team/grants',
  summary: 'Give a staff account a role at a grid (null: the whole community)',
  who: ['command-post'],
  body: z.object({
    id: Id,
    accountId: Id,
    role: Role.exclude(['resident']),
    gridId: Id.nullable(),
  }),
  reply: Member,
  errors: ['not-found', 'already-there', 'not-valid'],
})

export const revokeRole = endpoint({
  method: 'DELETE',
  path: '/api/team/grants/:id',
  summary: 'Take a role away; it ends at once, also on open sessions and live connections',
  who: ['command-post'],
  params: IdParams,
  reply: Nothing,
  errors: ['not-found', 'still-in-use'],
})
