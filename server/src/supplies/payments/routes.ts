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
import { readCarriedOrders } from '../runs/queries.ts'
import { recordPayments } from './service.ts'

/** So long after a run its money may still be told. Milliseconds. */
const LATELY = 24 * 3_600_000

export const paymentRoutes: Route[] = [
  route(sendPayments, async (work, { body }) => {
    const { db, communityId, actor, now, elevated } = work
    const lately = new Date(now.getTime() - LATELY)
    // The doors of a run lie outside its carrier's scope.
    const carried = await elevated(() => readCarriedOrders(db, communityId, actor.accountId, lately))
    return recordPayments(work, body, (order) => canTakeMoney(work.actor, order) || carried.has(order.id))
  }),
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
