import { z } from 'zod'
import type { ErrorCode } from './errors.ts'
import type { Role } from './actor.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Who may call at all. Finer rules (which grid, which household) are policies beside the contract. */
export type Who = 'anyone' | 'signed-in' | readonly Role[]

/** How often one asker may call: `general` for all endpoints together, and a tighter limit for what is worth guessing. */
export const RATES = ['general', 'sign-in', 'wechat', 'reveal', 'export', 'upload', 'paste', 'remind'] as const
export type Rate = (typeof RATES)[number]

/**
 * One endpoint as data: the server route, the typed client, OpenAPI and the whole-repo tests read this same object.
 * `reply` is the whitelist of what leaves the server. A `file` reply is bytes with the named content type;
 * an `upload` body is one multipart file; a `stream` reply is a server-sent event stream.
 */
export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
> {
  method: Method
  path: string
  summary: string
  who: Who
  params: Params
  query: Query
  body: Body
  reply: Reply
  errors: readonly ErrorCode[]
  kind: 'json' | 'file' | 'upload' | 'stream'
  /** False: the answer is never kept for a repetition, because each one is to be seen in the audit log. */
  replayed: boolean
  rate: Rate
  /** Reached, without any rights, also by a session of the command post that has shown only a password. */
  beforeSecondFactor: boolean
}

interface Declaration<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> {
  method: Method
  path: string
  summary: string
  who: Who
  params?: P
  query?: Q
  body?: B
  reply: R
  errors?: readonly ErrorCode[]
  kind?: Endpoint['kind']
  replayed?: boolean
  rate?: Rate
  beforeSecondFactor?: boolean
}

export const Nothing = z.object({})
export type Nothing = z.infer<typeof Nothing>

/** Declares an endpoint; what is left out is empty. */
export function endpoint<
  R extends z.ZodType,
  P extends z.ZodType = typeof Nothing,
  Q extends z.ZodType = typeof Nothing,
  B extends z.ZodType = typeof Nothing,
>(declaration: Declaration<P, Q, B, R>): Endpoint<P, Q, B, R> {
  return {
    errors: [],
    kind: 'json',
    replayed: true,
    rate: 'general',
    beforeSecondFactor: false,
    ...declaration,
    params: declaration.params ?? (Nothing as unknown as P),
    query: declaration.query ?? (Nothing as unknown as Q),
    body: declaration.body ?? (Nothing as unknown as B),
  }
}

/** One page of a list, offset based: lists here are a community's, not the world's. */
export const PageQuery = z.object({
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  size: z.coerce.number().int().min(1).max(500).default(50),
})
export type PageQuery = z.infer<typeof PageQuery>

/** A page of rows, with how many there are in all under the same filter. */
export const pageOf = <Row extends z.ZodType>(row: Row) => z.object({ rows: z.array(row), total: z.number().int() })

/** Upper case is the same id: kept, compared and found in lower case. */
export const Id = z.uuid().toLowerCase()
export const IdParams = z.object({ id: Id })

/** An instant: ISO 8601 with offset, as the server's clock gave it. */
export const Instant = z.iso.datetime({ offset: true })

/** A civil day in the years that somebody may mean; of the earliest ones the database knows none. */
export const CivilDay = z.iso.date().refine((text) => /^20\d\d/.test(text), '请写2000年以后的日子')

/** A boolean in a query string. */
export const QueryFlag = z.enum(['true', 'false']).transform((text) => text === 'true')
