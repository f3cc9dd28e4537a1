import {
  confirmHandIn,
  exportSettlement,
  listDues,
  listPayments,
  ownTakings,
  paymentsOfOrder,
  readSettlement,
  sendPayments,
  takeBackHandIn,
} from '@gezhong/shared/supplies/payments/contract'
import { canTakeMoney } from '@gezhong/shared/supplies/policy'
import { route, type Route } from '../../http/serve.ts'
import { confirm, takeBack } from './hand-ins.ts'
import { dues, exportFileOf, ofOrder, own, payments, settlement } from './reads.ts'
import { recordPayments } from './service.ts'

export const paymentRoutes: Route[] = [
  route(sendPayments, (work, { body }) => recordPayments(work, body, (order) => canTakeMoney(work.actor, order))),
  route(paymentsOfOrder, (work, { params }) => ofOrder(work, params.id)),
  route(listDues, (work, { params, query }) => dues(work, params.id, query)),
  route(listPayments, (work, { params, query }) => payments(work, params.id, query)),
  route(readSettlement, (work, { params }) => settlement(work, params.id)),
  route(exportSettlement, (work, { params, query, body }) => exportFileOf(work, params.id, query, body)),
  route(confirmHandIn, async (work, { params, body }) => {
    await confirm(work, params.id, body)
    return {}
  }),
  route(takeBackHandIn, async (work, { params, body }) => {
    await takeBack(work, params.id, params.handInId, body)
    return {}
  }),
  route(ownTakings, (work) => own(work)),
]
