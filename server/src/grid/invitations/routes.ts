import { Refusal } from '@gezhong/shared/errors'
import {
  acceptInvitation,
  acceptInvitationByWeChat,
  acceptInvitationMyself,
  inviteStaff,
  listInvitations,
  readInvitation,
  renewInvitation,
  revokeInvitation,
} from '@gezhong/shared/grid/invitations/contract'
import type { FastifyInstance } from 'fastify'
import { openRoute, route, type Route } from '../../http/serve.ts'
import type { WeChat } from '../../wechat/client.ts'
import { handOver } from '../../http/hand-over.ts'
import { enter } from '../identity/service.ts'
import { acceptMyself, acceptWithPassword, acceptWithWeChat, lookAt } from './acceptance.ts'
import { callBack, invite, openInvitations, renew } from './service.ts'

interface Outside {
  /** Null where the mini-program's id and secret are not configured. */
  weChat: WeChat | null
  closed: readonly string[]
}

export function invitationRoutes(app: FastifyInstance, { weChat, closed }: Outside): Route[] {
  return [
    route(listInvitations, async (work) => ({ invitations: await openInvitations(work) })),
    route(inviteStaff, (work, { body }) => invite(work, body)),
    route(renewInvitation, (work, { params }) => renew(work, params.id)),
    route(revokeInvitation, async (work, { params }) => {
      await callBack(work, params.id)
      return {}
    }),
    openRoute(readInvitation, (kernel, { body }) => lookAt(kernel, body.token, closed)),
    openRoute(acceptInvitation, async (kernel, { body, request }, reply) => {
      const person = await acceptWithPassword(kernel, body.token, body, closed)
      return handOver(request, reply, await enter(kernel, app, person, request))
    }),
    openRoute(acceptInvitationByWeChat, async (kernel, { body, request }) => {
      if (weChat === null) throw new Refusal('wechat-away')
      const openId = () => weChat.openId(body.loginCode)
      return enter(kernel, app, await acceptWithWeChat(kernel, body.token, openId, closed), request)
    }),
    route(acceptInvitationMyself, async (work, { body }) => {
      await acceptMyself(work, body.token)
      return {}
    }),
  ]
}
