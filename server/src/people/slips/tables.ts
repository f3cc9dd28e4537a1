import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../../database/tables.ts'

export const slip = pgTable('slip', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  householdId: uuid('household_id').notNull(),
  gridId: uuid('grid_id').notNull(),
  codeDigest: text('code_digest').notNull(),
  accountId: uuid('account_id'),
  madeBy: uuid('made_by').notNull(),
  madeAt: instant('made_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
  revokedAt: instant('revoked_at'),
})

export const slipTry = pgTable('slip_try', {
  id: uuid('id').primaryKey(),
  communityId: uuid('community_id').notNull(),
  addressIndex: text('address_index').notNull(),
  deviceIndex: text('device_index').notNull(),
  triedAt: instant('tried_at').notNull(),
})
