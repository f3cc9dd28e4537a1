import { Refusal, type ErrorCode } from '@gezhong/shared/errors'
import type { z } from 'zod'

/** Every constraint a user can run into, by its Postgres name. One that is not here is a fault of ours. */
const CONSTRAINTS: Record<string, ErrorCode> = {
  grid_pkey: 'id-taken',
  grid_code_key: 'already-there',
  role_grant_pkey: 'id-taken',
  role_grant_place_key: 'already-there',
  building_pkey: 'id-taken',
  building_door_key: 'already-there',
  building_unit_code_key: 'already-there',
  household_pkey: 'id-taken',
  household_door_key: 'already-there',
  resident_pkey: 'id-taken',
  roll_pkey: 'id-taken',
  report_pkey: 'id-taken',
  ledger_change_undoes_key: 'already-undone',
}

interface DatabaseError {
  code?: string
  constraint?: string
  cause?: unknown
}

/** The database's own error, also when drizzle has wrapped it. */
function databaseError(error: unknown): DatabaseError | null {
  for (let current = error; typeof current === 'object' && current !== null; ) {
    const candidate = current as DatabaseError
    if (typeof candidate.code === 'string' && /^[0-9A-Z]{5}$/.test(candidate.code)) return candidate
    current = candidate.cause
  }
  return null
}

export function refusalFrom(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error
  const database = databaseError(error)
  if (database?.code === '23505' || database?.code === '23503') {
    const code = CONSTRAINTS[database.constraint ?? '']
    if (code !== undefined) return new Refusal(code)
  }
  // Row security refused a write: for the asker the place does not exist.
  if (database?.code === '42501') return new Refusal('not-allowed')
  const fastify = error as { code?: string; statusCode?: number }
  if (fastify.code === 'FST_ERR_CTP_BODY_TOO_LARGE' || fastify.code === 'FST_REQ_FILE_TOO_LARGE')
    return new Refusal('too-large')
  if (fastify.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new Refusal('unsupported-media')
  if (fastify.statusCode === 400) return new Refusal('not-valid')
  return null
}

/** What the log may keep of a fault: kinds and places, never a message, which may quote an address or a phone. */
export function describeFault(error: unknown): Record<string, unknown> {
  const database = databaseError(error)
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  return {
    kind: error instanceof Error ? error.name : typeof error,
    code: database?.code,
    constraint: database?.constraint,
    frames: stack.split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 8),
  }
}

export function invalid(error: z.ZodError): Refusal {
  const fields = error.issues.slice(0, 20).map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
  return new Refusal('not-valid', undefined, fields)
}
