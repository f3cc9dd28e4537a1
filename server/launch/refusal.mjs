/** A reason not to go on that a person can act on: its message is one or two sentences that say what to do. */
export class Refusal extends Error {
  name = 'Refusal'
}

/**
 * What a person at the terminal is told. Errors of our own are sentences. A failed query names its parameters, and
 * parameters are people's addresses and phones: of those only the code is told. Anything else is a fault with its stack.
 */
export function describeFailure(error, isVerbose = process.env.LOG_LEVEL === 'debug') {
  if (typeof error !== 'object' || error === null || !('message' in error)) return String(error)
  const cause = error.cause ?? error
  if (String(error.message).startsWith('Failed query') || typeof cause.severity === 'string') {
    const place = [cause.constraint, cause.table].find(Boolean)
    return `Postgres refused a statement (${cause.code ?? cause.name}${place ? `, ${place}` : ''}). "npm run -s gezhong -- doctor" may say why.`
  }
  const isFault = error.constructor?.name !== 'Error' && /^(Type|Reference|Syntax|Range|Assertion)/.test(error.name)
  if (!isFault && !isVerbose) return error.message || error.name
  return error.stack ?? error.message
}

export function printFailure(error) {
  process.stderr.write(`${describeFailure(error)}\n`)
}
