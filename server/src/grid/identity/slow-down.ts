import { Refusal } from '@gezhong/shared/errors'

/*
 * Whoever guesses waits, ever longer, and nobody is locked out for good. Counted is each name from each address, and
 * each name from anywhere, known or not. A device that a person has signed in with counts for itself alone, so that
 * somebody who keeps trying their name elsewhere does not keep them out. In this process's memory, like all limits.
 */

interface Pace {
  /** Wrong tries that cost nothing. */
  free: number
  longest: number
}

const PACES = {
  pair: { free: 5, longest: 5 * 60_000 },
  device: { free: 5, longest: 5 * 60_000 },
  name: { free: 40, longest: 60_000 },
} as const satisfies Record<string, Pace>

type Kind = keyof typeof PACES

const FIRST_WAIT = 2_000
const FORGOTTEN_AFTER = 3_600_000
const MOST_REMEMBERED = 20_000

export interface Try {
  name: string
  address: string
  /** The mark of a device that this person has signed in with. */
  device: string | null
}

export class SlowDown {
  readonly #tries = new Map<string, { wrong: number; last: number; until: number }>()

  /**
   * Refuses before anything is compared. The try counts as wrong until it is forgiven, so that many at once count as
   * many.
   */
  begin(asked: Try, now: number): void {
    const keys = keysOf(asked)
    const waits = keys.map(([, key]) => (this.#tries.get(key)?.until ?? 0) - now)
    const wait = Math.ceil(Math.max(...waits) / 1000)
    if (wait > 0) throw new Refusal('too-many-requests', `试错的次数太多，请过 ${wait} 秒再试`)
    for (const [kind, key] of keys) this.#count(kind, key, now)
  }

  forgive(asked: Try): void {
    for (const [kind, key] of keysOf(asked)) {
      const entry = this.#tries.get(key)
      if (entry === undefined) continue
      if (kind === 'name') this.#tries.set(key, { ...entry, wrong: entry.wrong - 1, until: 0 })
      else this.#tries.delete(key)
    }
  }

  #count(kind: Kind, key: string, now: number): void {
    const entry = this.#tries.get(key)
    const wrong = entry !== undefined && now - entry.last < FORGOTTEN_AFTER ? entry.wrong + 1 : 1
    const over = wrong - PACES[kind].free
    const wait = over <= 0 ? 0 : Math.min(FIRST_WAIT * 2 ** (over - 1), PACES[kind].longest)
    // Set anew, so that the one not tried for longest is the first to be forgotten.
    this.#tries.delete(key)
    this.#tries.set(key, { wrong, last: now, until: now + wait })
    if (this.#tries.size > MOST_REMEMBERED) this.#tries.delete(this.#tries.keys().next().value!)
  }
}

function keysOf({ name, address, device }: Try): [Kind, string][] {
  if (device !== null) return [['device', `device ${device}`]]
  return [
    ['pair', `pair ${name} ${address}`],
    ['name', `name ${name}`],
  ]
}
