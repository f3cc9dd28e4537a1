import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant } from '../../database/tables.ts'

export const wechatSignIn = pgTable('wechat_sign_in', {
  communityId: uuid('community_id').notNull(),
  openIndex: text('open_index').notNull(),
  accountId: uuid('account_id').notNull(),
  openSealed: bytea('open_sealed'),
  boundAt: instant('bound_at').notNull(),
})
