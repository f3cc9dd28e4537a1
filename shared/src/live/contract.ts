import { z } from 'zod'
import { STAFF_ROLES } from '../actor.ts'
import { endpoint, Id } from '../endpoint.ts'

/** What the live stream carries: ids and revisions only, never a door, a number or a name. */
export const LiveEvent = z.discriminatedUnion('topic', [
  z.object({ topic: z.literal('roll'), rollId: Id, revision: z.number().int(), gridIds: z.array(Id) }),
  z.object({ topic: z.literal('ledger'), gridIds: z.array(Id) }),
  z.object({ topic: z.literal('differences'), rollId: Id, gridIds: z.array(Id) }),
  z.object({ topic: z.literal('orders'), gridIds: z.array(Id) }),
  z.object({ topic: z.literal('import'), importId: Id }),
])
export type LiveEvent = z.infer<typeof LiveEvent>

export const liveStream = endpoint({
  method: 'GET',
  path: '/api/live',
  summary: 'Server-sent events of what changed in my scope; ends at once when my scope is taken away',
  who: STAFF_ROLES,
  reply: LiveEvent,
  kind: 'stream',
})
