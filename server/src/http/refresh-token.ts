import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/*
 * A refresh token names its session and proves that it was once issued for it, so a session's id alone ends nobody's
 * session. Which one is good stands in the session's row, as a digest.
 */
export class RefreshTokens {
  readonly #key: Buffer

  constructor(secret: Buffer) {
    this.#key = this.#mac(secret, 'refresh tokens')
  }

  first(sessionId: string): string {
    return this.#token(sessionId, randomBytes(32).toString('base64url'))
  }

  /** Always the same, so that two tabs which ask at once, or one which missed the answer, go on with one token. */
  next(token: string): string {
    return this.#token(token.split('.')[0]!, this.#mac(this.#key, `next ${token}`).toString('base64url'))
  }

  /** The session that this token was issued for, whether it is still good or not; null when it is none of ours. */
  sessionOf(token: string): string | null {
    const [sessionId = '', nonce = '', proof = '', ...rest] = token.split('.')
    const given = Buffer.from(proof, 'base64url')
    const right = this.#proof(sessionId, nonce)
    return rest.length === 0 && given.length === right.length && timingSafeEqual(given, right) ? sessionId : null
  }

  digest(token: string): Buffer {
    return createHash('sha256').update(token).digest()
  }

  #token(sessionId: string, nonce: string): string {
    return `${sessionId}.${nonce}.${this.#proof(sessionId, nonce).toString('base64url')}`
  }

  #proof(sessionId: string, nonce: string): Buffer {
    return this.#mac(this.#key, `token ${sessionId} ${nonce}`)
  }

  #mac(key: Buffer, text: string): Buffer {
    return createHmac('sha256', key).update(text).digest()
  }
}
