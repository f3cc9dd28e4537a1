import { Refusal } from '@gezhong/shared/errors'
import type { z } from 'zod'
import type { Clock } from '../clock.ts'
import { AccessToken } from './access-token.ts'
import {
  Login,
  PhoneAnswer,
  readAnswer,
  readSendOutcome,
  readTextVerdict,
  Token,
  TokenGone,
  type SendOutcome,
  type TextVerdict,
} from './answers.ts'

export interface WeChat {
  /** Who this is for our mini-program. The session key is dropped here: nothing of ours needs it. */
  openId(loginCode: string): Promise<string>
  /** The phone that the person agreed to give, by the code of the button. */
  phoneNumber(phoneCode: string): Promise<string>
  /** Of the first 2,500 characters, which is more than any field here takes. */
  checkText(text: string, openId: string): Promise<TextVerdict>
  /** A message to somebody who agreed to one of this template. Never throws. */
  sendMessage(message: SubscribedMessage): Promise<SendOutcome>
}

export interface SubscribedMessage {
  openId: string
  templateId: string
  /** The page that a tap on it opens, without a slash in front. */
  page: string
  /** By the template's own names of its fields. */
  fields: Readonly<Record<string, string>>
  programState: 'formal' | 'trial' | 'developer'
}

interface Settings {
  url: string
  appId: string
  secret: string
  timeoutMs?: number
}

const TIMEOUT_MS = 5000
/** Longer than any answer that is described. */
const LONGEST_ANSWER = 100_000
const SCENE_SOCIAL = 4

/** Away, slow and babbling are one thing to the person who waits. An error's own words may hold the secret’s address. */
async function ask(url: URL, body: unknown, timeoutMs: number): Promise<unknown> {
  try {
    const reply = await fetch(url, {
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
      ...(body === undefined
        ? {}
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    const text = await reply.text()
    if (!reply.ok || text.length > LONGEST_ANSWER) throw new Refusal('wechat-away')
    return JSON.parse(text) as unknown
  } catch {
    throw new Refusal('wechat-away')
  }
}

/** The real client; tested against a server that answers as WeChat's documentation says. */
export function createWeChat({ url, appId, secret, timeoutMs = TIMEOUT_MS }: Settings, clock: Clock): WeChat {
  const address = (path: string, query: Record<string, string> = {}): URL => {
    const whole = new URL(path, url)
    for (const [name, value] of Object.entries(query)) whole.searchParams.set(name, value)
    return whole
  }
  const token = new AccessToken(async (force) => {
    const body = { grant_type: 'client_credential', appid: appId, secret, force_refresh: force }
    return withoutToken(await ask(address('/cgi-bin/stable_token'), body, timeoutMs), Token)
  }, clock)

  async function withToken<T>(path: string, body: unknown, read: (answer: unknown) => T): Promise<T> {
    const post = async (access: string) => read(await ask(address(path, { access_token: access }), body, timeoutMs))
    const first = await token.get()
    try {
      return await post(first)
    } catch (error) {
      if (!(error instanceof TokenGone)) throw error
      const second = await token.instead(first)
      return await post(second).catch((again: unknown) => {
        throw again instanceof TokenGone ? new Refusal('wechat-away') : again
      })
    }
  }

  return {
    async openId(loginCode) {
      const query = { appid: appId, secret, js_code: loginCode, grant_type: 'authorization_code' }
      const body = await ask(address('/sns/jscode2session', query), undefined, timeoutMs)
      return withoutToken(body, Login).openid
    },
    async phoneNumber(phoneCode) {
      const { phone_info: info } = await withToken('/wxa/business/getuserphonenumber', { code: phoneCode }, (answer) =>
        readAnswer(answer, PhoneAnswer),
      )
      // Ledgers and text messages here know numbers of the mainland.
      if (info.countryCode !== '86') throw new Refusal('not-valid', '请用中国大陆的手机号')
      return info.purePhoneNumber
    },
    async checkText(text, openId) {
      const body = { version: 2, scene: SCENE_SOCIAL, openid: openId, content: text.slice(0, 2500) }
      return withToken('/wxa/msg_sec_check', body, readTextVerdict)
    },
    async sendMessage({ openId, templateId, page, fields, programState }) {
      const data = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value }]))
      const body = {
        touser: openId,
        template_id: templateId,
        page,
        data,
        miniprogram_state: programState,
        lang: 'zh_CN',
      }
      try {
        await token.get()
      } catch {
        return 'away'
      }
      let wrongTokens = 0
      const read = (answer: unknown): SendOutcome => {
        try {
          return readSendOutcome(answer)
        } catch (error) {
          wrongTokens += 1
          throw error
        }
      }
      // With two tokens refused nothing was sent; any other silence may hide a message that was.
      const silence = () => (wrongTokens === 2 ? 'away' : 'unsure')
      return withToken('/cgi-bin/message/subscribe/send', body, read).catch(silence)
    },
  }
}

/** Where no token was sent, a complaint about it means that our own id or secret is wrong: WeChat is of no use now. */
function withoutToken<T>(body: unknown, shape: z.ZodType<T>): T {
  try {
    return readAnswer(body, shape)
  } catch (error) {
    throw error instanceof TokenGone ? new Refusal('wechat-away') : error
  }
}
