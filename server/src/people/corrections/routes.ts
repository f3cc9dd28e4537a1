import {
  askCorrection,
  listCorrections,
  settleCorrection,
  takeCorrection,
  withdrawCorrection,
} from '@gezhong/shared/people/corrections/contract'
import { checkedRoute, type TextCheck } from '../../grid/identity/checked-text.ts'
import { route, type Route } from '../../http/serve.ts'
import { ask, openCorrections, settle, take, withdraw } from './service.ts'

export const correctionRoutes = (check: TextCheck | null): Route[] => [
  checkedRoute(
    askCorrection,
    check,
    ({ body }) => body.text,
    (work, { body }) => ask(work, body),
  ),
  route(withdrawCorrection, async (work, { params }) => {
    await withdraw(work, params.id)
    return {}
  }),
  route(listCorrections, async (work) => ({ corrections: await openCorrections(work) })),
  route(takeCorrection, async (work, { params }) => {
    await take(work, params.id)
    return {}
  }),
  checkedRoute(
    settleCorrection,
    check,
    ({ body }) => body.reason,
    async (work, { params, body }) => {
      await settle(work, params.id, body)
      return {}
    },
  ),
]
