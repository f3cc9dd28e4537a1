import { z } from 'zod'
import { Actor, Role } from '../../actor.ts'
import { endpoint, Id, Instant, Nothing } from '../../endpoint.ts'

export const Session = z.object({
  /**
   * Carries only the session's id; rights are read anew in every transaction. Null on the cadres' page, where the
   * token travels in a cookie that no script can read.
   */
  token: z.string().nullable(),
  /** Changed for fresh tokens when the token has run out; each works once. */
  refreshToken: z.string().nullable(),
  actor: Actor,
  expiresAt: Instant,
})
export type Session = z.infer<typeof Session>

/** An invented person of the demo village, offered for sign-in while the demo switch is on. */
export const DemoIdentity = z.object({
  name: z.string(),
  displayName: z.string(),
  role: Role,
  place: z.string(),
})
export type DemoIdentity = z.infer<typeof DemoIdentity>

export const signIn = endpoint({
  method: 'POST',
  path: '/api/sign-in',
  summary: 'Sign in with name and password (staff)',
  who: 'anyone',
  rate: 'sign-in',
  body: z.object({ name: z.string().trim().min(1).max(40), password: z.string().min(1).max(200) }),
  reply: Session,
  errors: ['wrong-name-or-password', 'too-many-requests'],
})

export const signInDemo = endpoint({
  method: 'POST',
  path: '/api/demo/sign-in',
  summary: 'Sign in as a demo identity; exists only while the demo switch is on',
  who: 'anyone',
  rate: 'sign-in',
  body: z.object({ name: z.string().max(40) }),
  reply: Session,
  errors: ['not-found'],
})

export const demoIdentities = endpoint({
  method: 'GET',
  path: '/api/demo/identities',
  summary: 'The demo identities; empty unless the demo switch is on',
  who: 'anyone',
  reply: z.object({ identities: z.array(DemoIdentity) }),
})

export const signOut = endpoint({
  method: 'POST',
  path: '/api/sign-out',
  summary: 'End this session',
  who: 'signed-in',
  reply: Nothing,
})

export const me = endpoint({
  method: 'GET',
  path: '/api/me',
  summary: 'Who I am and what I may do where',
  who: 'signed-in',
  reply: Actor,
})

export const Staff = z.object({ accountId: Id, displayName: z.string(), role: Role, gridCode: z.string().nullable() })
export type Staff = z.infer<typeof Staff>
