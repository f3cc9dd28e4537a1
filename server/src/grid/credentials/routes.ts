import {
  issueCredential,
  listCredentials,
  ownCredential,
  printCredentials,
  recordTraining,
  revokeCredential,
  takeBackTraining,
} from '@gezhong/shared/grid/credentials/contract'
import { route, type Route } from '../../http/serve.ts'
import type { Release } from '../team/service.ts'
import { list, own, print } from './present.ts'
import { issue, revokeOne, takeBackTraining as takeBack, train } from './service.ts'

/** `release` takes back what the holder was trusted with by it. */
export const credentialRoutes = (release: Release): Route[] => [
  route(listCredentials, (work) => list(work)),
  route(recordTraining, async (work, { body }) => {
    await train(work, body)
    return {}
  }),
  route(takeBackTraining, async (work, { params, body }) => {
    const { accountId, revoked } = await takeBack(work, params.id, body.reason)
    if (revoked !== null) await release(work, accountId)
    return { serial: revoked }
  }),
  route(issueCredential, (work, { body }) => issue(work, body)),
  route(revokeCredential, async (work, { params, body }) => {
    await release(work, await revokeOne(work, params.id, body.reason))
    return {}
  }),
  route(printCredentials, (work, { body }) => print(work, body.ids)),
  route(ownCredential, (work) => own(work)),
]
