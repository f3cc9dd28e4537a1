import {
  answerSubstitute,
  offerSubstitute,
  previewShortage,
  readShortage,
  shareArrivals,
  substitutesOfOrder,
  withdrawSubstitutes,
} from '@gezhong/shared/supplies/shortage/contract'
import { route, type Route } from '../../http/serve.ts'
import { preview, read, share } from './service.ts'
import { answer, offer, ofOrder, withdraw } from './substitutes.ts'

export const shortageRoutes: Route[] = [
  route(readShortage, (work, { params }) => read(work, params.id)),
  route(previewShortage, (work, { params, body }) => preview(work, params.id, body.arrivals)),
  route(shareArrivals, (work, { params, body }) => share(work, params.id, body)),
  route(offerSubstitute, (work, { params, body }) => offer(work, params.id, body)),
  route(withdrawSubstitutes, (work, { params, body }) => withdraw(work, params.id, body.shortItemId)),
  route(substitutesOfOrder, (work, { params }) => ofOrder(work, params.id)),
  route(answerSubstitute, (work, { params, body }) => answer(work, params.id, body.accept)),
]
