import {
  countResults,
  decideResultCase,
  dismissResultCase,
  exportPositives,
  listPositives,
  listResultCases,
  markRetested,
  rejectResultCandidate,
  rematchResults,
  roundResults,
  undoResultCase,
} from '@gezhong/shared/people/results/contract'
import { route, type Route } from '../../http/serve.ts'
import * as cases from './cases-service.ts'
import { exportPositivesFile, markAsRetested, positives, resultsOfRound } from './positives.ts'
import { lookAgain } from './take-in.ts'

export const resultRoutes: Route[] = [
  route(listResultCases, (work, { query }) => cases.list(work, query)),
  route(countResults, (work, { query }) => cases.counts(work, query.import)),
  route(decideResultCase, (work, { params, body }) => cases.decide(work, params.id, body)),
  route(rejectResultCandidate, (work, { params, body }) => cases.different(work, params.id, body)),
  route(dismissResultCase, (work, { params }) => cases.dismiss(work, params.id)),
  route(undoResultCase, (work, { params }) => cases.undo(work, params.id)),
  route(rematchResults, (work) => lookAgain(work)),
  route(listPositives, (work, { query }) => positives(work, query)),
  route(markRetested, async (work, { params, body }) => {
    await markAsRetested(work, params.id, body.done)
    return {}
  }),
  route(exportPositives, (work, { query, body }) => exportPositivesFile(work, query.round, body)),
  route(roundResults, (work, { params }) => resultsOfRound(work, params.id)),
]
