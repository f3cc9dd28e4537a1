import { z } from 'zod'
import { endpoint, Id, Instant, PageQuery, pageOf } from '../endpoint.ts'

/** One thing that somebody did, read in full, or was refused. Append-only. */
export const AuditEntry = z.object({
  id: Id,
  at: Instant,
  byName: z.string(),
  /** Code such as `household.phone-revealed`. */
  action: z.string(),
  /** The same in words. */
  words: z.string(),
  subjectId: Id.nullable(),
  /** What it was about, masked; empty when the personal part has been destroyed. */
  detail: z.string(),
  sealed: z.boolean(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

export const listAudit = endpoint({
  method: 'GET',
  path: '/api/audit',
  summary: 'The audit log, newest first',
  who: ['command-post'],
  query: PageQuery.extend({ action: z.string().max(60).optional(), account: Id.optional() }),
  reply: pageOf(AuditEntry),
})

export const verifyAudit = endpoint({
  method: 'GET',
  path: '/api/audit/verification',
  summary:
    'Recompute the chain of seals and hold the daily anchors against it: whether anything was changed, removed or inserted',
  who: ['command-post'],
  reply: z.object({
    intact: z.boolean(),
    entries: z.number().int(),
    seals: z.number().int(),
    unsealed: z.number().int(),
    /** Digest of the newest seal, in hex: it stands for everything sealed so far. Null before the first. */
    head: z.string().nullable(),
    /** What was written daily outside the database: how many days, and the newest. Null where no folder is set. */
    anchors: z
      .object({ days: z.number().int(), last: z.object({ day: z.string(), head: z.string() }).nullable() })
      .nullable(),
    /** Where it breaks, in words; null when intact. */
    problem: z.string().nullable(),
    checkedAt: Instant,
  }),
})
