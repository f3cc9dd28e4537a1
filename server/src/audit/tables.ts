import { bigint, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant } from '../database/tables.ts'

export const auditEntry = pgTable('audit_entry', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  at: instant('at').notNull(),
  accountId: uuid('account_id'),
  action: text('action').notNull(),
  subjectId: uuid('subject_id'),
  detailSealed: bytea('detail_sealed'),
})

export const auditSeal = pgTable('audit_seal', {
  communityId: uuid('community_id').notNull(),
  sealNo: bigint('seal_no', { mode: 'number' }).notNull(),
  entries: integer('entries').notNull(),
  digest: bytea('digest').notNull(),
  previousDigest: bytea('previous_digest').notNull(),
  signature: bytea('signature').notNull(),
  sealedAt: instant('sealed_at').notNull(),
})

export const auditLink = pgTable('audit_link', {
  communityId: uuid('community_id').notNull(),
  entryId: uuid('entry_id').notNull(),
  sealNo: bigint('seal_no', { mode: 'number' }).notNull(),
  position: integer('position').notNull(),
})
