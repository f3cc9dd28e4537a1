import {
  assignFollowUps,
  callTeam,
  claimFollowUp,
  exportFollowUps,
  followUpCounts,
  listFollowUps,
  logAttempt,
  nextFollowUp,
  readFollowUp,
  releaseFollowUp,
  undoAttempt,
} from '@gezhong/shared/people/follow-ups/contract'
import { route, type Route } from '../../http/serve.ts'
import { log, undo } from './attempts.ts'
import { claim, release, requireFollowUp, takeNext } from './claims.ts'
import { presentWhole } from './present.ts'
import { counts, exportQueue, give, list, team } from './service.ts'

export const followUpRoutes: Route[] = [
  route(listFollowUps, (work, { query }) => list(work, query)),
  route(followUpCounts, (work, { query }) => counts(work, query.grid)),
  route(callTeam, (work, { query }) => team(work, Number(query.days))),
  route(readFollowUp, async (work, { params }) => {
    await requireFollowUp(work, params.id)
    return presentWhole(work, params.id)
  }),
  route(nextFollowUp, (work, { body }) => takeNext(work, body)),
  route(claimFollowUp, (work, { params }) => claim(work, params.id)),
  route(releaseFollowUp, async (work, { params }) => {
    await release(work, params.id)
    return {}
  }),
  route(logAttempt, (work, { params, body }) => log(work, params.id, body)),
  route(undoAttempt, (work, { params }) => undo(work, params.id)),
  route(assignFollowUps, async (work, { body }) => ({ assigned: await give(work, body.ids, body.accountId) })),
  route(exportFollowUps, (work, { query, body }) => exportQueue(work, query, body)),
]
