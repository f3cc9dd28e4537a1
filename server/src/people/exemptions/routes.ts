import {
  askExemption,
  decideExemption,
  decideExemptions,
  endExemption,
  exportExemptions,
  listExemptions,
  resumeExemption,
} from '@gezhong/shared/people/exemptions/contract'
import { checkedRoute, type TextCheck } from '../../grid/identity/checked-text.ts'
import { route, type Route } from '../../http/serve.ts'
import { ask, decide, decideMany, end, exportFileOf, list, resume } from './service.ts'

export const exemptionRoutes = (check: TextCheck | null): Route[] => [
  route(listExemptions, (work, { query }) => list(work, query)),
  route(exportExemptions, (work, { query, body }) => exportFileOf(work, query, body)),
  route(decideExemptions, (work, { body }) => decideMany(work, body)),
  checkedRoute(
    askExemption,
    check,
    ({ body }) => body.note,
    (work, { body }) => ask(work, body),
  ),
  route(decideExemption, async (work, { params, body }) => {
    await decide(work, params.id, body.approved)
    return {}
  }),
  route(endExemption, async (work, { params }) => {
    await end(work, params.id)
    return {}
  }),
  route(resumeExemption, async (work, { params }) => {
    await resume(work, params.id)
    return {}
  }),
]
