import { Refusal } from '@gezhong/shared/errors'
import { maskPhone } from '@gezhong/shared/people/phone'
import type { Env } from '../env.ts'

export interface SmsSender {
  /** Refuses with `sms-away` when the message was not accepted. */
  sendCode(phone: string, code: string): Promise<void>
}

const TIMEOUT_MS = 5000

const textOf = (code: string): string => `【格中】验证码 ${code}，5分钟内有效。不要告诉别人，网格员也不会问您要。`

/** For trying out on one's own machine: the code is shown where the server was started, never in its log. */
function consoleSender(write: (line: string) => void): SmsSender {
  return {
    async sendCode(phone, code) {
      write(`短信验证码 ${maskPhone(phone)}  ${code}\n`)
    },
  }
}

/** Any gateway that takes a POST; a village's operator gives its address and token. */
function gatewaySender(url: string, token: string | undefined, timeoutMs: number): SmsSender {
  return {
    async sendCode(phone, code) {
      const reply = await fetch(url, {
        method: 'POST',
        signal: AbortSignal.timeout(timeoutMs),
        redirect: 'error',
        headers: {
          'content-type': 'application/json',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({ phone, text: textOf(code) }),
      }).catch(() => null)
      // What it says stays unread: it may repeat the number.
      await reply?.body?.cancel().catch(() => undefined)
      if (reply === null || !reply.ok) throw new Refusal('sms-away')
    },
  }
}

const nobody: SmsSender = {
  async sendCode() {
    throw new Refusal('sms-away')
  },
}

export function createSmsSender(
  env: Pick<Env, 'SMS' | 'SMS_GATEWAY_URL' | 'SMS_GATEWAY_TOKEN'>,
  write: (line: string) => void = (line) => process.stdout.write(line),
  timeoutMs = TIMEOUT_MS,
): SmsSender {
  if (env.SMS === 'console') return consoleSender(write)
  if (env.SMS === 'gateway' && env.SMS_GATEWAY_URL !== undefined)
    return gatewaySender(env.SMS_GATEWAY_URL, env.SMS_GATEWAY_TOKEN, timeoutMs)
  return nobody
}
