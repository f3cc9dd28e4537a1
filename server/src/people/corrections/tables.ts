import type { CorrectionAbout, CorrectionState } from '@gezhong/shared/people/corrections/contract'
import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant } from '../../database/tables.ts'

export const correction = pgTable('correction', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  accountId: uuid('account_id').notNull(),
  householdId: uuid('household_id').notNull(),
  gridId: uuid('grid_id').notNull(),
  about: text('about').$type<CorrectionAbout>().notNull(),
  textSealed: bytea('text_sealed').notNull(),
  state: text('state').$type<CorrectionState>().notNull(),
  askedAt: instant('asked_at').notNull(),
  takenBy: uuid('taken_by'),
  decidedBy: uuid('decided_by'),
  decidedAt: instant('decided_at'),
  reasonSealed: bytea('reason_sealed'),
})
