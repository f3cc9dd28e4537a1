import { pgTable, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant } from '../../database/tables.ts'

export const orderPaste = pgTable('order_paste', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  stallId: uuid('stall_id').notNull(),
  gridId: uuid('grid_id').notNull(),
  textSealed: bytea('text_sealed').notNull(),
  fixesSealed: bytea('fixes_sealed').notNull(),
  saidSealed: bytea('said_sealed').notNull(),
  accountId: uuid('account_id').notNull(),
  at: instant('at').notNull(),
})
