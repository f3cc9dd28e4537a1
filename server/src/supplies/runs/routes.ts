import {
  designateRun,
  listCarriers,
  listRuns,
  moveRun,
  proposeRun,
  readRun,
} from '@gezhong/shared/supplies/runs/contract'
import { route, type Route } from '../../http/serve.ts'
import { readCarriers } from './carriers.ts'
import { designate, list, move, proposal, read, requirePiece } from './service.ts'

export const runRoutes: Route[] = [
  route(proposeRun, (work, { params, query }) => proposal(work, params.id, query)),
  route(listCarriers, async (work, { params, query }) => {
    const { grid } = await requirePiece(work, params.id, query.grid)
    return { carriers: await readCarriers(work, grid.code) }
  }),
  route(designateRun, (work, { params, body }) => designate(work, params.id, body)),
  route(moveRun, async (work, { params, body }) => {
    await move(work, params.id, body)
    return {}
  }),
  route(listRuns, (work, { params }) => list(work, params.id)),
  route(readRun, (work, { params }) => read(work, params.id)),
]
