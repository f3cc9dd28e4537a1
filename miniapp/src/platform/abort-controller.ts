type Listener = () => void

/**
 * The part of AbortController that react-query and the request transport use. It refuses to be a full
 * EventTarget: listeners get no event object.
 */
export class AbortSignal {
  aborted = false
  reason: unknown = undefined
  onabort: Listener | null = null
  readonly listeners = new Set<Listener>()

  addEventListener(_type: 'abort', listener: Listener): void {
    this.listeners.add(listener)
  }

  removeEventListener(_type: 'abort', listener: Listener): void {
    this.listeners.delete(listener)
  }

  throwIfAborted(): void {
    if (this.aborted) throw this.reason
  }
}

export class AbortController {
  readonly signal = new AbortSignal()

  abort(reason: unknown = new Error('aborted')): void {
    if (this.signal.aborted) return
    this.signal.aborted = true
    this.signal.reason = reason
    this.signal.onabort?.()
    for (const listener of this.signal.listeners) listener()
  }
}
