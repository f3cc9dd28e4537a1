import { z } from 'zod'
import { endpoint, Id } from '../../endpoint.ts'
import { Session } from '../../grid/identity/contract.ts'

/** May be left out where the server holds one community. */
const communityId = Id.optional()

/** Made by the page and kept on this device: a code works only where it was asked for. */
const deviceId = z.string().min(16).max(64)

const phone = z.string().trim().min(7).max(30)

export const sendSmsCode = endpoint({
  method: 'POST',
  path: '/api/sms-codes',
  rate: 'sign-in',
  summary: 'Send a sign-in code to a phone; answers alike whether or not the number is known',
  who: 'anyone',
  body: z.object({ phone, deviceId, communityId }),
  reply: z.object({ resendSeconds: z.number().int(), expiresSeconds: z.number().int() }),
  errors: ['not-valid', 'too-many-requests', 'sms-away'],
})

export const signInBySms = endpoint({
  method: 'POST',
  path: '/api/sms-sign-in',
  rate: 'sign-in',
  summary: 'Sign in with the code from the text message; the first time makes an account without any rights',
  who: 'anyone',
  body: z.object({ phone, deviceId, communityId, code: z.string().regex(/^\d{6}$/, '请填6位数字验证码') }),
  reply: Session,
  errors: ['not-valid', 'wrong-sms-code', 'too-many-requests'],
})

export const signInByWeChat = endpoint({
  method: 'POST',
  path: '/api/wechat-sign-in',
  rate: 'wechat',
  summary: 'Sign in by WeChat: the code of wx.login and, where the person agreed, that of the phone button',
  who: 'anyone',
  body: z.object({
    loginCode: z.string().min(1).max(200),
    phoneCode: z.string().min(1).max(200).optional(),
    communityId,
  }),
  reply: Session,
  errors: ['not-valid', 'wechat-code', 'wechat-blocked', 'wechat-away', 'too-many-requests'],
})
