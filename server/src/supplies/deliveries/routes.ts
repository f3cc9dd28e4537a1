import {
  listDeliveryCases,
  listScans,
  loadRun,
  ownRuns,
  revealStopPhone,
  sendDeliveries,
  settleDeliveryCase,
} from '@gezhong/shared/supplies/deliveries/contract'
import { route, type Route } from '../../http/serve.ts'
import { list, scans, settle } from './cases.ts'
import { takeIn } from './intake.ts'
import { load, ownRuns as readOwnRuns } from './load.ts'
import { revealStopPhones } from './reveal-stop.ts'

export const deliveryRoutes = (revealsPerHour: number): Route[] => [
  route(ownRuns, (work) => readOwnRuns(work)),
  route(loadRun, (work, { params, body }) => load(work, params.id, body)),
  route(revealStopPhone, (work, { params: { id: runId, voucherId } }) =>
    revealStopPhones(work, { runId, voucherId, perHour: revealsPerHour }),
  ),
  route(sendDeliveries, (work, { body }) => takeIn(work, body)),
  route(listDeliveryCases, (work, { query }) => list(work, query)),
  route(settleDeliveryCase, (work, { params, body }) => settle(work, params.id, body)),
  route(listScans, (work, { query }) => scans(work, query)),
]
