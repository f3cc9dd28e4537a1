import { Refusal } from '@gezhong/shared/errors'
import type { FastifyRequest } from 'fastify'

/*
 * A request that comes again under the same key while the first is being worked on waits here, before it has taken a
 * connection: waiting at the key's row, sixty of them would hold every connection of the pool. The row still guards
 * against a twin that went to another process. It refuses more twins than a bad network makes.
 */

const MOST_WAITING = 6

interface Turn {
  /** Those before this one and this one itself. */
  inLine: number
  done: Promise<void>
}

const turns = new Map<string, Turn>()

async function inTurn<T>(name: string, act: () => Promise<T>): Promise<T> {
  const before = turns.get(name)
  const inLine = (before?.inLine ?? 0) + 1
  if (inLine > MOST_WAITING + 1) throw new Refusal('too-many-requests')
  const { promise: done, resolve: finish } = promiseOf()
  const turn: Turn = { inLine, done }
  turns.set(name, turn)
  await before?.done
  try {
    return await act()
  } finally {
    const last = turns.get(name)!
    last.inLine -= 1
    if (last === turn) turns.delete(name)
    finish()
  }
}

function promiseOf(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {}
  const promise = new Promise<void>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}

/** Does the work when the twins before it are done; at once when the request has no key. */
export async function afterTwins<T>(sessionId: string, request: FastifyRequest, act: () => Promise<T>): Promise<T> {
  const key = request.headers['idempotency-key']
  return typeof key === 'string' ? inTurn(`${sessionId} ${key}`, act) : act()
}
