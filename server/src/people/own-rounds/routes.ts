import { ownRounds } from '@gezhong/shared/people/own-rounds/contract'
import { route, type Route } from '../../http/serve.ts'
import * as service from './service.ts'

export const ownRoundRoutes: Route[] = [
  route(ownRounds, async (work) => ({
    households: await service.ownRounds(work),
    readAt: work.now.toISOString(),
  })),
]
