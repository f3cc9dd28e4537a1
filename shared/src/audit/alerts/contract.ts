import { z } from 'zod'
import { endpoint, Id, IdParams, Instant, PageQuery, pageOf, QueryFlag } from '../../endpoint.ts'

/** `many-reveals`: more numbers than the work explains. `reveals-stopped`: so many that no more are shown for now. */
export const AlertKind = z.enum(['many-reveals', 'reveals-stopped'])
export type AlertKind = z.infer<typeof AlertKind>

/** Something the command post must look at. */
export const Alert = z.object({
  id: Id,
  kind: AlertKind,
  accountId: Id,
  byName: z.string(),
  /** Phone numbers opened in the hour before. */
  count: z.number().int(),
  raisedAt: Instant,
  /** Null until somebody of the command post has looked at it. */
  seenAt: Instant.nullable(),
  seenByName: z.string().nullable(),
})
export type Alert = z.infer<typeof Alert>

export const listAlerts = endpoint({
  method: 'GET',
  path: '/api/alerts',
  summary: 'What the command post must look at, newest first',
  who: ['command-post'],
  query: PageQuery.extend({ open: QueryFlag.optional() }),
  reply: pageOf(Alert),
})

export const seeAlert = endpoint({
  method: 'POST',
  path: '/api/alerts/:id/seen',
  summary: 'I have looked at it; whoever was stopped may go on',
  who: ['command-post'],
  params: IdParams,
  reply: Alert,
  errors: ['not-found'],
})
