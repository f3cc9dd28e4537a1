import {
  listDeliveryCases,
  listScans,
  loadRun,
  ownRuns,
  sendDeliveries,
  settleDeliveryCase,
} from '@gezhong/shared/supplies/deliveries/contract'
import { route, type Route } from '../../http/serve.ts'
import { list, scans, settle } from './cases.ts'
import { takeIn } from './intake.ts'
import { load, ownRuns as readOwnRuns } from './load.ts'

export const deliveryRoutes: Route[] = [
  route(ownRuns, (work) => readOwnRuns(work)),
  route(loadRun, (work, { params, body }) => load(work, params.id, body)),
  route(sendDeliveries, (work, { body }) => takeIn(work, body)),
  route(listDeliveryCases, (work, { query }) => list(work, query)),
  route(settleDeliveryCase, (work, { params, body }) => settle(work, params.id, body)),
  route(listScans, (work, { query }) => scans(work, query)),
]
