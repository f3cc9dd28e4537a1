import { agreementShares, answerNotice, listNotices } from '@gezhong/shared/people/agreements/contract'
import { route, type Route } from '../../http/serve.ts'
import { answer, myNotices, shares } from './service.ts'

export const agreementRoutes: Route[] = [
  route(listNotices, (work) => myNotices(work)),
  route(answerNotice, (work, { params, body }) => answer(work, params.kind, body)),
  route(agreementShares, async (work) => ({ shares: await shares(work) })),
]
