import { z } from 'zod'
import { Actor, Role } from '../../actor.ts'
import { endpoint, Id, Instant, Nothing } from '../../endpoint.ts'
import { POSTS } from '../team/policy.ts'

/** What the command post still has to do after the password: set up the changing number, or show it. */
export const SecondFactorStep = z.enum(['enrol', 'code'])
export type SecondFactorStep = z.infer<typeof SecondFactorStep>

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
  /** Until this is done the session reaches nothing else. */
  secondFactor: SecondFactorStep.optional(),
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
  beforeSecondFactor: true,
})

export const me = endpoint({
  method: 'GET',
  path: '/api/me',
  summary: 'Who I am and what I may do where',
  who: 'signed-in',
  reply: Actor,
})

export const readMyWeChat = endpoint({
  method: 'GET',
  path: '/api/me/wechat',
  summary: 'Whether a WeChat opens my account, and whether one can be bound here at all',
  who: POSTS,
  reply: z.object({ bound: z.boolean(), available: z.boolean() }),
})

export const bindMyWeChat = endpoint({
  method: 'POST',
  path: '/api/me/wechat',
  summary: 'From now on this WeChat opens my account, and none bound before; homes found by it are mine too',
  who: POSTS,
  rate: 'sign-in',
  body: z.object({ loginCode: z.string().min(1).max(200) }),
  reply: Nothing,
  errors: ['already-there', 'wechat-code', 'wechat-blocked', 'wechat-away', 'too-many-requests'],
  replayed: false,
})

export const unbindMyWeChat = endpoint({
  method: 'DELETE',
  path: '/api/me/wechat',
  summary: 'No WeChat opens my account any more',
  who: POSTS,
  reply: Nothing,
})

export const Staff = z.object({ accountId: Id, displayName: z.string(), role: Role, gridCode: z.string().nullable() })
export type Staff = z.infer<typeof Staff>
