import { Refusal, type ErrorCode } from '@gezhong/shared/errors'
import type { FastifyReply } from 'fastify'
import type { z } from 'zod'
import { databaseError, refusalFrom } from '../database/refusals.ts'

/** What the web framework refuses with a status of its own, such as a path that leads out of the folder of pages. */
const BY_STATUS: Partial<Record<number, ErrorCode>> = {
  400: 'not-valid',
  403: 'not-found',
  404: 'not-found',
  413: 'too-large',
  415: 'unsupported-media',
  429: 'too-many-requests',
}

/** The refusal that goes out for an error of the database or of the web framework; null when it is a fault of ours. */
export function problemFrom(error: unknown): Refusal | null {
  const refusal = refusalFrom(error)
  if (refusal !== null) return refusal
  const { code, statusCode } = error as { code?: string; statusCode?: number }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || code === 'FST_REQ_FILE_TOO_LARGE') return new Refusal('too-large')
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new Refusal('unsupported-media')
  const known = statusCode === undefined ? undefined : BY_STATUS[statusCode]
  return known === undefined ? null : new Refusal(known)
}

/** What the log may keep of a fault: kinds and places, never a message, which may quote an address or a phone. */
export function describeFault(error: unknown): Record<string, unknown> {
  const database = databaseError(error)
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  return {
    kind: error instanceof Error ? error.name : typeof error,
    code: database?.code,
    constraint: database?.constraint,
    frames: stack
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 8),
  }
}

export const sendNotFound = (reply: FastifyReply): FastifyReply =>
  reply.code(404).header('content-type', 'application/problem+json').send(new Refusal('not-found').toProblem())

export function invalid(error: z.ZodError): Refusal {
  const fields = error.issues.slice(0, 20).map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
  return new Refusal('not-valid', undefined, fields)
}
