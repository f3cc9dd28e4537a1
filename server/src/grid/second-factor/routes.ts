import {
  beginSecondFactor,
  confirmSecondFactor,
  proveSecondFactor,
  readSecondFactor,
  renewRecoveryCodes,
  resetSecondFactor,
} from '@gezhong/shared/grid/second-factor/contract'
import { route, type Route } from '../../http/serve.ts'
import { begin, confirm, prove, renewRecovery, reset, statusOf } from './service.ts'

export const secondFactorRoutes: Route[] = [
  route(readSecondFactor, async (work, { request }) => statusOf(work, await request.sessionId())),
  route(beginSecondFactor, async (work, { request }) => begin(work, await request.sessionId())),
  route(confirmSecondFactor, async (work, { body, request }) => confirm(work, await request.sessionId(), body.code)),
  route(proveSecondFactor, async (work, { body, request }) => prove(work, await request.sessionId(), body.code)),
  route(renewRecoveryCodes, (work, { body }) => renewRecovery(work, body.code)),
  route(resetSecondFactor, async (work, { params }) => {
    await reset(work, params.accountId)
    return {}
  }),
]
