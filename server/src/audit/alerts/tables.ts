import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../../database/tables.ts'

export const alert = pgTable('alert', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  kind: text('kind').notNull(),
  accountId: uuid('account_id').notNull(),
  count: integer('count').notNull(),
  raisedAt: instant('raised_at').notNull(),
  seenAt: instant('seen_at'),
  seenBy: uuid('seen_by'),
})
