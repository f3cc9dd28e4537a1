import type { LiveEvent } from '@gezhong/shared/live/contract'
import pg from 'pg'
import type { Scope } from '../database/scope.ts'

/*
 * Carries "this changed" from the database to the open pages: ids and revisions only. One connection listens for the
 * whole process. A listener hears only of grids in its scope; when a role is taken away its account's listeners are
 * ended at once, and the page comes back with what it still may see, or is refused.
 */

export const CHANNEL = 'gezhong_live'

/** Open pages of one account that are told what changes; one more makes the oldest of them connect anew, later. */
const MOST_OF_ACCOUNT = 6

export interface Notice {
  communityId: string
  event?: LiveEvent
  /** The rights of this account changed: end its listeners. */
  endAccount?: string
  /** This session has ended. */
  endSession?: string
}

export interface Listener {
  communityId: string
  accountId: string
  sessionId: string
  scope: Scope
  send(event: LiveEvent): void
  end(): void
}

/** The part of an event that this scope may hear, or null. */
export function heardBy(scope: Scope, event: LiveEvent): LiveEvent | null {
  if (scope.grids === '*') return event
  if (event.topic === 'import') return null
  const gridIds = event.gridIds.filter((id) => scope.grids.includes(id))
  return gridIds.length === 0 ? null : { ...event, gridIds }
}

export class LiveHub {
  readonly #listeners = new Set<Listener>()
  readonly #url: string
  readonly #onCount: (count: number) => void
  #client: pg.Client | null = null
  #stopped = false

  constructor(directUrl: string, onCount: (count: number) => void = () => undefined) {
    this.#url = directUrl
    this.#onCount = onCount
  }

  async start(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url, application_name: 'gezhong-live' })
    client.on('notification', (message) => this.#deliver(JSON.parse(message.payload ?? '{}') as Notice))
    // What was missed while the connection was down is unknown, so everybody reconnects and reads afresh.
    client.on('error', () => this.#reconnect())
    client.on('end', () => this.#reconnect())
    await client.connect()
    await client.query(`LISTEN ${CHANNEL}`)
    this.#client = client
  }

  add(listener: Listener): () => void {
    const own = [...this.#listeners].filter(({ accountId }) => accountId === listener.accountId)
    // The end of a stream is told later, so the place is free at once.
    for (const oldest of own.slice(0, Math.max(0, own.length + 1 - MOST_OF_ACCOUNT))) {
      this.#listeners.delete(oldest)
      oldest.end()
    }
    this.#listeners.add(listener)
    this.#onCount(this.#listeners.size)
    return () => {
      if (this.#listeners.delete(listener)) this.#onCount(this.#listeners.size)
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#endAll(() => true)
    await this.#client?.end()
  }

  #deliver(notice: Notice): void {
    if (notice.endAccount !== undefined) this.#endAll((listener) => listener.accountId === notice.endAccount)
    if (notice.endSession !== undefined) this.#endAll((listener) => listener.sessionId === notice.endSession)
    const { event } = notice
    if (event === undefined) return
    for (const listener of this.#listeners) {
      if (listener.communityId !== notice.communityId) continue
      const heard = heardBy(listener.scope, event)
      if (heard !== null) listener.send(heard)
    }
  }

  #endAll(which: (listener: Listener) => boolean): void {
    for (const listener of this.#listeners) if (which(listener)) listener.end()
  }

  #reconnect(): void {
    if (this.#stopped || this.#client === null) return
    this.#client = null
    this.#endAll(() => true)
    const again = () => {
      if (!this.#stopped) this.start().catch(() => setTimeout(again, 1000).unref())
    }
    setTimeout(again, 200).unref()
  }
}
