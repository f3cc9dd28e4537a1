import { demoIdentities, me, signIn, signInDemo, signOut } from '@gezhong/shared/grid/identity/contract'
import { Refusal } from '@gezhong/shared/errors'
import type { FastifyInstance } from 'fastify'
import { saysAdminPage } from '../../http/session.ts'
import { KnownDevices } from '../../http/known-device.ts'
import { dropCookieTokens } from '../../http/session-cookie.ts'
import { openRoute, route, type Route } from '../../http/serve.ts'
import { announce } from '../../live/fold.ts'
import { handOver } from '../../http/hand-over.ts'
import { endSession, findDemoIdentity, listDemoIdentities } from './queries.ts'
import { enter, provePerson } from './service.ts'
import { SlowDown } from './slow-down.ts'

export interface Doors {
  /** Whether invented people may be chosen without a password. */
  demo: boolean
  /** Communities that nobody may sign in to: the demo village, whose passwords everybody knows, once the demo is off. */
  closed: readonly string[]
  /** Signs the mark of a known device. */
  secret: Buffer
}

export function identityRoutes(app: FastifyInstance, { demo, closed, secret }: Doors): Route[] {
  const devices = new KnownDevices(secret)
  const door = { closed, slowDown: new SlowDown(), devices }
  return [
    openRoute(signIn, async (kernel, { body, request }, reply) => {
      const person = await provePerson(kernel, door, request, body)
      if (saysAdminPage(request)) devices.remember(request, reply, person.accountId)
      return handOver(request, reply, await enter(kernel, app, person, request))
    }),
    openRoute(demoIdentities, async (kernel) => ({ identities: demo ? await listDemoIdentities(kernel) : [] })),
    openRoute(signInDemo, async (kernel, { body, request }, reply) => {
      const identity = demo ? await findDemoIdentity(kernel, body.name) : undefined
      if (identity === undefined) throw new Refusal('not-found', '没有这个演示身份')
      return handOver(request, reply, await enter(kernel, app, identity, request, 'waived'))
    }),
    route(me, async (work) => work.actor),
    route(
      signOut,
      async (work, { request }, reply) => {
        const sessionId = await request.sessionId()
        await endSession(work.db, sessionId, work.now)
        await announce(work.db, { communityId: work.communityId, endSession: sessionId })
        work.record({ action: 'session.closed' })
        if (saysAdminPage(request)) dropCookieTokens(request, reply)
        return {}
      },
      { evenLocked: true },
    ),
  ]
}
