import type { Session } from '@gezhong/shared/grid/identity/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { setCookieTokens } from './session-cookie.ts'
import { saysAdminPage } from './session.ts'

/** The cadres' page gets its tokens as cookies alone. */
export function handOver(request: FastifyRequest, reply: FastifyReply, session: Session): Session {
  if (session.token === null || session.refreshToken === null || !saysAdminPage(request)) return session
  setCookieTokens(request, reply, session.token, session.refreshToken)
  return { ...session, token: null, refreshToken: null }
}
