import type { FastifyReply, FastifyRequest } from 'fastify'

/*
 * The session of the cadres' page: no script can read the cookies, no other site's page can have them sent, and they go
 * when the browser is closed, as office computers are shared. The token that refreshes goes to one address only.
 */

const ACCESS = 'gezhong_session'
const REFRESH = 'gezhong_refresh'
const REFRESH_PATH = '/api/session/refresh'

export function cookieOf(request: FastifyRequest, wanted: string): string | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=', 2)
    if (name === wanted && value !== undefined && value !== '') return value
  }
  return null
}

export const cookieToken = (request: FastifyRequest): string | null => cookieOf(request, ACCESS)
export const cookieRefreshToken = (request: FastifyRequest): string | null => cookieOf(request, REFRESH)

/** The browser tells in `Origin` how the page was reached, also behind a proxy that ends the encryption. */
export function setCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  name: string,
  value: string,
  { path, maxAge }: { path: string; maxAge?: number },
): void {
  const age = maxAge === undefined ? '' : ` Max-Age=${maxAge};`
  const secure = request.headers.origin?.startsWith('https://') === true ? '; Secure' : ''
  reply.header('set-cookie', `${name}=${value};${age} Path=${path}; HttpOnly; SameSite=Strict${secure}`)
}

export function setCookieTokens(request: FastifyRequest, reply: FastifyReply, access: string, refresh: string): void {
  setCookie(request, reply, ACCESS, access, { path: '/' })
  setCookie(request, reply, REFRESH, refresh, { path: REFRESH_PATH })
}

export function dropCookieTokens(request: FastifyRequest, reply: FastifyReply): void {
  setCookie(request, reply, ACCESS, '', { path: '/', maxAge: 0 })
  setCookie(request, reply, REFRESH, '', { path: REFRESH_PATH, maxAge: 0 })
}
