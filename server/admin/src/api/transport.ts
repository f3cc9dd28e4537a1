import type { Transport } from '@gezhong/shared/client'

/** Nothing answered: no network, or the server is down. */
export class Unreachable extends Error {
  constructor() {
    super('连不上服务器')
    this.name = 'Unreachable'
  }
}

const LONGEST_MS = 60_000

export async function reach(url: string, init: RequestInit): Promise<Response> {
  const attempt = new AbortController()
  const timer = setTimeout(() => attempt.abort(), LONGEST_MS)
  try {
    return await fetch(url, { ...init, signal: init.signal ?? attempt.signal })
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw new Unreachable()
  } finally {
    clearTimeout(timer)
  }
}

export const fetchTransport: Transport = async ({ method, url, headers, body }) => {
  const response = await reach(url, { method, headers, ...(body === undefined ? {} : { body }) })
  const text = await response.text()
  return { status: response.status, body: parsed(text) }
}

/** A proxy may answer with a page of its own: that is no JSON and no fault of the caller. */
function parsed(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
