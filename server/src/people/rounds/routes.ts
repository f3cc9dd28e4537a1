import { changeRound, listRounds, openRound, readRound } from '@gezhong/shared/people/rounds/contract'
import { route, type Route } from '../../http/serve.ts'
import { change, list, open, read } from './service.ts'

export const roundRoutes: Route[] = [
  route(listRounds, async (work) => ({ rounds: await list(work) })),
  route(readRound, (work, { params }) => read(work, params.id)),
  route(openRound, (work, { body }) => open(work, body)),
  route(changeRound, (work, { params, body }) => change(work, params.id, body)),
]
