import { changeOwnPhone, deleteOwnAccount, exportOwnData, readOwnData } from '@gezhong/shared/people/own-data/contract'
import { route, type Route } from '../../http/serve.ts'
import { readMobile } from '../resident-sign-in/service.ts'
import { deleteAccount } from './deletion.ts'
import { exportOwn } from './export.ts'
import { changePhone } from './phone.ts'
import { readOwn } from './read.ts'

export const ownDataRoutes: Route[] = [
  route(readOwnData, (work) => readOwn(work)),
  route(exportOwnData, (work, { body }) => exportOwn(work, body.form)),
  route(changeOwnPhone, async (work, { body, request }) =>
    changePhone(work, {
      ...body,
      phone: readMobile(body.phone),
      address: request.ip,
      sessionId: await request.sessionId(),
    }),
  ),
  route(deleteOwnAccount, async (work) => {
    await deleteAccount(work)
    return {}
  }),
]
