import {
  boardBuildings,
  exportSupplyDay,
  listPurchases,
  listUndelivered,
  supplyBoard,
} from '@gezhong/shared/supplies/board/contract'
import { route, type Route } from '../../http/serve.ts'
import { exportFileOf } from './export.ts'
import { board, buildings, purchases, stallsOfDay, undelivered } from './service.ts'

export const boardRoutes: Route[] = [
  route(supplyBoard, (work, { query }) => board(work, query)),
  route(boardBuildings, (work, { query }) => buildings(work, query)),
  route(listPurchases, async (work, { query }) => {
    const { stalls } = await stallsOfDay(work, query)
    return { purchases: await purchases(work, stalls) }
  }),
  route(listUndelivered, async (work, { query }) => {
    const { stalls } = await stallsOfDay(work, query)
    return undelivered(work, stalls, query)
  }),
  route(exportSupplyDay, (work, { query, body }) => exportFileOf(work, query, body)),
]
