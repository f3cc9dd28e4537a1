import { say } from './bootstrap.mjs'

/** What takes longer than this is worth a line: a start with nothing to do says nothing. */
const QUIET = 400

/** Does one step of a start, and says that it has begun and how long it took, when it takes a while. */
export async function step(name, work, { tell = say, quiet = QUIET } = {}) {
  const begun = Date.now()
  let isTold = false
  const timer = setTimeout(() => {
    isTold = true
    tell(`${name} …`)
  }, quiet)
  try {
    const result = await work()
    if (isTold) tell(`${name}: ${((Date.now() - begun) / 1000).toFixed(1)} s`)
    return result
  } finally {
    clearTimeout(timer)
  }
}
