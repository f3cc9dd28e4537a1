import { pgTable, smallint, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant } from '../../database/tables.ts'

export const signingKey = pgTable('signing_key', {
  communityId: uuid('community_id').notNull(),
  number: smallint('number').notNull(),
  publicKey: bytea('public_key').notNull(),
  privateSealed: bytea('private_sealed').notNull(),
  madeAt: instant('made_at').notNull(),
  withdrawnAt: instant('withdrawn_at'),
})
