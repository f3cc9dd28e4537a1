import { bigint, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant } from '../../database/tables.ts'

export const secondFactor = pgTable('second_factor', {
  communityId: uuid('community_id').notNull(),
  accountId: uuid('account_id').notNull(),
  secretSealed: bytea('secret_sealed'),
  pendingSealed: bytea('pending_sealed'),
  confirmedAt: instant('confirmed_at'),
  lastStep: bigint('last_step', { mode: 'number' }).notNull().default(0),
  recoveryDigests: text('recovery_digests').array().notNull().default([]),
  wrongTries: integer('wrong_tries').notNull().default(0),
  triesSince: instant('tries_since'),
})
