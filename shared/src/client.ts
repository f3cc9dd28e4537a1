import type { z } from 'zod'
import type { Endpoint } from './endpoint.ts'
import { Problem, Refusal } from './errors.ts'

/**
 * The cadres' page says in this header that it is itself. Another site's page cannot send it, so a cookie that the
 * browser adds by itself is never enough to change anything.
 */
export const PAGE_HEADER = 'x-gezhong-page'
export const ADMIN_PAGE = 'admin'

export interface WireRequest {
  method: string
  /** Path and query, beginning with `/api/`. */
  url: string
  headers: Record<string, string>
  /** JSON text; absent for requests without a body. */
  body?: string
}

export interface WireReply {
  status: number
  /** The parsed JSON, or undefined when there was none. */
  body: unknown
}

/** How a request travels: fetch in the admin page, Taro.request in the mini-program. Rejects only when nothing answered. */
export type Transport = (request: WireRequest) => Promise<WireReply>

interface CallInput<P, Q, B> {
  params?: P
  query?: Q
  body?: B
  /** The same key for each retry of one intent: the work is done once. */
  idempotencyKey?: string
}

export type Call = <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, R>,
  input?: CallInput<z.input<P>, z.input<Q>, z.input<B>>,
) => Promise<z.output<R>>

/** Fills `:name` in a path; every part is escaped, as doors and names are free text. */
export function fillPath(path: string, params: Readonly<Record<string, unknown>> = {}): string {
  return path.replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(String(params[name])))
}

/** What somebody typed to search for: the query's field, and the header in which it travels. */
export const SEARCH_FIELD = 'q'
export const SEARCH_HEADER = 'x-gezhong-search'

interface Addressed {
  params?: unknown
  query?: unknown
}

/**
 * Where a request goes. Words to search for are not in the address but in a header: they may be a phone number, and
 * proxies, logs and browsers keep addresses.
 */
export function addressOf(
  endpoint: Pick<Endpoint, 'path'>,
  { params, query }: Addressed,
): { url: string; headers: Record<string, string> } {
  const { [SEARCH_FIELD]: words, ...rest } = (query ?? {}) as Record<string, unknown>
  const url = fillPath(endpoint.path, params as Record<string, unknown> | undefined) + queryText(rest)
  const isAsked = typeof words === 'string' && words !== ''
  return { url, headers: isAsked ? { [SEARCH_HEADER]: encodeURIComponent(words) } : {} }
}

/** `URLSearchParams` does not exist in the mini-program. */
export function queryText(query: Readonly<Record<string, unknown>> = {}): string {
  const parts = Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
  return parts.length === 0 ? '' : `?${parts.join('&')}`
}

/**
 * Runs `act` once at a time: who asks meanwhile gets the same answer. Needed where doing it twice at once does harm, as
 * with a refresh token, which works once.
 */
export function singleFlight<T>(act: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null
  return () => {
    running ??= act().finally(() => {
      running = null
    })
    return running
  }
}

/** Whether the server said that it does not know the session, or no longer. */
export function isSignedOut(status: number, body: unknown): boolean {
  return status === 401 && Problem.safeParse(body).data?.code === 'not-signed-in'
}

/**
 * The one typed client of mini-program and admin page. A reply is checked against the contract;
 * a refusal is thrown as `Refusal`; what the transport throws (no network) passes through.
 * When the token has run out, `refresh` gets another, for all calls under way at once, and the call is made again.
 */
export function createClient(
  transport: Transport,
  token: () => string | null,
  refresh: () => Promise<boolean> = async () => false,
): Call {
  const refreshOnce = singleFlight(refresh)
  const send = (request: WireRequest, bearer: string | null): Promise<WireReply> =>
    transport(
      bearer === null ? request : { ...request, headers: { ...request.headers, authorization: `Bearer ${bearer}` } },
    )
  return async (endpoint, input = {}) => {
    const { url, headers: searching } = addressOf(endpoint, input)
    const headers: Record<string, string> = { accept: 'application/json', ...searching }
    if (input.idempotencyKey !== undefined) headers['idempotency-key'] = input.idempotencyKey
    const request: WireRequest = {
      method: endpoint.method,
      url,
      headers,
    }
    if (endpoint.method !== 'GET') {
      headers['content-type'] = 'application/json'
      request.body = JSON.stringify(input.body ?? {})
    }
    const bearer = token()
    let reply = await send(request, bearer)
    const ranOut = bearer !== null && endpoint.who !== 'anyone' && isSignedOut(reply.status, reply.body)
    // Another call may have refreshed while this one was on its way.
    if (ranOut && (token() !== bearer || (await refreshOnce()))) reply = await send(request, token())
    if (reply.status >= 200 && reply.status < 300) return endpoint.reply.parse(reply.body) as never
    const problem = Problem.safeParse(reply.body)
    if (problem.success) throw new Refusal(problem.data.code, problem.data.detail, problem.data.fields)
    throw new Refusal('inside')
  }
}
