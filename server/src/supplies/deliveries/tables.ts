import type { CaseKind, DeliveryAct, DeliveryCase, FailedWhy } from '@gezhong/shared/supplies/deliveries/contract'
import type { ScanVerdict } from '@gezhong/shared/supplies/deliveries/verdict'
import { boolean, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant } from '../../database/tables.ts'

export const deliveryScan = pgTable('delivery_scan', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  runId: uuid('run_id'),
  gridId: uuid('grid_id'),
  voucherId: uuid('voucher_id'),
  voucherGridId: uuid('voucher_grid_id'),
  accountId: uuid('account_id').notNull(),
  act: text('act').$type<DeliveryAct>().notNull(),
  verdict: text('verdict').$type<ScanVerdict>().notNull(),
  outcome: text('outcome').$type<'counted' | 'case' | 'noted' | 'refused'>().notNull(),
  why: text('why').$type<FailedWhy>(),
  typed: boolean('typed').notNull(),
  contentSealed: bytea('content_sealed').notNull(),
  contentMark: text('content_mark').notNull(),
  at: instant('at').notNull(),
  receivedAt: instant('received_at').notNull(),
})

export const deliveryCase = pgTable('delivery_case', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  stallId: uuid('stall_id').notNull(),
  voucherId: uuid('voucher_id').notNull(),
  householdId: uuid('household_id').notNull(),
  buildingId: uuid('building_id').notNull(),
  gridId: uuid('grid_id').notNull(),
  scanId: uuid('scan_id').notNull(),
  kind: text('kind').$type<CaseKind>().notNull(),
  state: text('state').$type<DeliveryCase['state']>().notNull(),
  openedAt: instant('opened_at').notNull(),
  noteSealed: bytea('note_sealed'),
  settledBy: uuid('settled_by'),
  settledAt: instant('settled_at'),
})
