import { boolean, integer, pgTable, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant } from '../../database/tables.ts'

export const chain = pgTable('chain', {
  communityId: uuid('community_id').notNull(),
  rollId: uuid('roll_id').notNull(),
  gridId: uuid('grid_id').notNull(),
  pastes: integer('pastes').notNull().default(0),
  pastedAt: instant('pasted_at'),
  pasteId: uuid('paste_id'),
})

export const paste = pgTable('paste', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  rollId: uuid('roll_id').notNull(),
  gridId: uuid('grid_id').notNull(),
  textSealed: bytea('text_sealed').notNull(),
  accountId: uuid('account_id').notNull(),
  at: instant('at').notNull(),
  previousId: uuid('previous_id'),
  added: integer('added'),
  changed: integer('changed'),
  gone: integer('gone'),
  same: integer('same'),
  reworded: integer('reworded'),
  goneDropped: boolean('gone_dropped'),
  beforeSealed: bytea('before_sealed'),
})

export const pasteUndo = pgTable('paste_undo', {
  communityId: uuid('community_id').notNull(),
  pasteId: uuid('paste_id').notNull(),
  rollId: uuid('roll_id').notNull(),
  gridId: uuid('grid_id').notNull(),
  accountId: uuid('account_id').notNull(),
  at: instant('at').notNull(),
})
