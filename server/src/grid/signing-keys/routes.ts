import { listSigningKeys, rotateSigningKey, withdrawSigningKey } from '@gezhong/shared/grid/signing-keys/contract'
import { route, type Route } from '../../http/serve.ts'
import { list, rotate, withdraw, type VoucherTimes } from './service.ts'

export const signingKeyRoutes = (voucherTimes: VoucherTimes): Route[] => [
  route(listSigningKeys, (work) => list(work, voucherTimes)),
  route(rotateSigningKey, async (work) => {
    await rotate(work)
    return list(work, voucherTimes)
  }),
  route(withdrawSigningKey, async (work, { params, body }) => {
    await withdraw(work, params.number, body.reason)
    return list(work, voucherTimes)
  }),
]
