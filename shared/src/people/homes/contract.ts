import { z } from 'zod'
import { LEDGER_ROLES } from '../../actor.ts'
import { endpoint, Id, IdParams, Instant, Nothing } from '../../endpoint.ts'
import { plainText } from '../../plain-text.ts'

export const HomeRequestState = z.enum(['waiting', 'confirmed', 'refused', 'withdrawn'])
export type HomeRequestState = z.infer<typeof HomeRequestState>

/** By what somebody came to a household: their number on the ledger, its slip, the grid worker's word, its own people's. */
export const CameBy = z.enum(['phone', 'slip', 'worker', 'household'])
export type CameBy = z.infer<typeof CameBy>
export const CAME_BY_WORDS: Record<CameBy, string> = {
  phone: '凭手机号',
  slip: '凭纸条',
  worker: '网格员确认',
  household: '本户同意',
}

/** What the asker is told: what they wrote and how it stands, never whether such a door exists. */
export const MyHomeRequest = z.object({ id: Id, text: z.string(), state: HomeRequestState, askedAt: Instant })
export type MyHomeRequest = z.infer<typeof MyHomeRequest>

export const FoundHome = z.object({ householdId: Id, door: z.string(), gridTitle: z.string() })
export type FoundHome = z.infer<typeof FoundHome>

export const findHome = endpoint({
  method: 'GET',
  path: '/api/homes',
  summary: 'The households whose number on the ledger is my verified phone, and my newest request',
  who: 'signed-in',
  reply: z.object({ found: z.array(FoundHome), request: MyHomeRequest.nullable() }),
})

export const joinHome = endpoint({
  method: 'POST',
  path: '/api/homes/:id/join',
  summary: 'Become a resident of a household whose number on the ledger is my verified phone',
  who: 'signed-in',
  params: IdParams,
  reply: Nothing,
  errors: ['not-found', 'already-there'],
})

export const leaveHome = endpoint({
  method: 'POST',
  path: '/api/homes/:id/leave',
  summary: 'Be no resident of this household any longer; ends at once',
  who: ['resident'],
  params: IdParams,
  reply: Nothing,
  errors: ['not-found'],
})

export const askForHome = endpoint({
  method: 'POST',
  path: '/api/home-requests',
  summary: 'Say where I live; the grid worker confirms. A new request takes the place of one that waits',
  who: 'signed-in',
  body: z.object({
    id: Id,
    text: plainText(80, { least: 2, missing: '请写上门牌，例如：中区32号' }),
    gridId: Id.optional(),
  }),
  reply: MyHomeRequest,
  errors: ['id-taken', 'too-many-requests', 'not-allowed', 'text-refused'],
})

/** What staff see: who asks, by which phone, and the household that the words were read as. */
export const HomeRequest = z.object({
  id: Id,
  displayName: z.string(),
  phonesMasked: z.array(z.string()),
  text: z.string(),
  /** Does not live there, but wants to look after it; the worker asks the household in person. */
  proxy: z.boolean(),
  home: z.object({ householdId: Id, door: z.string() }).nullable(),
  askedAt: Instant,
})
export type HomeRequest = z.infer<typeof HomeRequest>

export const listHomeRequests = endpoint({
  method: 'GET',
  path: '/api/home-requests',
  summary: 'The requests that wait in my scope, oldest first',
  who: LEDGER_ROLES,
  reply: z.object({ requests: z.array(HomeRequest) }),
})

export const decideHomeRequest = endpoint({
  method: 'POST',
  path: '/api/home-requests/:id/decide',
  summary: 'Confirm that somebody lives in a household of my scope, or refuse',
  who: LEDGER_ROLES,
  params: IdParams,
  body: z.object({ householdId: Id.nullable() }),
  reply: Nothing,
  errors: ['not-found', 'not-allowed', 'already-settled'],
})
