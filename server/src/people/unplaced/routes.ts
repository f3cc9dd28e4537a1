import {
  decideSample,
  listOutsiders,
  listUnplaced,
  revealOutsider,
  undoSampleDecision,
} from '@gezhong/shared/people/unplaced/contract'
import { route, type Route } from '../../http/serve.ts'
import { outsiders, revealContact } from './outsiders.ts'
import { decide, list, undo } from './service.ts'

export const unplacedRoutes = (revealsPerHour: number): Route[] => [
  route(listUnplaced, (work, { params, query }) => list(work, params.id, query)),
  route(decideSample, async (work, { params, body }) => {
    await decide(work, params.id, body)
    return {}
  }),
  route(undoSampleDecision, async (work, { params }) => {
    await undo(work, params.id)
    return {}
  }),
  route(listOutsiders, (work, { params, query }) => outsiders(work, params.id, query)),
  route(revealOutsider, (work, { params }) => revealContact(work, params.id, revealsPerHour)),
]
