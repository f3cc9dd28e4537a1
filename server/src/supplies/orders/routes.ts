import {
  cancelOrder,
  exportOrders,
  listOrders,
  orderOfHousehold,
  orderHistory,
  ownOrders,
  placeOrder,
} from '@gezhong/shared/supplies/orders/contract'
import { checkedRoute, type TextCheck } from '../../grid/identity/checked-text.ts'
import { route, type Route } from '../../http/serve.ts'
import { history } from './history.ts'
import { exportFileOf, list, ofHousehold, own } from './lists.ts'
import { cancel, place } from './service.ts'

export const orderRoutes = (check: TextCheck | null): Route[] => [
  checkedRoute(
    placeOrder,
    check,
    ({ body }) => body.note,
    (work, { body }) => place(work, body),
  ),
  route(cancelOrder, (work, { params, body }) => cancel(work, params.id, body)),
  route(orderOfHousehold, (work, { params }) => ofHousehold(work, params.id, params.householdId)),
  route(ownOrders, (work, { query }) => own(work, query)),
  route(listOrders, (work, { params, query }) => list(work, params.id, query)),
  route(exportOrders, (work, { params, query, body }) => exportFileOf(work, params.id, query, body)),
  route(orderHistory, (work, { params }) => history(work, params.id)),
]
