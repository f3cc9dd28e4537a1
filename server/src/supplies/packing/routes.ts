import {
  findBag as find,
  listBags,
  packBag,
  printLabels,
  unpackBag,
  weighLine,
} from '@gezhong/shared/supplies/packing/contract'
import { route, type Route } from '../../http/serve.ts'
import { findBag } from './find-bag.ts'
import { labels } from './labels.ts'
import { list, pack, unpack, weigh } from './service.ts'

export const packingRoutes: Route[] = [
  route(listBags, (work, { params, query }) => list(work, params.id, query.grid)),
  route(weighLine, (work, { params, body }) => weigh(work, params.id, params.itemId, body)),
  route(find, (work, { body }) => findBag(work, body.code)),
  route(printLabels, (work, { params, body }) => labels(work, params.id, body)),
  route(packBag, (work, { params, body }) => pack(work, params.id, body.revision)),
  route(unpackBag, (work, { params }) => unpack(work, params.id)),
]
