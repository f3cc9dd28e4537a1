import { setImmediate as nextTurn } from 'node:timers/promises'

/** Milliseconds of work after which other requests get their turn. */
const TURN = 10

/**
 * Lets a long loop share the event loop: `await turns.share()` returns at once until the time of a turn is used up.
 * `due` is asked first in hot loops, since even an await that does nothing costs.
 */
export class Turns {
  #until = performance.now() + TURN

  get due(): boolean {
    return performance.now() >= this.#until
  }

  async share(): Promise<void> {
    if (!this.due) return
    await nextTurn()
    this.#until = performance.now() + TURN
  }
}
