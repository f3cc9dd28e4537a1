import type { PageQuery } from '@gezhong/shared/endpoint'
import { and, asc, eq, isNull, sql, type SQL } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import { insertRows } from '../../database/insert-rows.ts'
import type { Db } from '../../database/pool.ts'
import { inChunks } from '../../database/in-chunks.ts'
import type { BuildingRow } from './states.ts'
import { building } from './tables.ts'

export async function insertBuildings(db: Db, rows: readonly BuildingRow[]): Promise<void> {
  await insertRows(db, building, rows)
}

/** Reads rows and holds them until the transaction ends, in one order so that two that do this never wait in a circle. */
export async function lockBuildings(db: Db, communityId: string, ids: readonly string[]): Promise<BuildingRow[]> {
  return db
    .select()
    .from(building)
    .where(and(eq(building.communityId, communityId), sql`${building.id} = ANY (${idList(ids)})`))
    .orderBy(asc(building.id))
    .for('update')
}

/** Writes whole rows whose revision has grown by one; returns how many were still at the one before. */
export async function updateBuildings(db: Db, communityId: string, rows: readonly BuildingRow[]): Promise<number> {
  let written = 0
  for (const part of inChunks(rows)) {
    const values = part.map(
      (row) => sql`(${row.id}::uuid, ${row.revision}::int, ${row.door}, ${row.doorOrder}, ${row.parcelCode},
        ${row.unitCode}, ${row.floors}::int, ${row.structure}, ${row.landArea}::numeric, ${row.footprintArea}::numeric,
        ${row.floorArea}::numeric, ${row.footprint === null ? null : JSON.stringify(row.footprint)}::jsonb,
        ${row.responsibleAccountId}::uuid, ${row.removedAt}::timestamptz)`,
    )
    const { rowCount } = await db.execute(sql`
      UPDATE building SET revision = fresh.revision, door = fresh.door, door_order = fresh.door_order,
        parcel_code = fresh.parcel_code, unit_code = fresh.unit_code, floors = fresh.floors,
        structure = fresh.structure, land_area = fresh.land_area, footprint_area = fresh.footprint_area,
        floor_area = fresh.floor_area, footprint = fresh.footprint,
        responsible_account_id = fresh.responsible_account_id, removed_at = fresh.removed_at
      FROM (VALUES ${sql.join(values, sql`, `)}) AS fresh (id, revision, door, door_order, parcel_code, unit_code,
        floors, structure, land_area, footprint_area, floor_area, footprint, responsible_account_id, removed_at)
      WHERE building.community_id = ${communityId} AND building.id = fresh.id
        AND building.revision = fresh.revision - 1`)
    written += rowCount ?? 0
  }
  return written
}

/** Holds the building against removal until the household that is put into it is committed. */
export async function findBuildingByDoor(db: Db, communityId: string, door: string): Promise<BuildingRow | undefined> {
  const [row] = await db
    .select()
    .from(building)
    .where(and(eq(building.communityId, communityId), eq(building.door, door), isNull(building.removedAt)))
    .for('share')
  return row
}

/** The buildings that stand at these doors now, by door. */
export async function readBuildingsByDoor(
  db: Db,
  communityId: string,
  doors: readonly string[],
): Promise<Map<string, BuildingRow>> {
  const found = new Map<string, BuildingRow>()
  for (const part of inChunks(doors)) {
    const rows = await db
      .select()
      .from(building)
      .where(
        and(
          eq(building.communityId, communityId),
          sql`${building.door} = ANY (${sql.param(part)}::text[])`,
          isNull(building.removedAt),
        ),
      )
    for (const row of rows) found.set(row.door, row)
  }
  return found
}

const inArea = (area: string) => sql`starts_with(${building.door}, ${area})
  AND substr(${building.door}, char_length(${area}) + 1, 1) ~ '^[0-9A-Z]'`

