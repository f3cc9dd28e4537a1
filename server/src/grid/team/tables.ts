import type { Role } from '@gezhong/shared/actor'
import { boolean, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../../database/tables.ts'

export const roleGrant = pgTable('role_grant', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  accountId: uuid('account_id').notNull(),
  role: text('role').$type<Role>().notNull(),
  gridId: uuid('grid_id'),
  householdId: uuid('household_id'),
  validFrom: instant('valid_from').notNull(),
  validUntil: instant('valid_until'),
  revokedAt: instant('revoked_at'),
  householdGridId: uuid('household_grid_id'),
  /** Of a resident: looks after the household without living there. */
  proxy: boolean('proxy').notNull().default(false),
  cameBy: text('came_by').$type<'phone' | 'slip' | 'worker' | 'household'>(),
})
