import type { HomeRequestState } from '@gezhong/shared/people/homes/contract'
import { boolean, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant } from '../../database/tables.ts'

export const homeRequest = pgTable('home_request', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  accountId: uuid('account_id').notNull(),
  gridId: uuid('grid_id'),
  householdId: uuid('household_id'),
  doorSealed: bytea('door_sealed').notNull(),
  phoneSealed: bytea('phone_sealed'),
  state: text('state').$type<HomeRequestState>().notNull(),
  askedAt: instant('asked_at').notNull(),
  decidedAt: instant('decided_at'),
  decidedBy: uuid('decided_by'),
  proxy: boolean('proxy').notNull().default(false),
})
