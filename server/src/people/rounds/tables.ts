import type { RoundMethod, TubeSize } from '@gezhong/shared/people/rounds/contract'
import { boolean, date, integer, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../../database/tables.ts'

export const round = pgTable('round', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  gridId: uuid('grid_id'),
  method: text('method').$type<RoundMethod>().notNull(),
  tubeSize: smallint('tube_size').$type<TubeSize>().notNull(),
  startsAt: instant('starts_at').notNull(),
  endsAt: instant('ends_at').notNull(),
  revision: integer('revision').notNull().default(1),
  repeatDays: smallint('repeat_days'),
  repeatUntil: date('repeat_until'),
  followedBy: uuid('followed_by'),
  retest: boolean('retest').notNull().default(false),
})

export const roundDue = pgTable('round_due', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  roundId: uuid('round_id').notNull(),
  gridId: uuid('grid_id').notNull(),
  buildingId: uuid('building_id').notNull(),
  householdId: uuid('household_id').notNull(),
  residentId: uuid('resident_id'),
  people: smallint('people'),
  tubeId: uuid('tube_id'),
})

export const roundSite = pgTable('round_site', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  roundId: uuid('round_id').notNull(),
  gridId: uuid('grid_id').notNull(),
  place: text('place').notNull(),
  opensAt: instant('opens_at').notNull(),
  closesAt: instant('closes_at').notNull(),
})
