import {
  changeRoll,
  exportStanding,
  listRolls,
  listStanding,
  openRoll,
  rollBuildings,
  rollMatrix,
  rollProgress,
} from '@gezhong/shared/people/rolls/contract'
import { checkedRoute, type TextCheck } from '../../grid/identity/checked-text.ts'
import { route, type Route } from '../../http/serve.ts'
import { buildingsOfRoll } from './building-standing.ts'
import * as rolls from './service.ts'
import { exportStandingFile, standingOf } from './standing-service.ts'

export const rollRoutes = (check: TextCheck | null): Route[] => [
  route(listRolls, async (work, { query }) => ({ rolls: await rolls.list(work, query.state) })),
  route(rollMatrix, (work) => rolls.matrix(work)),
  checkedRoute(
    openRoll,
    check,
    ({ body }) => body.title,
    (work, { body }) => rolls.open(work, body),
  ),
  route(changeRoll, (work, { params, body }) => rolls.change(work, params.id, body.state)),
  route(rollProgress, (work, { params }) => rolls.progress(work, params.id)),
  route(rollBuildings, (work, { params, query }) => buildingsOfRoll(work, params.id, query.grid)),
  route(listStanding, (work, { params, query }) => standingOf(work, params.id, query)),
  route(exportStanding, (work, { params, query, body }) => exportStandingFile(work, params.id, query, body)),
]
