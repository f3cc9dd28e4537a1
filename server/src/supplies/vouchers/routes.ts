import { readVoucher, reissueVoucher } from '@gezhong/shared/supplies/vouchers/contract'
import { route, type Route } from '../../http/serve.ts'
import { read, reissue } from './service.ts'

export const voucherRoutes: Route[] = [
  route(readVoucher, (work, { params }) => read(work, params.id)),
  route(reissueVoucher, (work, { params, body }) => reissue(work, params.id, body.reason)),
]
