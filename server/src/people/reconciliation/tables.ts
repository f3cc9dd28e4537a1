import type { Decision, DifferenceKind, DifferenceState } from '@gezhong/shared/people/reconciliation/contract'
import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant } from '../../database/tables.ts'

export const difference = pgTable('difference', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  rollId: uuid('roll_id').notNull(),
  gridId: uuid('grid_id').notNull(),
  buildingId: uuid('building_id'),
  householdId: uuid('household_id'),
  reportId: uuid('report_id'),
  kind: text('kind').$type<DifferenceKind>().notNull(),
  sampled: integer('sampled'),
  state: text('state').$type<DifferenceState>().notNull(),
  ownerAccountId: uuid('owner_account_id'),
  dueAt: instant('due_at').notNull(),
  openedAt: instant('opened_at').notNull(),
  decision: text('decision').$type<Decision>(),
  decidedBy: uuid('decided_by'),
  decidedAt: instant('decided_at'),
  decisionSealed: bytea('decision_sealed'),
  changeIds: uuid('change_ids').array().notNull().default([]),
  revision: integer('revision').notNull().default(1),
})
