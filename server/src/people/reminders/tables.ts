import type {
  ReminderChannel,
  ReminderKind,
  ReminderProblem,
  ReminderState,
} from '@gezhong/shared/people/reminders/contract'
import { boolean, integer, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../../database/tables.ts'

export const reminder = pgTable('reminder', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  batchId: uuid('batch_id').notNull(),
  rollId: uuid('roll_id').notNull(),
  householdId: uuid('household_id').notNull(),
  buildingId: uuid('building_id').notNull(),
  gridId: uuid('grid_id').notNull(),
  kind: text('kind').$type<ReminderKind>().notNull(),
  channel: text('channel').$type<ReminderChannel>().notNull(),
  accountId: uuid('account_id'),
  templateId: text('template_id'),
  state: text('state').$type<ReminderState>().notNull(),
  attempts: smallint('attempts').notNull().default(0),
  unsure: boolean('unsure').notNull().default(false),
  problem: text('problem').$type<ReminderProblem>(),
  providerCode: integer('provider_code'),
  askedBy: uuid('asked_by').notNull(),
  askedAt: instant('asked_at').notNull(),
  dueAt: instant('due_at').notNull(),
  nextAt: instant('next_at').notNull(),
  endedAt: instant('ended_at'),
})

export const subscriptionEntry = pgTable('subscription_entry', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  accountId: uuid('account_id').notNull(),
  templateId: text('template_id').notNull(),
  reason: text('reason').$type<'accepted' | 'used' | 'returned' | 'refused'>().notNull(),
  delta: smallint('delta').notNull(),
  reminderId: uuid('reminder_id'),
  at: instant('at').notNull(),
})
