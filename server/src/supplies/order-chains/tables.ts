import { integer, pgTable, uuid } from 'drizzle-orm/pg-core'
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
  turn: integer('turn').notNull().default(0),
  added: integer('added'),
  changed: integer('changed'),
  cancelled: integer('cancelled'),
  beforeSealed: bytea('before_sealed'),
})

export const orderPasteUndo = pgTable('order_paste_undo', {
  communityId: uuid('community_id').notNull(),
  pasteId: uuid('paste_id').notNull(),
  stallId: uuid('stall_id').notNull(),
  gridId: uuid('grid_id').notNull(),
  accountId: uuid('account_id').notNull(),
  at: instant('at').notNull(),
})
