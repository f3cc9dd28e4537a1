import type { ImportKind, ImportSheet, ImportState } from '@gezhong/shared/people/import/contract'
import { integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant } from '../../database/tables.ts'

export const importBatch = pgTable('import_batch', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  kind: text('kind').$type<ImportKind>().notNull(),
  fileName: text('file_name').notNull(),
  tablesSealed: bytea('tables_sealed').notNull(),
  state: text('state').$type<ImportState>().notNull(),
  done: integer('done').notNull().default(0),
  total: integer('total').notNull().default(0),
  good: integer('good').notNull().default(0),
  rejected: integer('rejected').notNull().default(0),
  warned: integer('warned').notNull().default(0),
  numbers: integer('numbers').notNull().default(0),
  sheets: jsonb('sheets').$type<ImportSheet[]>().notNull().default([]),
  problem: text('problem'),
  accountId: uuid('account_id').notNull(),
  createdAt: instant('created_at').notNull(),
})

export const importSlice = pgTable('import_slice', {
  communityId: uuid('community_id').notNull(),
  batchId: uuid('batch_id').notNull(),
  sliceNo: integer('slice_no').notNull(),
  good: integer('good').notNull(),
  rejected: integer('rejected').notNull(),
  rowsSealed: bytea('rows_sealed').notNull(),
})
