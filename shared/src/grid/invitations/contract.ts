import { z } from 'zod'
import { Role } from '../../actor.ts'
import { endpoint, Id, IdParams, Instant, Nothing } from '../../endpoint.ts'
import { plainText } from '../../plain-text.ts'
import { Session } from '../identity/contract.ts'

export const INVITATION_HOURS = 72

/** Somebody is asked to take a post. Open until it is taken, called back, or too old. */
export const Invitation = z.object({
  id: Id,
  displayName: z.string(),
  role: Role,
  gridId: Id.nullable(),
  gridCode: z.string().nullable(),
  /** When the post ends; null is without an end. */
  until: Instant.nullable(),
  byName: z.string(),
  invitedAt: Instant,
  expiresAt: Instant,
})
export type Invitation = z.infer<typeof Invitation>

/** The token is shown once, to be sent on in a link; here only its digest stays. */
const WithToken = z.object({ invitation: Invitation, token: z.string() })

const LEADS = ['command-post', 'grid-lead'] as const

export const listInvitations = endpoint({
  method: 'GET',
  path: '/api/invitations',
  summary: 'Invitations to posts that I may give, not yet taken; those that are too old are among them',
  who: LEADS,
  reply: z.object({ invitations: z.array(Invitation) }),
})

export const inviteStaff = endpoint({
  method: 'POST',
  path: '/api/invitations',
  summary: 'Invite somebody to a post by a link that works once',
  who: LEADS,
  body: z.object({
    id: Id,
    displayName: plainText(40, { missing: '请写上姓名' }),
    role: Role.exclude(['resident']),
    gridId: Id.nullable(),
    until: Instant.nullable().optional(),
  }),
  reply: WithToken,
  errors: ['not-found', 'not-valid', 'id-taken'],
  replayed: false,
})

export const renewInvitation = endpoint({
  method: 'POST',
  path: '/api/invitations/:id/link',
  summary: 'A new link for an open invitation; the one before ends',
  who: LEADS,
  params: IdParams,
  reply: WithToken,
  errors: ['not-found'],
  replayed: false,
})

export const revokeInvitation = endpoint({
  method: 'DELETE',
  path: '/api/invitations/:id',
  summary: 'Call an invitation back; its link ends at once',
  who: LEADS,
  params: IdParams,
  reply: Nothing,
  errors: ['not-found'],
})

const token = z.string().min(20).max(120)

export const readInvitation = endpoint({
  method: 'POST',
  path: '/api/invitation',
  summary: 'What the holder of a link is invited to, and by whom',
  who: 'anyone',
  rate: 'sign-in',
  body: z.object({ token }),
  reply: z.object({
    displayName: z.string(),
    role: Role,
    place: z.string(),
    /** The community's. */
    name: z.string(),
    byName: z.string(),
    until: Instant.nullable(),
    expiresAt: Instant,
  }),
  errors: ['invitation-gone'],
  replayed: false,
})

export const acceptInvitation = endpoint({
  method: 'POST',
  path: '/api/invitation/password',
  summary: 'Take the post as somebody new, who signs in with this name and password from now on',
  who: 'anyone',
  rate: 'sign-in',
  body: z.object({
    token,
    name: plainText(40, { missing: '请写上登录名' }),
    password: z.string().min(1).max(200),
  }),
  reply: Session,
  errors: ['invitation-gone', 'not-valid', 'weak-password', 'already-there'],
  replayed: false,
})

export const acceptInvitationByWeChat = endpoint({
  method: 'POST',
  path: '/api/invitation/wechat',
  summary: 'Take the post as whoever this WeChat is here; the first time that is somebody new',
  who: 'anyone',
  rate: 'sign-in',
  body: z.object({ token, loginCode: z.string().min(1).max(200) }),
  reply: Session,
  errors: ['invitation-gone', 'already-there', 'wechat-code', 'wechat-blocked', 'wechat-away', 'too-many-requests'],
  replayed: false,
})

export const acceptInvitationMyself = endpoint({
  method: 'POST',
  path: '/api/invitation/mine',
  summary: 'Take the post as the one who is signed in',
  who: 'signed-in',
  rate: 'sign-in',
  body: z.object({ token }),
  reply: Nothing,
  errors: ['invitation-gone', 'already-there'],
  replayed: false,
})
