import {
  askForHome,
  decideHomeRequest,
  findHome,
  joinHome,
  leaveHome,
  listHomeRequests,
} from '@gezhong/shared/people/homes/contract'
import { checkedRoute, type TextCheck } from '../../grid/identity/checked-text.ts'
import { route, type Route } from '../../http/serve.ts'
import { ask, decide, foundHomes, join, leave, newestRequest, waitingRequests } from './service.ts'

export const homeRoutes = (check: TextCheck | null): Route[] => [
  route(findHome, async (work) => ({ found: await foundHomes(work), request: await newestRequest(work) })),
  route(joinHome, async (work, { params }) => {
    await join(work, params.id)
    return {}
  }),
  route(leaveHome, async (work, { params }) => {
    await leave(work, params.id)
    return {}
  }),
  checkedRoute(
    askForHome,
    check,
    ({ body }) => body.text,
    (work, { body }) => ask(work, body),
  ),
  route(listHomeRequests, async (work) => ({ requests: await waitingRequests(work) })),
  route(decideHomeRequest, async (work, { params, body }) => {
    await decide(work, params.id, body.householdId)
    return {}
  }),
]
