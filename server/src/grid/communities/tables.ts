import type { GridLevel, ZoneStatus } from '@gezhong/shared/grid/communities/contract'
import { jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from '../../database/tables.ts'

export const community = pgTable('community', {
  communityId: uuid('community_id').primaryKey(),
  name: text('name').notNull(),
  placeNames: text('place_names').array().notNull(),
  areaCode: text('area_code'),
  zoneStatus: text('zone_status').$type<ZoneStatus>().notNull(),
  officePlace: text('office_place').notNull().default(''),
  officePhone: text('office_phone').notNull().default(''),
  createdAt: instant('created_at').notNull(),
})

export const grid = pgTable('grid', {
  communityId: uuid('community_id').notNull(),
  id: uuid('id').notNull(),
  parentId: uuid('parent_id'),
  level: text('level').$type<GridLevel>().notNull(),
  code: text('code').notNull(),
  name: text('name').notNull().default(''),
  outline: jsonb('outline').$type<[number, number][]>(),
  retiredAt: instant('retired_at'),
  createdAt: instant('created_at').notNull(),
})
