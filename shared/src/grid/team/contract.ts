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
  /** May lie ahead: the post is given, and opens nothing before. */
  since: Instant,
  /** The post ends by itself at this moment; null is without an end. */
  until: Instant.nullable(),
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
  summary:
    'Give a staff account a role at a grid (null: the whole community), at once or from a moment, for ever or until one',
  who: ['command-post', 'grid-lead'],
  body: z.object({
    id: Id,
    accountId: Id,
    role: Role.exclude(['resident']),
    gridId: Id.nullable(),
    from: Instant.nullable().optional(),
    until: Instant.nullable().optional(),
  }),
  reply: Member,
  errors: ['not-found', 'already-there', 'not-valid'],
})

export const changePost = endpoint({
  method: 'PUT',
  path: '/api/team/grants/:id',
  summary: 'Move a post to another grid or give it another end; the old one ends and a new one (id) begins',
  who: ['command-post', 'grid-lead'],
  params: IdParams,
  body: z.object({ id: Id, gridId: Id.nullable(), until: Instant.nullable() }),
  reply: Member,
  errors: ['not-found', 'already-there', 'not-valid', 'still-in-use'],
})

export const revokeRole = endpoint({
  method: 'DELETE',
  path: '/api/team/grants/:id',
  summary: 'Take a role away; it ends at once, also on open sessions and live connections',
  who: ['command-post', 'grid-lead'],
  params: IdParams,
  reply: Nothing,
  errors: ['not-found', 'still-in-use'],
})
