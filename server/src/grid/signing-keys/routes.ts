import { listSigningKeys, rotateSigningKey, withdrawSigningKey } from '@gezhong/shared/grid/signing-keys/contract'
import { route, type Route } from '../../http/serve.ts'
import { list, rotate, withdraw } from './service.ts'

export const signingKeyRoutes: Route[] = [
  route(listSigningKeys, (work) => list(work)),
  route(rotateSigningKey, (work) => rotate(work)),
  route(withdrawSigningKey, (work, { params }) => withdraw(work, params.number)),
]
