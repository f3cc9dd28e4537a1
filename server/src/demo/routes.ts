import { demoChain as demoChainEndpoint } from '@gezhong/shared/demo/contract'
import { Refusal } from '@gezhong/shared/errors'
import { canPasteChain } from '@gezhong/shared/people/policy'
import { route, type Route } from '../http/serve.ts'
import { demoChain } from './chain-texts.ts'
import { DEMO_COMMUNITY_ID } from './identifiers.ts'

export const demoRoutes = (demo: boolean): Route[] => [
  route(demoChainEndpoint, async (work, { params }) => {
    if (!demo || work.communityId !== DEMO_COMMUNITY_ID) throw new Refusal('not-found')
    try {
      const text = demoChain(params.code)
      if (!canPasteChain(work.actor, params.code)) throw new Refusal('not-allowed')
      return { text }
    } catch (error) {
      if (error instanceof RangeError) throw new Refusal('not-found')
      throw error
    }
  }),
]
