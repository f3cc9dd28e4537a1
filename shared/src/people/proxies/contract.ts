import { z } from 'zod'
import { endpoint, Id, IdParams, Instant, Nothing } from '../../endpoint.ts'
import { plainText } from '../../plain-text.ts'
import { MyHomeRequest } from '../homes/contract.ts'

/** A household that I look after. */
export const LookedAfter = z.object({ grantId: Id, householdId: Id, door: z.string(), since: Instant })
export type LookedAfter = z.infer<typeof LookedAfter>

/** Somebody who looks after a household of mine. */
export const ProxyOfMine = z.object({ grantId: Id, displayName: z.string(), door: z.string(), since: Instant })
export type ProxyOfMine = z.infer<typeof ProxyOfMine>

/** Somebody who asks to; the number is the one they have proved. */
export const ProxyRequest = z.object({
  id: Id,
  displayName: z.string(),
  phonesMasked: z.array(z.string()),
  door: z.string(),
  askedAt: Instant,
})
export type ProxyRequest = z.infer<typeof ProxyRequest>

export const listProxies = endpoint({
  method: 'GET',
  path: '/api/proxies',
  summary: 'Whom I look after, what I asked for, who looks after my household, and who asks to',
  who: 'signed-in',
  reply: z.object({
    lookedAfter: z.array(LookedAfter),
    requests: z.array(MyHomeRequest),
    proxies: z.array(ProxyOfMine),
    asking: z.array(ProxyRequest),
  }),
})

export const askAsProxy = endpoint({
  method: 'POST',
  path: '/api/proxies',
  summary: 'Ask to look after a household; its own people or its grid worker, who asks them, agree or not',
  who: 'signed-in',
  body: z.object({ id: Id, text: plainText(80, { least: 2, missing: '请写上门牌，例如：中区32号' }) }),
  reply: MyHomeRequest,
  errors: ['id-taken', 'too-many-requests', 'not-allowed', 'text-refused'],
})

export const answerProxy = endpoint({
  method: 'POST',
  path: '/api/proxies/:id/answer',
  summary: 'As somebody of the household: let a person look after it, or not',
  who: ['resident'],
  params: IdParams,
  body: z.object({ agreed: z.boolean() }),
  reply: Nothing,
  errors: ['not-found', 'already-settled'],
})

export const endBond = endpoint({
  method: 'POST',
  path: '/api/bonds/:id/end',
  summary:
    'End at once that an account acts for a household: one’s own, a proxy of one’s household, any of one’s scope',
  who: 'signed-in',
  params: IdParams,
  reply: Nothing,
  errors: ['not-found', 'not-allowed'],
})
