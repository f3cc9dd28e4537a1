/** A reason not to go on that a person can act on: its message is one or two sentences that say what to do. */
export class Refusal extends Error {
  name = 'Refusal'
}

const UNREACHABLE = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'it hung up',
  EHOSTUNREACH: 'no way leads there',
  ENETUNREACH: 'no way leads there',
  ENOTFOUND: 'that name is not known',
  EAI_AGAIN: 'that name could not be looked up',
  ETIMEDOUT: 'it did not answer in time',
}

const DATABASE_NAMES = ['DATABASE_URL', 'DATABASE_OWNER_URL', 'DATABASE_DIRECT_URL', 'DATABASE_KEEPER_URL']

/** Which of the variables lead to this place; without one of them, the database that came along was asked. */
function namesOf(host, port, variables) {
  return DATABASE_NAMES.filter((name) => {
    const url = URL.canParse(variables[name] ?? '') ? new URL(variables[name]) : null
    if (url === null) return false
    return url.hostname === host || (port !== undefined && (url.port || '5432') === String(port))
  })
}

/** The sentence for a database that cannot be reached, or null when the error is another. A name may have several addresses. */
function unreachable(error, variables) {
  const one = error.errors?.[0] ?? error
  const reason = UNREACHABLE[one.code]
  if (reason === undefined || !(one.address ?? one.hostname)) return null
  const host = one.address ?? one.hostname
  const { port } = one
  const [name] = namesOf(host, port, variables)
  const shownPort = port ?? (name === undefined ? undefined : new URL(variables[name]).port || '5432')
  const place = [host, shownPort].filter((part) => part !== undefined).join(':')
  const advice =
    name === undefined
      ? 'Start again; if it stays so, "npm run -s gezhong -- doctor" may say why.'
      : `Start that PostgreSQL or correct ${name}; without DATABASE_URL the database that comes along is used. ` +
        '"npm run -s gezhong -- doctor" checks the rest.'
  return `The database at ${place} cannot be reached: ${reason} (${one.code}). ${advice}`
}

/**
 * What a person at the terminal is told. Errors of our own are sentences. A failed query names its parameters, and
 * parameters are people's addresses and phones: of those only the code is told. Anything else is a fault with its stack.
 */
export function describeFailure(error, isVerbose = process.env.LOG_LEVEL === 'debug', variables = process.env) {
  if (typeof error !== 'object' || error === null || !('message' in error)) return String(error)
  const cause = error.cause ?? error
  const sentence = unreachable(cause, variables)
  if (sentence !== null) return sentence
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
