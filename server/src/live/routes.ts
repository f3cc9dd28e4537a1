import { liveStream } from '@gezhong/shared/live/contract'
import { transact, type Kernel } from '../database/transact.ts'
import { refuseStranger, routeOptions, type Route } from '../http/serve.ts'
import type { LiveHub } from './hub.ts'

/** Rights can also run out by time, which nobody announces: after this the page connects anew. Milliseconds. */
const LONGEST = 15 * 60_000

export function liveRoutes(hub: LiveHub): Route[] {
  return [
    {
      endpoint: liveStream,
      register(app, kernel: Kernel) {
        app.route({
          ...routeOptions(liveStream),
          sse: 'only',
          exposeHeadRoute: false,
          handler: async (request, reply) => {
            const sessionId = await request.sessionId()
            const { actor, scope } = await transact(kernel, sessionId, async (work) => {
              refuseStranger(liveStream, work)
              return { actor: work.actor, scope: work.scope }
            })
            reply.sse.keepAlive()
            const end = () => reply.sse.close()
            const remove = hub.add({
              communityId: actor.communityId,
              accountId: actor.accountId,
              sessionId,
              scope,
              send: (event) => {
                if (reply.sse.isConnected) reply.sse.send({ event: event.topic, data: event }).catch(end)
              },
              end,
            })
            const timer = setTimeout(end, LONGEST)
            reply.sse.onClose(() => {
              clearTimeout(timer)
              remove()
            })
            await reply.sse.send({ event: 'open', data: {}, retry: 2000 })
          },
        })
      },
    },
  ]
}
