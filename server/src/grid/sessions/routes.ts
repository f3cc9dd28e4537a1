import { Refusal } from '@gezhong/shared/errors'
import {
  changePassword,
  endOtherSessions,
  endOwnSession,
  endSessionsOf,
  IDLE_LOCK_SECONDS,
  ownSessions,
  refreshSession,
  sessionState,
  unlockSession,
  noteUse,
  type UnlockBy,
} from '@gezhong/shared/grid/sessions/contract'
import type { FastifyInstance } from 'fastify'
import { isLocked } from '../../database/asker.ts'
import type { Work } from '../../database/transact.ts'
import { openRoute, route, type Route } from '../../http/serve.ts'
import { cookieRefreshToken, setCookieTokens } from '../../http/session-cookie.ts'
import { saysAdminPage } from '../../http/session.ts'
import { announce } from '../../live/fold.ts'
import { SlowDown } from '../identity/slow-down.ts'
import { provePassword, replacePassword } from './password.ts'
import {
  endSessionsOfAccount,
  findOwnPassword,
  isDemoIdentity,
  knowsSessionsOf,
  listSessions,
  readSession,
  touchSession,
} from './queries.ts'
import { refresh } from './refresh.ts'

async function unlockBy(work: Work, demo: boolean): Promise<UnlockBy> {
  const { accountId } = work.actor
  // Whoever came by the demo's button knows no password.
  if (demo && (await isDemoIdentity(work.db, accountId))) return 'demo'
  return (await findOwnPassword(work.db, accountId)) === undefined ? 'sign-in' : 'password'
}

async function stateOf(work: Work, sessionId: string, demo: boolean) {
  const session = await readSession(work.db, sessionId)
  if (session === undefined) throw new Refusal('not-signed-in')
  const idle = (work.now.getTime() - session.usedAt.getTime()) / 1000
  return {
    displayName: work.actor.displayName,
    locked: isLocked({ page: session.page, used_at: session.usedAt }, work.now),
    locksInSeconds: session.page === 'admin' ? Math.max(0, Math.ceil(IDLE_LOCK_SECONDS - idle)) : null,
    unlockBy: await unlockBy(work, demo),
  }
}

/** Open streams of these sessions end when the transaction commits. */
async function endStreams(work: Work, sessionIds: readonly string[]): Promise<void> {
  for (const sessionId of sessionIds) await announce(work.db, { communityId: work.communityId, endSession: sessionId })
}

async function endOthers(work: Work, here: string): Promise<number> {
  const { accountId } = work.actor
  const ended = await endSessionsOfAccount(
    work.db,
    { communityId: work.communityId, accountId, except: here },
    work.now,
  )
  await endStreams(work, ended)
  return ended.length
}

const EVEN_LOCKED = { byHand: false, evenLocked: true }

/** Asking for tokens, and whether the page is locked: what must work while nothing else does. */
function lockRoutes(app: FastifyInstance, demo: boolean, slowDown: SlowDown): Route[] {
  return [
    openRoute(refreshSession, async (kernel, { body, request }, reply) => {
      const isPage = body.refreshToken === undefined && saysAdminPage(request)
      const shown = isPage ? cookieRefreshToken(request) : (body.refreshToken ?? null)
      const { token, refreshToken, expiresAt } = await refresh(kernel, app, shown)
      if (!isPage) return { token, refreshToken, expiresAt: expiresAt.toISOString() }
      setCookieTokens(request, reply, token, refreshToken)
      return { token: null, refreshToken: null, expiresAt: expiresAt.toISOString() }
    }),
    route(sessionState, async (work, { request }) => stateOf(work, await request.sessionId(), demo), EVEN_LOCKED),
    route(noteUse, async () => ({})),
    route(
      unlockSession,
      async (work, { body, request }) => {
        const sessionId = await request.sessionId()
        const by = await unlockBy(work, demo)
        if (by === 'sign-in') throw new Refusal('not-signed-in')
        if (by === 'password') await provePassword(work, slowDown, sessionId, body.password ?? '')
        await touchSession(work.db, sessionId, work.now)
        return {}
      },
      EVEN_LOCKED,
    ),
  ]
}

export function sessionRoutes(app: FastifyInstance, { demo }: { demo: boolean }): Route[] {
  const slowDown = new SlowDown()
  return [
    ...lockRoutes(app, demo, slowDown),
    route(ownSessions, async (work, { request }) => {
      const here = await request.sessionId()
      return { sessions: await listSessions(work.db, work.communityId, work.actor.accountId, here, work.now) }
    }),
    route(endOwnSession, async (work, { params }) => {
      const { communityId, actor, db, now } = work
      const ended = await endSessionsOfAccount(db, { communityId, accountId: actor.accountId, only: params.id }, now)
      if (ended.length === 0) throw new Refusal('not-found')
      await endStreams(work, ended)
      work.record({ action: 'session.ended', subjectId: actor.accountId, detail: '自己的另一处登录' })
      return {}
    }),
    route(endOtherSessions, async (work, { request }) => {
      const ended = await endOthers(work, await request.sessionId())
      if (ended > 0)
        work.record({ action: 'session.ended', subjectId: work.actor.accountId, detail: `其他设备 ${ended} 处` })
      return { ended }
    }),
    route(endSessionsOf, async (work, { params }) => {
      const { communityId, db, now } = work
      if (!(await knowsSessionsOf(db, communityId, params.id))) throw new Refusal('not-found')
      const ended = await endSessionsOfAccount(db, { communityId, accountId: params.id }, now)
      await endStreams(work, ended)
      work.record({ action: 'session.ended', subjectId: params.id, detail: `专班结束 ${ended.length} 处登录` })
      return { ended: ended.length }
    }),
    route(changePassword, async (work, { body, request }) => {
      const here = await request.sessionId()
      const { name } = await provePassword(work, slowDown, here, body.current)
      await replacePassword(work, name, body.next)
      return { ended: await endOthers(work, here) }
    }),
  ]
}
