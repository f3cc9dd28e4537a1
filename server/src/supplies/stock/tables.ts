import { integer, pgTable, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../../database/tables.ts'

export const stock = pgTable('stock', {
  communityId: uuid('community_id').notNull(),
  itemId: uuid('item_id').notNull(),
  stallId: uuid('stall_id').notNull(),
  leftMilli: integer('left_milli').notNull(),
})

export const stockMovement = pgTable('stock_movement', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  itemId: uuid('item_id').notNull(),
  orderId: uuid('order_id'),
  milli: integer('milli').notNull(),
  accountId: uuid('account_id').notNull(),
  at: instant('at').notNull(),
})
