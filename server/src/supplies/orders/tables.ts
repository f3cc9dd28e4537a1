import type { ChangeSource, OrderSource, OrderState } from '@gezhong/shared/supplies/orders/contract'
import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant } from '../../database/tables.ts'

export const stallOrder = pgTable('stall_order', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  stallId: uuid('stall_id').notNull(),
  householdId: uuid('household_id').notNull(),
  buildingId: uuid('building_id').notNull(),
  gridId: uuid('grid_id').notNull(),
  state: text('state').$type<OrderState>().notNull(),
  revision: integer('revision').notNull().default(1),
  amountFen: integer('amount_fen').notNull(),
  source: text('source').$type<OrderSource>().notNull(),
  noteSealed: bytea('note_sealed'),
  placedBy: uuid('placed_by').notNull(),
  placedAt: instant('placed_at').notNull(),
  changedAt: instant('changed_at').notNull(),
  packedAt: instant('packed_at'),
  packedBy: uuid('packed_by'),
  /** The revision that was packed. */
  packedRevision: integer('packed_revision'),
})

export const stallOrderLine = pgTable('stall_order_line', {
  communityId: uuid('community_id').notNull(),
  orderId: uuid('order_id').notNull(),
  itemId: uuid('item_id').notNull(),
  householdId: uuid('household_id').notNull(),
  buildingId: uuid('building_id').notNull(),
  gridId: uuid('grid_id').notNull(),
  milli: integer('milli').notNull(),
  priceFen: integer('price_fen').notNull(),
  amountFen: integer('amount_fen').notNull(),
  shareMilli: integer('share_milli'),
  weighedMilli: integer('weighed_milli'),
  givenMilli: integer('given_milli'),
  shortWhy: text('short_why'),
})

export const stallOrderChange = pgTable('stall_order_change', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  orderId: uuid('order_id').notNull(),
  revision: integer('revision').notNull(),
  contentSealed: bytea('content_sealed').notNull(),
  source: text('source').$type<ChangeSource>().notNull(),
  accountId: uuid('account_id').notNull(),
  at: instant('at').notNull(),
})
