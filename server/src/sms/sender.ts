import { Refusal } from '@gezhong/shared/errors'
import { maskPhone } from '@gezhong/shared/people/phone'
import type { Env } from '../env.ts'

export interface SmsSender {
  /** Refuses with `sms-away` when the message was not accepted. */
  sendCode(phone: string, code: string): Promise<void>
  /** Null when no text messages are set up. What became of one is told, and nothing is thrown. */
  sendText: ((phone: string, text: string) => Promise<TextOutcome>) | null
}

/**
 * `refused`: the gateway will not send this one. `busy`: not now. `away`: it was not reached. `unsure`: it was given the
 * message and no answer came, so nobody knows whether it was sent.
 */
export type TextOutcome = 'sent' | 'refused' | 'busy' | 'away' | 'unsure'

const TIMEOUT_MS = 5000

const textOf = (code: string): string => `【格中】验证码 ${code}，5分钟内有效。不要告诉别人，网格员也不会问您要。`

/** For trying out on one's own machine: the code is shown where the server was started, never in its log. */
function consoleSender(write: (line: string) => void): SmsSender {
  return {
    async sendCode(phone, code) {
      write(`短信验证码 ${maskPhone(phone)}  ${code}\n`)
    },
    async sendText(phone, text) {
      write(`短信 ${maskPhone(phone)}  ${text}\n`)
      return 'sent'
    },
  }
}

/** The connection was never made. */
const NOT_REACHED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

const wasReached = (error: unknown): boolean => {
  const cause = error instanceof Error ? (error.cause as { code?: string } | undefined) : undefined
  return !NOT_REACHED.has(cause?.code ?? '')
}

/** Any gateway that takes a POST; a village's operator gives its address and token. */
function gatewaySender(url: string, token: string | undefined, timeoutMs: number): SmsSender {
  async function sendText(phone: string, text: string): Promise<TextOutcome> {
    let reply: Response
    try {
      reply = await fetch(url, {
        method: 'POST',
        signal: AbortSignal.timeout(timeoutMs),
        redirect: 'error',
        headers: {
          'content-type': 'application/json',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({ phone, text }),
      })
    } catch (error) {
      return wasReached(error) ? 'unsure' : 'away'
    }
    // What it says stays unread: it may repeat the number.
    await reply.body?.cancel().catch(() => undefined)
    if (reply.ok) return 'sent'
    if (reply.status === 429 || reply.status === 503) return 'busy'
    // Something between may have broken after the gateway had it.
    return reply.status >= 500 ? 'unsure' : 'refused'
  }
  return {
    sendText,
    async sendCode(phone, code) {
      if ((await sendText(phone, textOf(code))) !== 'sent') throw new Refusal('sms-away')
    },
  }
}

const nobody: SmsSender = {
  async sendCode() {
    throw new Refusal('sms-away')
  },
  sendText: null,
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
