import type { ReportSource, ReportState } from '@gezhong/shared/people/reports/contract'
import type { Verdict } from '@gezhong/shared/people/reconciliation/verdict'
import { getTableColumns } from 'drizzle-orm'
import { boolean, integer, pgTable, real, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, computed, instant } from '../../database/tables.ts'

export const report = pgTable('report', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  rollId: uuid('roll_id').notNull(),
  gridId: uuid('grid_id').notNull(),
  buildingId: uuid('building_id'),
  householdId: uuid('household_id'),
  source: text('source').$type<ReportSource>().notNull(),
  state: text('state').$type<ReportState>().notNull(),
  chainGridId: uuid('chain_grid_id'),
  lineKey: text('line_key'),
  position: integer('position').notNull().default(0),
  line: integer('line'),
  lineIndex: integer('line_index'),
  textSealed: bytea('text_sealed'),
  fixSealed: bytea('fix_sealed'),
  door: text('door'),
  headcount: integer('headcount'),
  phonesSealed: bytea('phones_sealed'),
  phoneIndexes: text('phone_indexes').array().notNull().default([]),
  intent: text('intent').$type<'report' | 'withdraw' | 'vacant'>().notNull(),
  isCorrection: boolean('is_correction').notNull().default(false),
  remarkSealed: bytea('remark_sealed'),
  confidence: real('confidence').notNull().default(1),
  reasons: text('reasons').array().notNull().default([]),
  doorCandidates: text('door_candidates').array().notNull().default([]),
  verdictReasons: text('verdict_reasons').array().notNull().default([]),
  candidateIds: uuid('candidate_ids').array().notNull().default([]),
  verdict: text('verdict').$type<Verdict>().notNull(),
  chosenHouseholdId: uuid('chosen_household_id'),
  chosenHeadcount: integer('chosen_headcount'),
  dismissed: boolean('dismissed').notNull().default(false),
  rejectedHouseholdIds: uuid('rejected_household_ids').array().notNull().default([]),
  accountId: uuid('account_id').notNull(),
  saidAt: instant('said_at').notNull(),
  spokenAt: instant('spoken_at').notNull(),
  plainDoor: computed('plain_door'),
})

/** All that is written; the database computes the rest. */
export const { plainDoor: _, ...reportColumns } = getTableColumns(report)
