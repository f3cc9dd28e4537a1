import {
  exportMissing,
  householdRounds,
  listExcused,
  listMissing,
  printMissing,
} from '@gezhong/shared/people/missing/contract'
import { route, type Route } from '../../http/serve.ts'
import { roundsOf } from './household-rounds.ts'
import { print } from './print.ts'
import { excused, exportFileOf, list } from './service.ts'

export const missingRoutes = (revealsPerHour: number): Route[] => [
  route(listMissing, (work, { params, query }) => list(work, params.id, query)),
  route(exportMissing, (work, { params, query, body }) => exportFileOf(work, params.id, query, body)),
  route(printMissing, (work, { params, query, body }) =>
    print(work, params.id, query, { ...body, perHour: revealsPerHour }),
  ),
  route(householdRounds, (work, { params }) => roundsOf(work, params.id)),
  route(listExcused, (work, { params, query }) => excused(work, params.id, query)),
]
