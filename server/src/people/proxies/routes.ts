import {
  answerProxy,
  askAsProxy,
  endBond as endBondEndpoint,
  listProxies,
} from '@gezhong/shared/people/proxies/contract'
import { checkedRoute, type TextCheck } from '../../grid/identity/checked-text.ts'
import { route, type Route } from '../../http/serve.ts'
import { ask } from '../homes/service.ts'
import { answer, endBond, proxies } from './service.ts'

export const proxyRoutes = (check: TextCheck | null): Route[] => [
  route(listProxies, (work) => proxies(work)),
  checkedRoute(
    askAsProxy,
    check,
    ({ body }) => body.text,
    (work, { body }) => ask(work, { ...body, proxy: true }),
  ),
  route(answerProxy, async (work, { params, body }) => {
    await answer(work, params.id, body.agreed)
    return {}
  }),
  route(endBondEndpoint, async (work, { params }) => {
    await endBond(work, params.id)
    return {}
  }),
]
