import { sql } from 'drizzle-orm'
import type { Db } from '../../database/pool.ts'

export interface KnownHousehold extends Record<string, unknown> {
  id: string
  door: string
  headcount: number | null
  phone_indexes: string[]
  phones_sealed: Buffer | null
  occupancy: string
  priority: boolean
  note: string
}

export async function readKnownHouseholds(db: Db, communityId: string): Promise<Map<string, KnownHousehold>> {
  const { rows } = await db.execute<KnownHousehold>(sql`
    SELECT id, door, headcount, phone_indexes, phones_sealed, occupancy, priority, note FROM household
    WHERE community_id = ${communityId} AND removed_at IS NULL`)
  return new Map(rows.map((row) => [row.door, row]))
}

export interface KnownBuilding extends Record<string, unknown> {
  id: string
  grid_id: string
  door: string
  parcel_code: string | null
  unit_code: string | null
  floors: number | null
  structure: string | null
  land_area: string | null
  footprint_area: string | null
  floor_area: string | null
  has_footprint: boolean
}

export async function readKnownBuildings(db: Db, communityId: string): Promise<KnownBuilding[]> {
  const { rows } = await db.execute<KnownBuilding>(sql`
    SELECT id, grid_id, door, parcel_code, unit_code, floors, structure, land_area, footprint_area, floor_area,
      footprint IS NOT NULL AS has_footprint
    FROM building WHERE community_id = ${communityId} AND removed_at IS NULL ORDER BY door_order`)
  return rows
}
