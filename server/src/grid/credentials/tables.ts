import type { CarryingPost } from '@gezhong/shared/grid/credentials/contract'
import { date, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant } from '../../database/tables.ts'

export const training = pgTable('training', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  accountId: uuid('account_id').notNull(),
  post: text('post').$type<CarryingPost>().notNull(),
  gridId: uuid('grid_id').notNull(),
  day: date('day').notNull(),
  recordedBy: uuid('recorded_by').notNull(),
  recordedAt: instant('recorded_at').notNull(),
  takenBackAt: instant('taken_back_at'),
  takenBackBy: uuid('taken_back_by'),
  takeBackReasonSealed: bytea('take_back_reason_sealed'),
})

export const credential = pgTable('credential', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  accountId: uuid('account_id').notNull(),
  post: text('post').$type<CarryingPost>().notNull(),
  trainingId: uuid('training_id').notNull(),
  gridId: uuid('grid_id').notNull(),
  areaIds: uuid('area_ids').array().notNull(),
  topGridId: uuid('top_grid_id').notNull(),
  number: integer('number').notNull(),
  serial: text('serial').notNull(),
  codeSerial: text('code_serial').notNull(),
  validFrom: date('valid_from').notNull(),
  validUntil: date('valid_until').notNull(),
  issuedBy: uuid('issued_by').notNull(),
  issuedAt: instant('issued_at').notNull(),
  revokedAt: instant('revoked_at'),
  revokedBy: uuid('revoked_by'),
  revokeReasonSealed: bytea('revoke_reason_sealed'),
})
