import type { ChildNeed } from '@gezhong/shared/people/ledger/child-names'
import type { LedgerSubject, Occupancy } from '@gezhong/shared/people/ledger/contract'
import { boolean, integer, jsonb, numeric, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, computed, instant } from '../../database/tables.ts'

const squareMetres = (name: string) => numeric(name, { precision: 12, scale: 2, mode: 'number' })

export const building = pgTable('building', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  gridId: uuid('grid_id').notNull(),
  door: text('door').notNull(),
  doorOrder: text('door_order').notNull(),
  parcelCode: text('parcel_code'),
  unitCode: text('unit_code'),
  floors: integer('floors'),
  structure: text('structure'),
  landArea: squareMetres('land_area'),
  footprintArea: squareMetres('footprint_area'),
  floorArea: squareMetres('floor_area'),
  footprint: jsonb('footprint').$type<[number, number][]>(),
  responsibleAccountId: uuid('responsible_account_id'),
  removedAt: instant('removed_at'),
  revision: integer('revision').notNull().default(1),
  createdAt: instant('created_at').notNull(),
})

export const household = pgTable('household', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  buildingId: uuid('building_id').notNull(),
  gridId: uuid('grid_id').notNull(),
  door: text('door').notNull(),
  doorOrder: text('door_order').notNull(),
  headcount: integer('headcount'),
  phonesSealed: bytea('phones_sealed'),
  phoneIndexes: text('phone_indexes').array().notNull().default([]),
  plainDoor: computed('plain_door'),
  occupancy: text('occupancy').$type<Occupancy>().notNull().default('occupied'),
  priority: boolean('priority').notNull().default(false),
  note: text('note').notNull().default(''),
  removedAt: instant('removed_at'),
  revision: integer('revision').notNull().default(1),
  createdAt: instant('created_at').notNull(),
})

export const resident = pgTable('resident', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  householdId: uuid('household_id').notNull(),
  buildingId: uuid('building_id').notNull(),
  gridId: uuid('grid_id').notNull(),
  nameSealed: bytea('name_sealed'),
  ageGroup: text('age_group').$type<'adult' | 'child'>().notNull(),
  namedFor: text('named_for').$type<ChildNeed>(),
  guardianSealed: bytea('guardian_sealed'),
  note: text('note').notNull().default(''),
  removedAt: instant('removed_at'),
  revision: integer('revision').notNull().default(1),
  createdAt: instant('created_at').notNull(),
})

export const ledgerChange = pgTable('ledger_change', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  subject: text('subject').$type<LedgerSubject>().notNull(),
  subjectId: uuid('subject_id').notNull(),
  buildingId: uuid('building_id').notNull(),
  householdId: uuid('household_id'),
  gridId: uuid('grid_id').notNull(),
  action: text('action').$type<'created' | 'edited' | 'removed' | 'undone'>().notNull(),
  revision: integer('revision').notNull(),
  contentSealed: bytea('content_sealed').notNull(),
  accountId: uuid('account_id'),
  undoesId: uuid('undoes_id'),
  importId: uuid('import_id'),
  at: instant('at').notNull(),
})
