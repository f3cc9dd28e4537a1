import { demoIdentities, me, signIn, signInDemo, signOut } from '@gezhong/shared/grid/identity/contract'
import { Refusal } from '@gezhong/shared/errors'
import type { FastifyInstance } from 'fastify'
import { openRoute, route, type Route } from '../../http/serve.ts'
import { announce } from '../../live/fold.ts'
import { endSession, findDemoIdentity, listDemoIdentities } from './queries.ts'
import { enter, enterWithPassword } from './service.ts'

export interface Doors {
  /** Whether invented people may be chosen without a password. */
  demo: boolean
  /** Communities that nobody may sign in to: the demo village, whose passwords everybody knows, once the demo is off. */
  closed: readonly string[]
}

export function identityRoutes(app: FastifyInstance, { demo, closed }: Doors): Route[] {
  return [
    openRoute(signIn, async (kernel, { body }) => enterWithPassword(kernel, app, body.name, body.password, closed)),
    openRoute(demoIdentities, async (kernel) => ({ identities: demo ? await listDemoIdentities(kernel) : [] })),
    openRoute(signInDemo, async (kernel, { body }) => {
      const identity = demo ? await findDemoIdentity(kernel, body.name) : undefined
      if (identity === undefined) throw new Refusal('not-found', '没有这个演示身份')
      return enter(kernel, app, identity)
    }),
    route(me, async (work) => work.actor),
    route(signOut, async (work, { request }) => {
      const sessionId = await request.sessionId()
      await endSession(work.db, sessionId, work.now)
      await announce(work.db, { communityId: work.communityId, endSession: sessionId })
      work.record({ action: 'session.closed' })
      return {}
    }),
  ]
}
