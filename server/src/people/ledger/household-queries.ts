import type { Household, Occupancy } from '@gezhong/shared/people/ledger/contract'
import type { PageQuery } from '@gezhong/shared/endpoint'
import { and, asc, eq, isNull, sql, type SQL } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import { insertRows } from '../../database/insert-rows.ts'
import type { Db } from '../../database/pool.ts'
import { inChunks } from '../../database/in-chunks.ts'
import type { HouseholdRow } from './states.ts'
import { household } from './tables.ts'

export async function insertHouseholds(db: Db, rows: readonly HouseholdRow[]): Promise<void> {
  await insertRows(db, household, rows)
}

/**
 * The check that a household's building exists keeps the plan that it got when the connection first used it. One made
 * while there were a few buildings reads all of them for every row: a minute for a town's import instead of seconds.
 */
export async function forgetPlans(db: Db): Promise<void> {
  await db.execute(sql`DISCARD PLANS`)
}

/** Reads rows and holds them until the transaction ends, in one order so that two that do this never wait in a circle. */
export async function lockHouseholds(db: Db, communityId: string, ids: readonly string[]): Promise<HouseholdRow[]> {
  return db
    .select()
    .from(household)
    .where(and(eq(household.communityId, communityId), sql`${household.id} = ANY (${idList(ids)})`))
    .orderBy(asc(household.id))
    .for('update')
}

/** Writes whole rows whose revision has grown by one; returns how many were still at the one before. */
export async function updateHouseholds(db: Db, communityId: string, rows: readonly HouseholdRow[]): Promise<number> {
  let written = 0
  for (const part of inChunks(rows)) {
    const values = part.map(
      (row) => sql`(${row.id}::uuid, ${row.revision}::int, ${row.headcount}::int, ${row.phonesSealed}::bytea,
        ${sql.param(row.phoneIndexes)}::text[], ${row.occupancy}, ${row.priority}::boolean, ${row.note},
        ${row.removedAt}::timestamptz)`,
    )
    const { rowCount } = await db.execute(sql`
      UPDATE household SET revision = fresh.revision, headcount = fresh.headcount,
        phones_sealed = fresh.phones_sealed, phone_indexes = fresh.phone_indexes, occupancy = fresh.occupancy,
        priority = fresh.priority, note = fresh.note, removed_at = fresh.removed_at
      FROM (VALUES ${sql.join(values, sql`, `)})
        AS fresh (id, revision, headcount, phones_sealed, phone_indexes, occupancy, priority, note, removed_at)
      WHERE household.community_id = ${communityId} AND household.id = fresh.id
        AND household.revision = fresh.revision - 1`)
    written += rowCount ?? 0
  }
  return written
}

/** The households that stand at these doors now, by door. */
export async function readHouseholdsByDoor(
  db: Db,
  communityId: string,
  doors: readonly string[],
): Promise<Map<string, HouseholdRow>> {
  const found = new Map<string, HouseholdRow>()
  for (const part of inChunks(doors)) {
    const rows = await db
      .select()
      .from(household)
      .where(
        and(
          eq(household.communityId, communityId),
          sql`${household.door} = ANY (${sql.param(part)}::text[])`,
          isNull(household.removedAt),
        ),
      )
    for (const row of rows) found.set(row.door, row)
  }
  return found
}

export interface HouseholdView extends Record<string, unknown> {
  id: string
  building_id: string
  grid_id: string
  grid_code: string
  door: string
  headcount: number | null
  phones_sealed: Buffer | null
  occupancy: Occupancy
  priority: boolean
  note: string
  residents: number
  revision: number
  /** How many there are under the same filter; counted along only for a search. */
  total?: number
}

export type HouseholdSort = 'door' | '-door' | 'headcount' | '-headcount'

