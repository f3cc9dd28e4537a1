export interface Loop {
  stop(): Promise<void>
}

/**
 * Runs `turn` again and again: at once while there is work, else after `idle` milliseconds.
 * A turn that fails is told to `onFault` and tried again later; stopping waits for the turn under way.
 */
export function runLoop(turn: () => Promise<number>, idle: number, onFault: (error: unknown) => void): Loop {
  let stopped = false
  let wake: () => void = () => undefined
  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const finished = (async () => {
    while (!stopped) {
      const done = await turn().catch((error: unknown) => {
        onFault(error)
        return -1
      })
      if (stopped) return
      await pause(done < 0 ? idle * 10 : done > 0 ? 50 : idle)
    }
  })()
  return {
    async stop() {
      stopped = true
      wake()
      await finished
    },
  }
}
