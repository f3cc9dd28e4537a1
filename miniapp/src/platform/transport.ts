import Taro from '@tarojs/taro'
import type { Transport } from '@gezhong/shared/client'
import { inBrowser } from './target.ts'

/** Nothing answered: no network, or the server is away. What was to be sent is still with the caller. */
export class Unreachable extends Error {
  constructor() {
    super('没有连上，请看看网络')
    this.name = 'Unreachable'
  }
}

const TIMEOUT_MS = 15_000

/** In a browser the API lies beside the pages; WeChat needs the whole address, given when building. */
export const origin = inBrowser ? '' : (process.env.GEZHONG_API ?? '')

export function parsed(text: unknown): unknown {
  if (typeof text !== 'string') return text
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const transport: Transport = async ({ method, url, headers, body }) => {
  try {
    const reply = await Taro.request<unknown, string>({
      url: origin + url,
      method: method as 'GET',
      header: headers,
      ...(body === undefined ? {} : { data: body }),
      dataType: 'text',
      responseType: 'text',
      timeout: TIMEOUT_MS,
    })
    // An API that a browser lacks resolves without its fields instead of failing.
    if (typeof reply.statusCode !== 'number') throw new Unreachable()
    return { status: reply.statusCode, body: parsed(reply.data) }
  } catch {
    throw new Unreachable()
  }
}
