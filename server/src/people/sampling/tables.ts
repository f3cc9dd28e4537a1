import type { SampleDecision } from '@gezhong/shared/people/unplaced/contract'
import { boolean, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant } from '../../database/tables.ts'

export const tube = pgTable('tube', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  roundId: uuid('round_id').notNull(),
  gridId: uuid('grid_id').notNull(),
  code: text('code').notNull(),
  openedBy: uuid('opened_by').notNull(),
  openedAt: instant('opened_at').notNull(),
  receivedAt: instant('received_at').notNull(),
})

export const sample = pgTable('sample', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  roundId: uuid('round_id').notNull(),
  tubeId: uuid('tube_id').notNull(),
  gridId: uuid('grid_id').notNull(),
  buildingId: uuid('building_id'),
  householdId: uuid('household_id'),
  residentId: uuid('resident_id'),
  claimedHouseholdId: uuid('claimed_household_id'),
  claimedResidentId: uuid('claimed_resident_id'),
  outsider: boolean('outsider').notNull().default(false),
  contactSealed: bytea('contact_sealed'),
  people: smallint('people').notNull(),
  takenBy: uuid('taken_by').notNull(),
  takenAt: instant('taken_at').notNull(),
  receivedAt: instant('received_at').notNull(),
  late: boolean('late').notNull().default(false),
  undoneAt: instant('undone_at'),
  undoneBy: uuid('undone_by'),
  decision: text('decision').$type<SampleDecision>(),
  decidedBy: uuid('decided_by'),
  decidedAt: instant('decided_at'),
  decisionReasonSealed: bytea('decision_reason_sealed'),
  retestedBy: uuid('retested_by'),
  retestedAt: instant('retested_at'),
})
