import { z } from 'zod'
import { LEDGER_ROLES } from '../actor.ts'
import { endpoint } from '../endpoint.ts'
import { GridCode } from '../grid/communities/contract.ts'

export const demoChain = endpoint({
  method: 'GET',
  path: '/api/demo/chains/:code',
  summary: 'An invented group chain of a grid to try; exists only in the demo village while the demo switch is on',
  who: LEDGER_ROLES,
  params: z.object({ code: GridCode }),
  reply: z.object({ text: z.string() }),
  errors: ['not-found'],
})
