import type { PhotoKind } from '@gezhong/shared/photo'
import type { Unit } from '@gezhong/shared/supplies/orders/stall'
import type { StallState } from '@gezhong/shared/supplies/stalls/contract'
import { boolean, date, integer, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant } from '../../database/tables.ts'

export const stall = pgTable('stall', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  gridId: uuid('grid_id').notNull(),
  day: date('day').notNull(),
  title: text('title').notNull(),
  note: text('note').notNull().default(''),
  payCode: text('pay_code'),
  state: text('state').$type<StallState>().notNull(),
  cutOff: instant('cut_off').notNull(),
  deliverFrom: instant('deliver_from').notNull(),
  deliverUntil: instant('deliver_until').notNull(),
  revision: integer('revision').notNull().default(1),
  madeBy: uuid('made_by').notNull(),
  madeAt: instant('made_at').notNull(),
  openedAt: instant('opened_at'),
  sharedAt: instant('shared_at'),
})

export const stallItem = pgTable('stall_item', {
  communityId: uuid('community_id').notNull(),
  stallId: uuid('stall_id').notNull(),
  id: uuid('id').notNull(),
  position: smallint('position').notNull(),
  name: text('name').notNull(),
  aliases: text('aliases').array().notNull().default([]),
  unit: text('unit').$type<Unit>().notNull(),
  priceFen: integer('price_fen').notNull(),
  stepMilli: integer('step_milli').notNull(),
  limitMilli: integer('limit_milli'),
  offeredMilli: integer('offered_milli'),
  removed: boolean('removed').notNull().default(false),
  photoId: uuid('photo_id'),
})

export const stallPhoto = pgTable('stall_photo', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  kind: text('kind').$type<PhotoKind>().notNull(),
  bytes: bytea('bytes').notNull(),
  madeBy: uuid('made_by').notNull(),
  madeAt: instant('made_at').notNull(),
})
