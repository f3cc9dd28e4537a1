import type { TestOutcome } from '@gezhong/shared/people/results/outcome'
import type { ResultState } from '@gezhong/shared/people/results/contract'
import { integer, jsonb, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant } from '../../database/tables.ts'
import type { Subject } from '@gezhong/shared/people/results/outcome'

export const resultRow = pgTable('result_row', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  importId: uuid('import_id').notNull(),
  sheet: text('sheet').notNull(),
  line: integer('line').notNull(),
  tubeCode: text('tube_code'),
  personSealed: bytea('person_sealed'),
  outcome: text('outcome').$type<TestOutcome>().notNull(),
  sampledAt: instant('sampled_at'),
  testedAt: instant('tested_at'),
  at: instant('at').notNull(),
  digest: text('digest').notNull(),
  state: text('state').$type<ResultState>().notNull(),
  tubeId: uuid('tube_id'),
  householdId: uuid('household_id'),
  residentId: uuid('resident_id'),
  candidates: jsonb('candidates').$type<Subject[]>().notNull().default([]),
  rejected: jsonb('rejected').$type<Subject[]>().notNull().default([]),
  decidedBy: uuid('decided_by'),
  decidedAt: instant('decided_at'),
  undoneAt: instant('undone_at'),
})

export const testResult = pgTable('test_result', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  rowId: uuid('row_id').notNull(),
  roundId: uuid('round_id'),
  tubeId: uuid('tube_id'),
  sampleId: uuid('sample_id'),
  gridId: uuid('grid_id').notNull(),
  buildingId: uuid('building_id'),
  householdId: uuid('household_id'),
  residentId: uuid('resident_id'),
  people: smallint('people').notNull(),
  outcome: text('outcome').$type<TestOutcome>().notNull(),
  testedAt: instant('tested_at').notNull(),
})
