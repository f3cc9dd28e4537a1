import { confirmChain, previewChain, readChain } from '@gezhong/shared/people/chain/contract'
import { route, type Route } from '../../http/serve.ts'
import { confirm } from './confirm.ts'
import { preview, readBack } from './service.ts'

export const chainRoutes: Route[] = [
  route(readChain, (work, { params }) => readBack(work, params.rollId, params.gridId)),
  route(previewChain, (work, { params, body }) => preview(work, params.rollId, params.gridId, body.text, body.fixes)),
  route(confirmChain, (work, { params, body }) => confirm(work, params.rollId, params.gridId, body)),
]
