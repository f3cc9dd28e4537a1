import { civilDay } from '@gezhong/shared/civil-day'
import { Refusal } from '@gezhong/shared/errors'
import { claimSlip, householdAccess, printSlips, revokeSlip, signInBySlip } from '@gezhong/shared/people/slips/contract'
import type { FastifyInstance } from 'fastify'
import { enter } from '../../grid/identity/service.ts'
import { listensAt } from '../../http/listens-at.ts'
import { openRoute, route, type Route } from '../../http/serve.ts'
import { chooseCommunity, openCommunities } from '../resident-sign-in/service.ts'
import { claim, enterWithSlip } from './claim-service.ts'
import { access, makeSlips, revoke } from './service.ts'
import { slipSheets } from './slip-sheet.ts'
import { communityOfSlip } from './try-code.ts'

interface Outside {
  closed: readonly string[]
  /** Where residents find the pages. */
  publicUrl: string | undefined
  /** Paper of a demo lives as long as its start: it may lead to the address that this server listens on. */
  demo: boolean
}

export function slipRoutes(app: FastifyInstance, { closed, publicUrl, demo }: Outside): Route[] {
  return [
    openRoute(signInBySlip, async (kernel, { body, request }) => {
      const tried = { code: body.code, device: body.deviceId, address: request.ip }
      const open = body.communityId === undefined ? await openCommunities(kernel, closed) : []
      const found = open.length > 1 ? await communityOfSlip(kernel, open, tried) : undefined
      if (found === null) throw new Refusal('wrong-slip')
      const communityId = found ?? (await chooseCommunity(kernel, body.communityId, closed))
      return enter(kernel, app, await enterWithSlip(kernel, communityId, tried), request)
    }),
    route(claimSlip, (work, { body }) =>
      // Whoever is signed in is counted alone, by the account: strangers at the same address are not theirs to suffer.
      claim(work, { code: body.code, device: work.actor.accountId, address: work.actor.accountId }, body.proxy),
    ),
    route(printSlips, async (work, { body, request }) => {
      const pages = publicUrl ?? (demo ? listensAt(request) : null)
      if (pages === null) throw new Refusal('pages-nowhere')
      const slips = await makeSlips(work, body)
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
