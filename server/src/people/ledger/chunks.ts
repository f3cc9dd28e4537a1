import { setImmediate as nextTurn } from 'node:timers/promises'

/** Items by a key, in the order in which they came. */
export function byKey<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group === undefined) groups.set(keyOf(item), [item])
    else group.push(item)
  }
  return groups
}

/**
 * Runs writes one after another and has each one made ready while the database is busy with the one before: sealing
 * costs the server as much as storing costs the database.
 */
export async function writeInTurn(writes: Iterable<() => Promise<void>>): Promise<void> {
  let running: Promise<void> = Promise.resolve()
  try {
    for (const write of writes) {
      await running
      running = write()
      // A failure is met at the next `await running`; until then it must not count as one that nobody looks at.
      running.catch(() => undefined)
      // What was just sent leaves before the next one is made ready, and other requests get their turn.
      await nextTurn()
    }
  } finally {
    await running
  }
}
