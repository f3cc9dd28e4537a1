import {
  listSamplers,
  roundAside,
  roundBoard,
  roundMatrix,
  roundPace,
  roundPeople,
} from '@gezhong/shared/people/board/contract'
import { route, type Route } from '../../http/serve.ts'
import { aside, board, matrix, pace, people, samplers } from './service.ts'

export const boardRoutes: Route[] = [
  route(roundBoard, async (work) => ({ rounds: await board(work) })),
  route(roundMatrix, (work, { query }) => matrix(work, query.level)),
  route(roundPace, (work, { params, query }) => pace(work, params.id, query.level)),
  route(listSamplers, (work, { params }) => samplers(work, params.id)),
  route(roundAside, (work, { params }) => aside(work, params.id)),
  route(roundPeople, (work, { params, query }) => people(work, params.id, query)),
]
