import { sql } from 'drizzle-orm'
import { bigint, boolean, customType, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'

export const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })

/** A yes or no that the database computes when a row is written; how is told in the migrations. */
export const computed = (name: string) => boolean(name).generatedAlwaysAs(sql`see migrations`)

export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

export const tenancy = pgTable('tenancy', { communityId: uuid('community_id').primaryKey() })

export const account = pgTable('account', {
  id: uuid('id').primaryKey(),
  displayName: text('display_name').notNull(),
  createdAt: instant('created_at').notNull(),
  deletedAt: instant('deleted_at'),
})

export const passwordSignIn = pgTable('password_sign_in', {
  accountId: uuid('account_id').primaryKey(),
  communityId: uuid('community_id').notNull(),
  name: text('name').notNull(),
  hash: text('hash').notNull(),
  changedAt: instant('changed_at').notNull(),
})

export const demoIdentity = pgTable('demo_identity', {
  name: text('name').primaryKey(),
  accountId: uuid('account_id').notNull(),
  communityId: uuid('community_id').notNull(),
  role: text('role').notNull(),
  place: text('place').notNull(),
  position: integer('position').notNull(),
})

export const session = pgTable('session', {
  id: uuid('id').primaryKey(),
  accountId: uuid('account_id').notNull(),
  communityId: uuid('community_id').notNull(),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  revokedAt: instant('revoked_at'),
  page: text('page', { enum: ['admin', 'phone'] }).notNull(),
  device: text('device').notNull(),
  usedAt: instant('used_at').notNull(),
  refreshDigest: bytea('refresh_digest'),
  refreshUsedDigest: bytea('refresh_used_digest'),
  refreshedAt: instant('refreshed_at'),
  secondFactor: text('second_factor').$type<'passed' | 'waived'>(),
})

export const idempotency = pgTable('idempotency', {
  accountId: uuid('account_id').notNull(),
  key: text('key').notNull(),
  communityId: uuid('community_id').notNull(),
  requestDigest: bytea('request_digest').notNull(),
  status: integer('status'),
  replySealed: bytea('reply_sealed'),
  expiresAt: instant('expires_at').notNull(),
})

export const liveDirty = pgTable('live_dirty', {
  id: bigint('id', { mode: 'bigint' }).generatedAlwaysAsIdentity().primaryKey(),
  communityId: uuid('community_id').notNull(),
  gridId: uuid('grid_id').notNull(),
  rollId: uuid('roll_id'),
  topic: text('topic').notNull(),
})

export const migration = pgTable('migration', {
  name: text('name').primaryKey(),
  digest: text('digest').notNull(),
  appliedAt: instant('applied_at').notNull(),
})
