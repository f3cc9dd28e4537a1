import { z } from 'zod'
import { endpoint, Id, IdParams, Instant, Nothing } from '../../endpoint.ts'

/** The cadres' page is locked when nobody has touched it for so long. */
export const IDLE_LOCK_SECONDS = 30 * 60

/** Fresh tokens for the same session; on the cadres' page both are null, as they travel in cookies. */
export const FreshTokens = z.object({
  token: z.string().nullable(),
  refreshToken: z.string().nullable(),
  expiresAt: Instant,
})
export type FreshTokens = z.infer<typeof FreshTokens>

export const refreshSession = endpoint({
  method: 'POST',
  path: '/api/session/refresh',
  summary: 'Change the refresh token for fresh ones; a used one shown again ends the session',
  who: 'anyone',
  body: z.object({ refreshToken: z.string().max(500).optional() }),
  reply: FreshTokens,
  errors: ['not-signed-in'],
})

/** How a locked page is opened again: by password, by a tap for the invented people of the demo, or not at all. */
export const UnlockBy = z.enum(['password', 'demo', 'sign-in'])
export type UnlockBy = z.infer<typeof UnlockBy>

export const SessionState = z.object({
  displayName: z.string(),
  locked: z.boolean(),
  /** Until it locks, if nobody touches it; null where nothing locks. */
  locksInSeconds: z.number().int().nullable(),
  unlockBy: UnlockBy,
})
export type SessionState = z.infer<typeof SessionState>

export const sessionState = endpoint({
  method: 'GET',
  path: '/api/session',
  summary: 'Whether this session is locked; answers while it is',
  who: 'signed-in',
  reply: SessionState,
})

export const noteUse = endpoint({
  method: 'POST',
  path: '/api/session/use',
  summary: 'Somebody is at the page: put off its lock',
  who: 'signed-in',
  reply: Nothing,
})

export const unlockSession = endpoint({
  method: 'POST',
  path: '/api/session/unlock',
  summary: 'Go on with a locked session',
  who: 'signed-in',
  rate: 'sign-in',
  replayed: false,
  body: z.object({ password: z.string().max(200).optional() }),
  reply: Nothing,
  errors: ['wrong-password', 'too-many-requests'],
})

export const OwnSession = z.object({
  id: Id,
  page: z.enum(['admin', 'phone']),
  device: z.string(),
  openedAt: Instant,
  usedAt: Instant,
  /** The one that asks. */
  here: z.boolean(),
})
export type OwnSession = z.infer<typeof OwnSession>

export const ownSessions = endpoint({
  method: 'GET',
  path: '/api/sessions',
  summary: 'Where I am signed in',
  who: 'signed-in',
  reply: z.object({ sessions: z.array(OwnSession) }),
})

const Ended = z.object({ ended: z.number().int() })

export const endOwnSession = endpoint({
  method: 'POST',
  path: '/api/sessions/:id/end',
  summary: 'Sign out on another device of mine',
  who: 'signed-in',
  params: IdParams,
  reply: Nothing,
  errors: ['not-found'],
})

export const endOtherSessions = endpoint({
  method: 'POST',
  path: '/api/sessions/end-others',
  summary: 'Sign out on every other device of mine',
  who: 'signed-in',
  reply: Ended,
})

export const endSessionsOf = endpoint({
  method: 'POST',
  path: '/api/accounts/:id/end-sessions',
  summary: 'Sign somebody out on every device',
  who: ['command-post'],
  params: IdParams,
  reply: Ended,
  errors: ['not-found'],
})

/** Fewer characters make no password. */
export const SHORTEST_PASSWORD = 8

export const changePassword = endpoint({
  method: 'POST',
  path: '/api/password',
  summary: 'Change my own password; ends my other sessions',
  who: 'signed-in',
  rate: 'sign-in',
  replayed: false,
  body: z.object({
    current: z.string().min(1).max(200),
    next: z.string().min(SHORTEST_PASSWORD, `至少 ${SHORTEST_PASSWORD} 个字符`).max(200),
  }),
  reply: Ended,
  errors: ['wrong-password', 'weak-password', 'not-found', 'too-many-requests'],
})