export interface HouseholdFilter extends PageQuery {
  ids?: readonly string[] | undefined
  /** The scope of the asker again, in a form that an index can use. */
  within?: SQL | undefined
  gridIds?: readonly string[] | undefined
  building?: string | undefined
  match?: SQL | undefined
  occupancy?: Household['occupancy'] | undefined
  priority?: boolean | undefined
  noPhone?: boolean | undefined
  sort: HouseholdSort
}

const ORDER: Record<HouseholdSort, SQL> = {
  door: sql`door_order, id`,
  '-door': sql`door_order DESC, id DESC`,
  headcount: sql`headcount NULLS LAST, door_order, id`,
  '-headcount': sql`headcount DESC NULLS LAST, door_order, id`,
}

function fromHouseholds(communityId: string, filter: Omit<HouseholdFilter, 'page' | 'size' | 'sort'>): SQL {
  const conditions = [sql`household.community_id = ${communityId}`, sql`household.removed_at IS NULL`]
  if (filter.within !== undefined) conditions.push(filter.within)
  if (filter.ids !== undefined) conditions.push(sql`household.id = ANY (${idList(filter.ids)})`)
  if (filter.gridIds !== undefined) conditions.push(sql`household.grid_id = ANY (${idList(filter.gridIds)})`)
  if (filter.building !== undefined) conditions.push(sql`household.building_id = ${filter.building}`)
  if (filter.occupancy !== undefined) conditions.push(sql`household.occupancy = ${filter.occupancy}`)
  if (filter.priority !== undefined) conditions.push(sql`household.priority = ${filter.priority}`)
  if (filter.noPhone !== undefined) conditions.push(sql`(household.phones_sealed IS NULL) = ${filter.noPhone}`)
  if (filter.match !== undefined) conditions.push(filter.match)
  return sql`FROM household WHERE ${sql.join(conditions, sql` AND `)}`
}

/**
 * The page is cut first; grids and residents are looked up for its rows only. A search has to look at every row anyway,
 * so it counts them in the same pass.
 */
export async function readHouseholds(db: Db, communityId: string, filter: HouseholdFilter): Promise<HouseholdView[]> {
  const total = filter.match === undefined ? sql`` : sql`, (count(*) OVER ())::int AS total`
  const { rows } = await db.execute<HouseholdView>(sql`
    SELECT page.id, page.building_id, page.grid_id, grid.code AS grid_code, page.door, page.headcount,
      page.phones_sealed, page.occupancy, page.priority, page.note, page.revision ${filter.match === undefined ? sql`` : sql`, page.total`},
      (SELECT count(*)::int FROM resident WHERE resident.community_id = page.community_id
        AND resident.household_id = page.id AND resident.removed_at IS NULL) AS residents
    FROM (SELECT household.* ${total} ${fromHouseholds(communityId, filter)} ORDER BY ${ORDER[filter.sort]}
      LIMIT ${filter.size} OFFSET ${(filter.page - 1) * filter.size}) page
    JOIN grid ON grid.community_id = page.community_id AND grid.id = page.grid_id
    WHERE grid.community_id = ${communityId}
    ORDER BY ${ORDER[filter.sort]}`)
  return rows
}

export async function countHouseholds(
  db: Db,
  communityId: string,
  filter: Omit<HouseholdFilter, 'page' | 'size' | 'sort'>,
): Promise<number> {
  const { rows } = await db.execute<{ total: number }>(
    sql`SELECT count(*)::int AS total ${fromHouseholds(communityId, filter)}`,
  )
  return rows[0]?.total ?? 0
}

/** Households by id, in order of door; those that are out of sight or taken out are not among them. */
export async function readHouseholdsById(
  db: Db,
  communityId: string,
  ids: readonly string[],
): Promise<HouseholdView[]> {
  return readHouseholds(db, communityId, { ids, sort: 'door', page: 1, size: Math.max(1, ids.length) })
}

export async function findHousehold(db: Db, communityId: string, id: string): Promise<HouseholdView | undefined> {
  return (await readHouseholdsById(db, communityId, [id]))[0]
}
