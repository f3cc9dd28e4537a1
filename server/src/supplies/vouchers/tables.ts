import type { VoucherState } from '@gezhong/shared/supplies/vouchers/contract'
import { date, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../../database/tables.ts'

export const voucher = pgTable('voucher', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  orderId: uuid('order_id').notNull(),
  stallId: uuid('stall_id').notNull(),
  householdId: uuid('household_id').notNull(),
  buildingId: uuid('building_id').notNull(),
  gridId: uuid('grid_id').notNull(),
  serial: text('serial').notNull(),
  shortCode: text('short_code').notNull(),
  gridCode: text('grid_code').notNull(),
  lastDay: date('last_day').notNull(),
  state: text('state').$type<VoucherState>().notNull(),
  issuedAt: instant('issued_at').notNull(),
  deliveredAt: instant('delivered_at'),
  deliveredBy: uuid('delivered_by'),
  deliveredScan: uuid('delivered_scan'),
})
