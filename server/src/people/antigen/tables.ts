import type { NoPhoto, TestResult, TestSource, TestVerdict } from '@gezhong/shared/people/antigen/contract'
import type { PhotoKind } from '@gezhong/shared/photo'
import { boolean, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant } from '../../database/tables.ts'

export const antigenKit = pgTable('antigen_kit', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  roundId: uuid('round_id').notNull(),
  gridId: uuid('grid_id').notNull(),
  buildingId: uuid('building_id'),
  householdId: uuid('household_id'),
  claimedHouseholdId: uuid('claimed_household_id').notNull(),
  kits: smallint('kits').notNull(),
  handedBy: uuid('handed_by').notNull(),
  handedAt: instant('handed_at').notNull(),
  receivedAt: instant('received_at').notNull(),
  late: boolean('late').notNull().default(false),
  undoneAt: instant('undone_at'),
  undoneBy: uuid('undone_by'),
})

export const antigenTest = pgTable('antigen_test', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  roundId: uuid('round_id').notNull(),
  gridId: uuid('grid_id').notNull(),
  buildingId: uuid('building_id').notNull(),
  householdId: uuid('household_id').notNull(),
  residentId: uuid('resident_id'),
  claimedResidentId: uuid('claimed_resident_id'),
  people: smallint('people').notNull(),
  result: text('result').$type<TestResult>().notNull(),
  source: text('source').$type<TestSource>().notNull(),
  noPhoto: text('no_photo').$type<NoPhoto>(),
  photoAt: instant('photo_at'),
  toldBy: uuid('told_by').notNull(),
  takenAt: instant('taken_at').notNull(),
  receivedAt: instant('received_at').notNull(),
  late: boolean('late').notNull().default(false),
  verdict: text('verdict').$type<TestVerdict>(),
  checkedBy: uuid('checked_by'),
  checkedAt: instant('checked_at'),
  undoneAt: instant('undone_at'),
  undoneBy: uuid('undone_by'),
})

export const antigenPhoto = pgTable('antigen_photo', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  roundId: uuid('round_id').notNull(),
  gridId: uuid('grid_id').notNull(),
  buildingId: uuid('building_id').notNull(),
  householdId: uuid('household_id').notNull(),
  kind: text('kind').$type<PhotoKind>().notNull(),
  photoSealed: bytea('photo_sealed'),
  receivedAt: instant('received_at').notNull(),
  deletedAt: instant('deleted_at'),
})
