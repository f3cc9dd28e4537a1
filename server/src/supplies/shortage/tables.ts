import type { SubstituteState } from '@gezhong/shared/supplies/shortage/contract'
import type { ShareWay } from '@gezhong/shared/supplies/shortage/share-out'
import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../../database/tables.ts'

export const stallArrival = pgTable('stall_arrival', {
  communityId: uuid('community_id').notNull(),
  itemId: uuid('item_id').notNull(),
  stallId: uuid('stall_id').notNull(),
  arrivedMilli: integer('arrived_milli').notNull(),
  way: text('way').$type<ShareWay>().notNull(),
  toldBy: uuid('told_by').notNull(),
  toldAt: instant('told_at').notNull(),
})

export const stallSubstitute = pgTable('stall_substitute', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  stallId: uuid('stall_id').notNull(),
  orderId: uuid('order_id').notNull(),
  householdId: uuid('household_id').notNull(),
  buildingId: uuid('building_id').notNull(),
  gridId: uuid('grid_id').notNull(),
  shortItemId: uuid('short_item_id').notNull(),
  itemId: uuid('item_id').notNull(),
  milli: integer('milli').notNull(),
  priceFen: integer('price_fen').notNull(),
  state: text('state').$type<SubstituteState>().notNull(),
  offeredBy: uuid('offered_by').notNull(),
  offeredAt: instant('offered_at').notNull(),
  answeredBy: uuid('answered_by'),
  answeredAt: instant('answered_at'),
})
