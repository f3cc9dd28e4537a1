import { sendSmsCode, signInBySms, signInByWeChat } from '@gezhong/shared/people/resident-sign-in/contract'
import { Refusal } from '@gezhong/shared/errors'
import type { FastifyInstance } from 'fastify'
import { openRoute, type Route } from '../../http/serve.ts'
import type { SmsSender } from '../../sms/sender.ts'
import type { WeChat } from '../../wechat/client.ts'
import { enter } from '../../grid/identity/service.ts'
import {
  chooseCommunity,
  enterWithCode,
  enterWithWeChat,
  EXPIRES_SECONDS,
  readMobile,
  RESEND_SECONDS,
  sendCode,
} from './service.ts'

export interface Outside {
  sms: SmsSender
  /** Null where the mini-program's id and secret are not configured. */
  weChat: WeChat | null
  closed: readonly string[]
}

export function residentSignInRoutes(app: FastifyInstance, { sms, weChat, closed }: Outside): Route[] {
  return [
    openRoute(sendSmsCode, async (kernel, { body, request }) => {
      const phone = readMobile(body.phone)
      const communityId = await chooseCommunity(kernel, body.communityId, closed)
      await sendCode(kernel, sms, { communityId, phone, deviceId: body.deviceId, address: request.ip })
      return { resendSeconds: RESEND_SECONDS, expiresSeconds: EXPIRES_SECONDS }
    }),
    openRoute(signInBySms, async (kernel, { body, request }) => {
      const phone = readMobile(body.phone)
      const communityId = await chooseCommunity(kernel, body.communityId, closed)
      const place = { communityId, phone, deviceId: body.deviceId, address: request.ip }
      return enter(kernel, app, await enterWithCode(kernel, place, body.code), request)
    }),
    openRoute(signInByWeChat, async (kernel, { body, request }) => {
      if (weChat === null) throw new Refusal('wechat-away')
      const communityId = await chooseCommunity(kernel, body.communityId, closed)
      const openId = await weChat.openId(body.loginCode)
      const phone = body.phoneCode === undefined ? null : readMobile(await weChat.phoneNumber(body.phoneCode))
      return enter(kernel, app, await enterWithWeChat(kernel, communityId, openId, phone), request)
    }),
  ]
}
