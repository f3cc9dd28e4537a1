import {
  answerProxy,
  askAsProxy,
  endBond as endBondEndpoint,
  listProxies,
} from '@gezhong/shared/people/proxies/contract'
import { route, type Route } from '../../http/serve.ts'
import { ask } from '../homes/service.ts'
import { answer, endBond, proxies } from './service.ts'

export const proxyRoutes: Route[] = [
  route(listProxies, (work) => proxies(work)),
  route(askAsProxy, (work, { body }) => ask(work, { ...body, proxy: true })),
  route(answerProxy, async (work, { params, body }) => {
    await answer(work, params.id, body.agreed)
    return {}
  }),
  route(endBondEndpoint, async (work, { params }) => {
    await endBond(work, params.id)
    return {}
  }),
]
