import type { RollDue, RollQuestion, RollState } from '@gezhong/shared/people/rolls/contract'
import { bigint, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../../database/tables.ts'

export const roll = pgTable('roll', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  title: text('title').notNull(),
  question: text('question').$type<RollQuestion>().notNull(),
  gridId: uuid('grid_id'),
  state: text('state').$type<RollState>().notNull(),
  openedAt: instant('opened_at').notNull(),
  closedAt: instant('closed_at'),
  due: text('due').$type<RollDue>().notNull().default('everybody'),
  openedBy: uuid('opened_by'),
})

export const standing = pgTable('standing', {
  communityId: uuid('community_id').notNull(),
  rollId: uuid('roll_id').notNull(),
  householdId: uuid('household_id').notNull(),
  buildingId: uuid('building_id').notNull(),
  gridId: uuid('grid_id').notNull(),
  state: text('state').$type<'reported' | 'differs'>().notNull(),
  reported: integer('reported'),
  reportId: uuid('report_id').notNull(),
  reportedAt: instant('reported_at').notNull(),
})

export const rollCount = pgTable('roll_count', {
  communityId: uuid('community_id').notNull(),
  rollId: uuid('roll_id').notNull(),
  gridId: uuid('grid_id').notNull(),
  households: integer('households').notNull(),
  reported: integer('reported').notNull(),
  differs: integer('differs').notNull(),
  missing: integer('missing').notNull(),
  excused: integer('excused').notNull(),
  expectedPeople: integer('expected_people').notNull(),
  reportedPeople: integer('reported_people').notNull(),
  excusedPeople: integer('excused_people').notNull(),
  missingPeople: integer('missing_people').notNull(),
  revision: bigint('revision', { mode: 'number' }).notNull(),
})
