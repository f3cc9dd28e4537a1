import type { ExemptionReason, ExemptionState } from '@gezhong/shared/people/exemptions/contract'
import { date, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant } from '../../database/tables.ts'

export const exemption = pgTable('exemption', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  householdId: uuid('household_id').notNull(),
  buildingId: uuid('building_id').notNull(),
  gridId: uuid('grid_id').notNull(),
  residentId: uuid('resident_id'),
  people: smallint('people').notNull(),
  reason: text('reason').$type<ExemptionReason>().notNull(),
  fromDay: date('from_day').notNull(),
  untilDay: date('until_day').notNull(),
  noteSealed: bytea('note_sealed'),
  state: text('state').$type<ExemptionState>().notNull(),
  askedBy: uuid('asked_by').notNull(),
  askedAt: instant('asked_at').notNull(),
  decidedBy: uuid('decided_by'),
  decidedAt: instant('decided_at'),
  endedBy: uuid('ended_by'),
  endedAt: instant('ended_at'),
})
