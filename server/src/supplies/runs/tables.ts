import type { FailedWhy } from '@gezhong/shared/supplies/deliveries/contract'
import type { RunState } from '@gezhong/shared/supplies/runs/contract'
import { boolean, integer, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../../database/tables.ts'

export const deliveryRoute = pgTable('delivery_route', {
  communityId: uuid('community_id').notNull(),
  gridId: uuid('grid_id').notNull(),
  buildingIds: uuid('building_ids').array().notNull(),
  designatedBy: uuid('designated_by').notNull(),
  designatedAt: instant('designated_at').notNull(),
})

export const run = pgTable('run', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  stallId: uuid('stall_id').notNull(),
  gridId: uuid('grid_id').notNull(),
  carrierId: uuid('carrier_id').notNull(),
  state: text('state').$type<RunState>().notNull(),
  revision: integer('revision').notNull().default(1),
  phoneId: uuid('phone_id'),
  designatedBy: uuid('designated_by').notNull(),
  designatedAt: instant('designated_at').notNull(),
  startedAt: instant('started_at'),
  endedAt: instant('ended_at'),
})

export const runStop = pgTable('run_stop', {
  communityId: uuid('community_id').notNull(),
  runId: uuid('run_id').notNull(),
  voucherId: uuid('voucher_id').notNull(),
  householdId: uuid('household_id').notNull(),
  buildingId: uuid('building_id').notNull(),
  gridId: uuid('grid_id').notNull(),
  position: smallint('position').notNull(),
  standing: boolean('standing').notNull().default(true),
  tries: smallint('tries').notNull().default(0),
  failedWhy: text('failed_why').$type<FailedWhy>(),
  failedAt: instant('failed_at'),
})
