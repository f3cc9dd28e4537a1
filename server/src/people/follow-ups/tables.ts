import type { AttemptKind, CallOutcome } from '@gezhong/shared/people/follow-ups/outcomes'
import { boolean, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant } from '../../database/tables.ts'

export const followUp = pgTable('follow_up', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  householdId: uuid('household_id').notNull(),
  buildingId: uuid('building_id').notNull(),
  gridId: uuid('grid_id').notNull(),
  missingSince: instant('missing_since').notNull(),
  openedAt: instant('opened_at').notNull(),
  closedAt: instant('closed_at'),
  testedBefore: boolean('tested_before').notNull(),
  nothingDone: boolean('nothing_done').notNull(),
  attempts: integer('attempts').notNull().default(0),
  toVisit: boolean('to_visit').notNull().default(false),
  nextAt: instant('next_at'),
  assignedTo: uuid('assigned_to'),
  claimedBy: uuid('claimed_by'),
  claimedUntil: instant('claimed_until'),
})

export const callAttempt = pgTable('call_attempt', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  followUpId: uuid('follow_up_id').notNull(),
  householdId: uuid('household_id').notNull(),
  buildingId: uuid('building_id').notNull(),
  gridId: uuid('grid_id').notNull(),
  kind: text('kind').$type<AttemptKind>().notNull(),
  outcome: text('outcome').$type<CallOutcome>().notNull(),
  againMinutes: integer('again_minutes').notNull(),
  noteSealed: bytea('note_sealed'),
  reportId: uuid('report_id'),
  calledBy: uuid('called_by').notNull(),
  calledAt: instant('called_at').notNull(),
  receivedAt: instant('received_at').notNull(),
  undoneAt: instant('undone_at'),
})
