import type { Way } from '@gezhong/shared/supplies/payments/settle'
import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant } from '../../database/tables.ts'

export const payment = pgTable('payment', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  orderId: uuid('order_id').notNull(),
  stallId: uuid('stall_id').notNull(),
  householdId: uuid('household_id').notNull(),
  buildingId: uuid('building_id').notNull(),
  gridId: uuid('grid_id').notNull(),
  way: text('way').$type<Way>().notNull(),
  takenFen: integer('taken_fen').notNull(),
  changeFen: integer('change_fen').notNull(),
  takesBack: uuid('takes_back'),
  reasonSealed: bytea('reason_sealed'),
  collectedBy: uuid('collected_by').notNull(),
  recordedBy: uuid('recorded_by').notNull(),
  at: instant('at').notNull(),
  receivedAt: instant('received_at').notNull(),
})

export const handIn = pgTable('hand_in', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  stallId: uuid('stall_id').notNull(),
  gridId: uuid('grid_id').notNull(),
  collectorId: uuid('collector_id').notNull(),
  expectedFen: integer('expected_fen').notNull(),
  countedFen: integer('counted_fen').notNull(),
  takesBack: uuid('takes_back'),
  reasonSealed: bytea('reason_sealed'),
  confirmedBy: uuid('confirmed_by').notNull(),
  at: instant('at').notNull(),
})
