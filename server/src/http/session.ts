import { randomUUID } from 'node:crypto'
import jwt from '@fastify/jwt'
import { Refusal } from '@gezhong/shared/errors'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { uuidv7 } from 'uuidv7'
import type { Kernel } from '../database/transact.ts'
import { dbOver } from '../database/pool.ts'
import { session } from '../database/tables.ts'

/*
 * A token carries only a session's id and proves that we issued it; rights are read from the database each time.
 * Any token that is not ours, not of our algorithm or too old is one answer: not signed in.
 */

const SESSION_DAYS = 14
const CLOCK_SKEW_MS = 120_000

declare module 'fastify' {
  interface FastifyRequest {
    /** The id of the session whose token came with the request; refuses when there is none. */
    sessionId(): Promise<string>
  }
  interface FastifyInstance {
    issueToken(sessionId: string): string
  }
}

interface Claims {
  sid: string
}

export async function registerSessions(app: FastifyInstance, secret: Buffer): Promise<void> {
  await app.register(jwt, {
    secret,
    sign: { algorithm: 'HS256', expiresIn: `${SESSION_DAYS}d` },
    verify: { algorithms: ['HS256'], clockTolerance: CLOCK_SKEW_MS },
  })
  app.decorate('issueToken', (sessionId: string) => app.jwt.sign({ sid: sessionId, jti: randomUUID() }))
  app.decorateRequest('sessionId', async function sessionId(this: FastifyRequest) {
    const claims = await this.jwtVerify<Claims>().catch(() => null)
    if (typeof claims?.sid !== 'string') throw new Refusal('not-signed-in')
    return claims.sid
  })
}

export async function openSession(kernel: Kernel, accountId: string, communityId: string) {
  const now = kernel.clock()
  const row = {
    id: uuidv7(),
    accountId,
    communityId,
    createdAt: now,
    expiresAt: new Date(now.getTime() + SESSION_DAYS * 86_400_000),
  }
  const client = await kernel.pool.connect()
  try {
    await dbOver(client).insert(session).values(row)
  } finally {
    client.release()
  }
  return row
}
