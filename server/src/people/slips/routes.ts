import { civilDay } from '@gezhong/shared/civil-day'
import { claimSlip, householdAccess, printSlips, revokeSlip, signInBySlip } from '@gezhong/shared/people/slips/contract'
import type { FastifyInstance } from 'fastify'
import { enter } from '../../grid/identity/service.ts'
import { openRoute, route, type Route } from '../../http/serve.ts'
import { chooseCommunity } from '../resident-sign-in/service.ts'
import { claim, enterWithSlip } from './claim-service.ts'
import { access, makeSlips, revoke } from './service.ts'
import { slipSheets } from './slip-sheet.ts'

interface Outside {
  closed: readonly string[]
  /** Where residents find the pages; without it, where the one who prints has found them. */
  publicUrl: string | undefined
}

export function slipRoutes(app: FastifyInstance, { closed, publicUrl }: Outside): Route[] {
  return [
    openRoute(signInBySlip, async (kernel, { body, request }) => {
      const communityId = await chooseCommunity(kernel, body.communityId, closed)
      const tried = { code: body.code, device: body.deviceId, address: request.ip }
      return enter(kernel, app, await enterWithSlip(kernel, communityId, tried), request)
    }),
    route(claimSlip, (work, { body, request }) =>
      claim(work, { code: body.code, device: work.actor.accountId, address: request.ip }, body.proxy),
    ),
    route(printSlips, async (work, { body, request }) => {
      const slips = await makeSlips(work, body)
      const pages = publicUrl ?? `${request.protocol}://${request.host}`
      return {
        fileName: `纸条-${slips.length}张-${civilDay(work.now)}.pdf`,
        contentType: 'application/pdf',
        draw: () => slipSheets(slips, { pages, communityId: work.communityId }),
      }
    }),
    route(revokeSlip, async (work, { params }) => {
      await revoke(work, params.id)
      return {}
    }),
    route(householdAccess, (work, { params }) => access(work, params.id)),
  ]
}
