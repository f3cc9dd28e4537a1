import { listStalls, moveStall, readStall, saveStall } from '@gezhong/shared/supplies/stalls/contract'
import { checkedRoute, type TextCheck } from '../../grid/identity/checked-text.ts'
import { route, type Route } from '../../http/serve.ts'
import type { Work } from '../../database/transact.ts'
import { list, move, read, save } from './service.ts'

/** `callOff` cancels the orders of a stall that is called off. */
export const stallRoutes = (
  check: TextCheck | null,
  callOff: (work: Work, stallId: string) => Promise<void>,
): Route[] => [
  route(listStalls, (work, { query }) => list(work, query)),
  route(readStall, (work, { params }) => read(work, params.id)),
  checkedRoute(
    saveStall,
    check,
    ({ body }) => [body.title, body.note, ...body.items.map(({ name }) => name)].join('\n'),
    (work, { params, body }) => save(work, params.id, body),
  ),
  route(moveStall, async (work, { params, body }) => {
    await move(work, params.id, body, callOff)
    return {}
  }),
]
