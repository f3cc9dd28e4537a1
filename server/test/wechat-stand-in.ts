import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Answers on loopback as WeChat's documentation says; what it shall say next can be given by path. */
export interface WeChatStandIn {
  url: string
  asked: { path: string; query: URLSearchParams; body: Record<string, unknown> }[]
  /** The next answers of this path: an object, a raw text, a status, or a delay that never ends. */
  next(path: string, ...answers: (object | string | number | 'never')[]): void
  phone: string
  close(): Promise<void>
}

export const APP_ID = 'wx0000000000000001'
export const SECRET = 'stand-in-secret-never-logged'

async function read(request: IncomingMessage): Promise<Record<string, unknown>> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const text = Buffer.concat(parts).toString()
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
}

export async function startWeChatStandIn(): Promise<WeChatStandIn> {
  let tokens = 0
  let valid = ''
  const used = new Set<string>()
  const queued = new Map<string, (object | string | number | 'never')[]>()
  const asked: WeChatStandIn['asked'] = []
  let phone = '13800009999'

  const login = (query: URLSearchParams): object => {
    const code = query.get('js_code') ?? ''
    if (query.get('appid') !== APP_ID || query.get('secret') !== SECRET)
      return { errcode: 40125, errmsg: 'invalid appsecret' }
    if (!code.startsWith('login-')) return { errcode: 40029, errmsg: 'invalid code' }
    if (used.has(code)) return { errcode: 40163, errmsg: 'code been used' }
    used.add(code)
    return { openid: `openid-of-${code.split('-')[1]}`, session_key: 'c2Vzc2lvbi1rZXk=' }
  }
  const stableToken = (body: Record<string, unknown>): object => {
    if (body.secret !== SECRET) return { errcode: 40125, errmsg: 'invalid appsecret' }
    if (body.force_refresh === true || valid === '') valid = `token-${(tokens += 1)}`
    return { access_token: valid, expires_in: 7200 }
  }
  const withToken = (query: URLSearchParams, answer: () => object): object =>
    query.get('access_token') === valid ? answer() : { errcode: 40001, errmsg: 'invalid credential' }
  const phoneOf = (body: Record<string, unknown>): object =>
    String(body.code).startsWith('phone-')
      ? {
          errcode: 0,
          errmsg: 'ok',
          phone_info: {
            phoneNumber: phone,
            purePhoneNumber: phone,
            countryCode: '86',
            watermark: { timestamp: 1, appid: APP_ID },
          },
        }
      : { errcode: 40029, errmsg: 'invalid code' }
  const subscribed = (body: Record<string, unknown>): object => {
    if (!String(body.touser).startsWith('openid-of-')) return { errcode: 40003, errmsg: 'invalid openid' }
    const values = Object.entries((body.data ?? {}) as Record<string, { value?: unknown }>)
    const wrong = values.find(
      ([name, { value }]) =>
        typeof value !== 'string' || value === '' || (name.startsWith('thing') && value.length > 20),
    )
    if (values.length === 0 || wrong !== undefined)
      return { errcode: 47003, errmsg: `argument invalid! data.${wrong?.[0]}.value invalid` }
    return { errcode: 0, errmsg: 'ok', msgid: 1 }
  }
  const answers: Record<string, (query: URLSearchParams, body: Record<string, unknown>) => object> = {
    '/sns/jscode2session': login,
    '/cgi-bin/stable_token': (_, body) => stableToken(body),
    '/wxa/business/getuserphonenumber': (query, body) => withToken(query, () => phoneOf(body)),
    '/wxa/msg_sec_check': (query, body) =>
      withToken(query, () => ({
        errcode: 0,
        errmsg: 'ok',
        result: { suggest: String(body.content).includes('赌博') ? 'risky' : 'pass', label: 100 },
        detail: [],
        trace_id: 'x',
      })),
    '/cgi-bin/message/subscribe/send': (query, body) => withToken(query, () => subscribed(body)),
  }

  async function answer(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const body = await read(request)
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
    asked.push({ path: pathname, query: searchParams, body })
    const said = queued.get(pathname)?.shift() ?? answers[pathname]?.(searchParams, body) ?? 404
    if (said === 'never') return
    if (typeof said === 'number') reply.statusCode = said
    reply.end(typeof said === 'string' ? said : JSON.stringify(said))
  }

  const server = createServer((request, reply) => void answer(request, reply))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    next: (path, ...said) => void queued.set(path, said),
    get phone() {
      return phone
    },
    set phone(next) {
      phone = next
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
