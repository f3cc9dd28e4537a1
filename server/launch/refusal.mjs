/** A reason not to go on that a person can act on: its message is one or two sentences that say what to do. */
export class Refusal extends Error {
  name = 'Refusal'
}

/** Prints a failure the way a person wants it: the sentence of a refusal, the stack of anything unexpected. */
export function printFailure(error) {
  process.stderr.write(`${error instanceof Refusal ? error.message : (error?.stack ?? String(error))}\n`)
}
