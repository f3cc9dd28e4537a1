import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant } from '../../database/tables.ts'

export const smsCode = pgTable('sms_code', {
  id: uuid('id').primaryKey(),
  communityId: uuid('community_id').notNull(),
  phoneIndex: text('phone_index').notNull(),
  addressIndex: text('address_index').notNull(),
  deviceIndex: text('device_index').notNull(),
  codeDigest: text('code_digest').notNull(),
  tries: integer('tries').notNull().default(0),
  sentAt: instant('sent_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
})

export const phoneSignIn = pgTable('phone_sign_in', {
  accountId: uuid('account_id').primaryKey(),
  communityId: uuid('community_id').notNull(),
  phoneSealed: bytea('phone_sealed').notNull(),
  phoneIndex: text('phone_index').notNull(),
  verifiedAt: instant('verified_at').notNull(),
})

export const provenDevice = pgTable('proven_device', {
  accountId: uuid('account_id').notNull(),
  deviceIndex: text('device_index').notNull(),
  communityId: uuid('community_id').notNull(),
  provenAt: instant('proven_at').notNull(),
})
