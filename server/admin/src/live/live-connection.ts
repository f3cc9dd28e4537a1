import { reach } from '../api/transport.ts'
import { eventStreamReader, type StreamMessage } from './event-stream.ts'

// Keeps one stream open for as long as somebody is signed in. It never gives up on a network fault and never
// tries again once the server has said that this person may not listen.

export type LiveState = 'connecting' | 'live' | 'waiting' | 'ended'

export type LiveOptions = {
  url: string
  onMessage: (message: StreamMessage) => void
  /** Called on every change and on every sign of life; `at` is the browser's clock. */
  onState: (state: LiveState, at: number) => void
  /** The server refused: signed out elsewhere, or the scope was taken away. */
  onRefused: () => void
}

const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 30_000
// Heartbeats come more often than this; a silence this long is a dead connection that TCP has not noticed yet.
const LONGEST_SILENCE_MS = 45_000

export function openLive(options: LiveOptions): { close(): void } {
  const closing = new AbortController()
  void keepOpen(options, closing.signal)
  return { close: () => closing.abort() }
}

async function keepOpen(options: LiveOptions, closed: AbortSignal): Promise<void> {
  let wait = FIRST_WAIT_MS
  while (!closed.aborted) {
    options.onState('connecting', Date.now())
    const outcome = await listenOnce(options, closed).catch((): 'broken' => 'broken')
    if (closed.aborted) return
    if (outcome === 'refused') {
      options.onState('ended', Date.now())
      options.onRefused()
      return
    }
    wait = outcome === 'heard' ? FIRST_WAIT_MS : Math.min(wait * 2, LONGEST_WAIT_MS)
    options.onState('waiting', Date.now())
    await pause(wait * (0.75 + Math.random() / 2), closed)
  }
}

async function listenOnce(options: LiveOptions, closed: AbortSignal): Promise<'refused' | 'heard' | 'broken'> {
  const attempt = new AbortController()
  const stop = () => attempt.abort()
  closed.addEventListener('abort', stop)
  let silence = setTimeout(stop, LONGEST_SILENCE_MS)
  let heard = false
  try {
    const response = await reach(options.url, { headers: { accept: 'text/event-stream' }, signal: attempt.signal })
    if ([401, 403, 423].includes(response.status)) return 'refused'
    if (!response.ok || !response.body) return 'broken'
    const reader = response.body.getReader()
    const decoder = new TextDecoder()
    const messages = eventStreamReader()
    options.onState('live', Date.now())
    heard = true
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return 'heard'
      clearTimeout(silence)
      silence = setTimeout(stop, LONGEST_SILENCE_MS)
      options.onState('live', Date.now())
      for (const message of messages.feed(decoder.decode(value, { stream: true }))) options.onMessage(message)
    }
  } catch (error) {
    if (heard) return 'heard'
    throw error
  } finally {
    clearTimeout(silence)
    closed.removeEventListener('abort', stop)
    attempt.abort()
  }
}

function pause(ms: number, closed: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    const now = () => {
      clearTimeout(timer)
      resolve()
    }
    closed.addEventListener('abort', now, { once: true })
    // The network coming back is the best moment to try again.
    window.addEventListener('online', now, { once: true })
  })
}
