import type { AgreementAnswer, AgreementVia, NoticeKind } from '@gezhong/shared/people/agreements/contract'
import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../../database/tables.ts'

export const agreement = pgTable('agreement', {
  communityId: uuid('community_id').notNull(),
  accountId: uuid('account_id').notNull(),
  kind: text('kind').$type<NoticeKind>().notNull(),
  turn: integer('turn').notNull(),
  version: integer('version').notNull(),
  answer: text('answer').$type<AgreementAnswer>().notNull(),
  via: text('via').$type<AgreementVia>().notNull(),
  at: instant('at').notNull(),
})
