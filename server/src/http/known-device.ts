import { createHmac, randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { cookieOf, setCookie } from './session-cookie.ts'

/*
 * A browser that somebody has signed in with keeps a mark of it. With it, whoever tries that person's name elsewhere
 * slows down only themselves. The mark opens nothing.
 */

const NAME = 'gezhong_device'
const PATH = '/api/sign-in'
const HALF_A_YEAR = 180 * 86_400
/** People who share one computer. */
const MOST = 6

export class KnownDevices {
  readonly #key: Buffer

  constructor(secret: Buffer) {
    this.#key = createHmac('sha256', secret).update('known devices').digest()
  }

  /** This device's mark for the account, or null when the account never signed in here. */
  markOf(request: FastifyRequest, accountId: string): string | null {
    return marksIn(request).find((mark) => mark === this.#mark(mark.split('.')[0]!, accountId)) ?? null
  }

  remember(request: FastifyRequest, reply: FastifyReply, accountId: string): void {
    const known = this.markOf(request, accountId) ?? this.#mark(randomBytes(9).toString('base64url'), accountId)
    const marks = [known, ...marksIn(request).filter((mark) => mark !== known)].slice(0, MOST)
    setCookie(request, reply, NAME, marks.join('~'), { path: PATH, maxAge: HALF_A_YEAR })
  }

  #mark(id: string, accountId: string): string {
    const proof = createHmac('sha256', this.#key).update(`${id} ${accountId}`).digest().subarray(0, 15)
    return `${id}.${proof.toString('base64url')}`
  }
}

const marksIn = (request: FastifyRequest): string[] => (cookieOf(request, NAME) ?? '').split('~').slice(0, MOST)