/** The lowest grids among which a street or estate is divided, and in which of them this very door stands. */
export async function readAreaGrids(db: Db, communityId: string, area: string, door: string) {
  return db
    .select({ gridId: building.gridId, stands: sql<boolean>`bool_or(${building.door} = ${door})` })
    .from(building)
    .where(and(eq(building.communityId, communityId), isNull(building.removedAt), inArea(area)))
    .groupBy(building.gridId)
}

/** The nearest building on the same street or in the same estate: where a new door most likely lies. */
export async function findNeighbour(
  db: Db,
  communityId: string,
  gridIds: readonly string[],
  area: string,
  doorOrder: string,
): Promise<BuildingRow | undefined> {
  const candidates = and(
    eq(building.communityId, communityId),
    isNull(building.removedAt),
    sql`${building.gridId} = ANY (${idList(gridIds)})`,
    inArea(area),
  )
  const [before] = await db
    .select()
    .from(building)
    .where(and(candidates, sql`${building.doorOrder} <= ${doorOrder}`))
    .orderBy(sql`${building.doorOrder} DESC`)
    .limit(1)
  if (before !== undefined) return before
  const [after] = await db.select().from(building).where(candidates).orderBy(asc(building.doorOrder)).limit(1)
  return after
}

interface BuildingView extends Record<string, unknown> {
  id: string
  grid_id: string
  grid_code: string
  door: string
  parcel_code: string | null
  unit_code: string | null
  floors: number | null
  structure: string | null
  floor_area: string | null
  responsible_account_id: string | null
  responsible_name: string | null
  households: number
  people: number
  revision: number
}

export interface BuildingFilter extends PageQuery {
  ids?: readonly string[] | undefined
  /** The scope of the asker again, in a form that an index can use. */
  within?: SQL | undefined
  gridIds?: readonly string[] | undefined
  unassigned?: boolean | undefined
  match?: SQL | undefined
}

export async function readBuildings(
  db: Db,
  communityId: string,
  filter: BuildingFilter,
): Promise<{ rows: BuildingView[]; total: number }> {
  const from = sql`
    FROM building WHERE building.community_id = ${communityId} AND building.removed_at IS NULL
      AND ${filter.within ?? sql`true`}
      AND ${filter.ids === undefined ? sql`true` : sql`building.id = ANY (${idList(filter.ids)})`}
      AND ${filter.gridIds === undefined ? sql`true` : sql`building.grid_id = ANY (${idList(filter.gridIds)})`}
      AND ${filter.unassigned ? sql`building.responsible_account_id IS NULL` : sql`true`}
      AND ${filter.match ?? sql`true`}`
  const { rows } = await db.execute<BuildingView>(sql`
    SELECT page.*, grid.code AS grid_code, account.display_name AS responsible_name, inside.households, inside.people
    FROM (SELECT building.* ${from} ORDER BY building.door_order, building.id
      LIMIT ${filter.size} OFFSET ${(filter.page - 1) * filter.size}) page
    JOIN grid ON grid.community_id = page.community_id AND grid.id = page.grid_id
    LEFT JOIN account ON account.id = page.responsible_account_id
    LEFT JOIN LATERAL (
      SELECT count(*)::int AS households,
        coalesce(sum(headcount) FILTER (WHERE occupancy = 'occupied'), 0)::int AS people
      FROM household WHERE household.community_id = page.community_id AND household.building_id = page.id
        AND household.removed_at IS NULL) inside ON true
    ORDER BY page.door_order, page.id`)
  const { rows: counted } = await db.execute<{ total: number }>(sql`SELECT count(*)::int AS total ${from}`)
  return { rows, total: counted[0]?.total ?? 0 }
}

/** The buildings that somebody is responsible for, by grid. */
export async function readBuildingsOf(db: Db, communityId: string, accountId: string): Promise<Map<string, string[]>> {
  const { rows } = await db.execute<{ grid_id: string; ids: string[] }>(sql`
    SELECT grid_id, array_agg(id::text ORDER BY door_order) AS ids FROM building
    WHERE community_id = ${communityId} AND responsible_account_id = ${accountId} AND removed_at IS NULL
    GROUP BY grid_id`)
  return new Map(rows.map((row) => [row.grid_id, row.ids]))
}
