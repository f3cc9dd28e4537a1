import { randomUUID } from 'node:crypto'
import jwt from '@fastify/jwt'
import { ADMIN_PAGE, PAGE_HEADER } from '@gezhong/shared/client'
import { Refusal } from '@gezhong/shared/errors'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { uuidv7 } from 'uuidv7'
import type { Kernel } from '../database/transact.ts'
import { dbOver } from '../database/pool.ts'
import { session } from '../database/tables.ts'
import { deviceWords } from './device-words.ts'
import { RefreshTokens } from './refresh-token.ts'
import { cookieToken } from './session-cookie.ts'

/*
 * A token carries only a session's id and proves that we issued it; rights are read from the database each time.
 * Any token that is not ours, not of our algorithm or too old is one answer: not signed in. The mini-program sends it as
 * a bearer, the cadres' page as a cookie; a cookie changes nothing unless the page says that it is the one asking.
 */

const A_DAY = 86_400_000
/** A session that is not refreshed for so long is over; refreshing carries it on, up to its greatest age. */
export const SESSION_REST = 14 * A_DAY
export const SESSION_AGE = 90 * A_DAY
/** How long a token lasts until it must be refreshed. Seconds. */
const ACCESS_SECONDS = 15 * 60
/** Clocks of two servers, or of one before and after it was set right, may differ by this much. Milliseconds. */
const CLOCK_SKEW = 120_000

declare module 'fastify' {
  interface FastifyRequest {
    /** The id of the session whose token came with the request; refuses when there is none. */
    sessionId(): Promise<string>
  }
  interface FastifyInstance {
    issueToken(sessionId: string): string
    refreshTokens: RefreshTokens
  }
}

interface Claims {
  sid: string
}

const isSafe = (method: string): boolean => method === 'GET' || method === 'HEAD'

/** Whether the cadres' page itself is asking. */
export const saysAdminPage = (request: FastifyRequest): boolean => request.headers[PAGE_HEADER] === ADMIN_PAGE

function opened(app: FastifyInstance, token: string): Claims | null {
  try {
    return app.jwt.verify<Claims>(token)
  } catch {
    return null
  }
}

async function sessionOf(app: FastifyInstance, request: FastifyRequest): Promise<string> {
  const cookie = request.headers.authorization === undefined ? cookieToken(request) : null
  const claims = cookie === null ? await request.jwtVerify<Claims>().catch(() => null) : opened(app, cookie)
  if (typeof claims?.sid !== 'string') throw new Refusal('not-signed-in')
  if (cookie !== null && !isSafe(request.method) && !saysAdminPage(request))
    throw new Refusal('not-allowed', '请在管理端页面上操作')
  return claims.sid
}

export async function registerSessions(app: FastifyInstance, secret: Buffer): Promise<void> {
  await app.register(jwt, {
    secret,
    // A number of `expiresIn` is taken as seconds, one of `clockTolerance` as milliseconds.
    sign: { algorithm: 'HS256', expiresIn: ACCESS_SECONDS },
    verify: { algorithms: ['HS256'], clockTolerance: CLOCK_SKEW },
  })
  app.decorate('issueToken', (sessionId: string) => app.jwt.sign({ sid: sessionId, jti: randomUUID() }))
  app.decorate('refreshTokens', new RefreshTokens(secret))
  // Limits, the route and its handler each ask; the token is read for the first of them.
  const known = new WeakMap<FastifyRequest, Promise<string>>()
  app.decorateRequest('sessionId', function sessionId(this: FastifyRequest) {
    const asked = known.get(this) ?? sessionOf(app, this)
    known.set(this, asked)
    return asked
  })
}

export type TokenIssuer = Pick<FastifyInstance, 'issueToken' | 'refreshTokens'>

/** What a session is opened with, beside whose it is. */
export interface Opening {
  page: 'admin' | 'phone'
  device: string
  refreshTokens: RefreshTokens
}

export const openingOf = (app: FastifyInstance, request: FastifyRequest): Opening => ({
  page: saysAdminPage(request) ? 'admin' : 'phone',
  device: deviceWords(request.headers['user-agent']),
  refreshTokens: app.refreshTokens,
})

export async function openSession(kernel: Kernel, accountId: string, communityId: string, opening: Opening) {
  const now = kernel.clock()
  const id = uuidv7()
  const refreshToken = opening.refreshTokens.first(id)
  const row = {
    id,
    accountId,
    communityId,
    page: opening.page,
    device: opening.device,
    createdAt: now,
    usedAt: now,
    expiresAt: new Date(now.getTime() + SESSION_REST),
    refreshDigest: opening.refreshTokens.digest(refreshToken),
  }
  const client = await kernel.pool.connect()
  try {
    await dbOver(client).insert(session).values(row)
  } finally {
    client.release()
  }
  return { ...row, refreshToken }
}
