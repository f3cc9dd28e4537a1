import type { Clock } from '../clock.ts'

type Fetch = (force: boolean) => Promise<{ access_token: string; expires_in: number }>

interface Kept {
  token: string
  until: number
}

/** Renewed this long before WeChat says it ends: its old and new token both hold for the last five minutes. */
const EARLY_MS = 300_000

/**
 * The token of the mini-program. Whoever needs it while it is being fetched waits for that one fetch; one that WeChat
 * calls invalid is renewed by force, once for all who held it.
 */
export class AccessToken {
  readonly #fetch: Fetch
  readonly #clock: Clock
  #kept: Kept | null = null
  #fetching: Promise<string> | null = null

  constructor(fetch: Fetch, clock: Clock) {
    this.#fetch = fetch
    this.#clock = clock
  }

  get(): Promise<string> {
    if (this.#kept !== null && this.#kept.until > this.#clock().getTime()) return Promise.resolve(this.#kept.token)
    return this.#renew(false)
  }

  /** Another token than this one. */
  instead(gone: string): Promise<string> {
    if (this.#kept !== null && this.#kept.token !== gone) return this.get()
    return this.#renew(true)
  }

  #renew(force: boolean): Promise<string> {
    this.#fetching ??= this.#fetchOne(force).finally(() => {
      this.#fetching = null
    })
    return this.#fetching
  }

  async #fetchOne(force: boolean): Promise<string> {
    const { access_token: token, expires_in: seconds } = await this.#fetch(force)
    // A token that is about to end is used now and asked for anew next time.
    this.#kept = { token, until: this.#clock().getTime() + seconds * 1000 - EARLY_MS }
    return token
  }
}
