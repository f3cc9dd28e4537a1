import { ADMIN_PAGE, isSignedOut, PAGE_HEADER, singleFlight, type Transport } from '@gezhong/shared/client'
import { Refusal } from '@gezhong/shared/errors'
import { signOut } from '@gezhong/shared/grid/identity/contract'
import { refreshSession, sessionState, unlockSession } from '@gezhong/shared/grid/sessions/contract'
import { isLocked, lock } from '../session/session.ts'

/** Nothing answered: no network, or the server is down. */
export class Unreachable extends Error {
  constructor() {
    super('连不上服务器')
    this.name = 'Unreachable'
  }
}

const LONGEST_MS = 60_000
const REFUSED = 401
const LOCKED = 423

type Init = RequestInit & { headers?: Record<string, string> }

async function once(url: string, init: Init): Promise<Response> {
  const attempt = new AbortController()
  const timer = setTimeout(() => attempt.abort(), LONGEST_MS)
  try {
    const headers = { ...init.headers, [PAGE_HEADER]: ADMIN_PAGE }
    return await fetch(url, { ...init, headers, signal: init.signal ?? attempt.signal })
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw new Unreachable()
  } finally {
    clearTimeout(timer)
  }
}

/** False when the session is over. */
const refreshOnce = singleFlight(async () => {
  const headers = { 'content-type': 'application/json' }
  const { ok, status } = await once(refreshSession.path, { method: refreshSession.method, headers, body: '{}' })
  if (!ok && status !== REFUSED) throw new Unreachable()
  return ok
})

const WHILE_LOCKED: ReadonlySet<string> = new Set([sessionState.path, unlockSession.path, signOut.path])

/** What a locked page asks for waits until somebody is there again. */
export function refuseWhileLocked(url: string): void {
  if (isLocked() && !WHILE_LOCKED.has(url)) throw new Refusal('locked')
}

/**
 * Hears what the server says of the session itself: true when the request may be sent again, as the token had run out
 * and there is another now.
 */
export async function mayTryAgain(response: Response): Promise<boolean> {
  if (response.status === LOCKED) lock()
  if (response.status !== REFUSED) return false
  const said: unknown = await response
    .clone()
    .json()
    .catch(() => null)
  return isSignedOut(response.status, said) && refreshOnce()
}

export async function reach(url: string, init: Init): Promise<Response> {
  refuseWhileLocked(url)
  const first = await once(url, init)
  if (!(await mayTryAgain(first))) return first
  const second = await once(url, init)
  if (second.status === LOCKED) lock()
  return second
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
