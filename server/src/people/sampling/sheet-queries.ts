import { sql } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'
import { donePeople } from '../antigen/counting.ts'
import { coverage, excusesFrom } from '../rolls/coverage.ts'
import type { RollRow } from '../rolls/queries.ts'

interface SheetRow extends Record<string, unknown> {
  household_id: string
  grid_code: string
  door: string
  priority: boolean
  due: number
  done: number
  excused: number
  missing: number
}

export async function readSheetHouseholds(
  db: Db,
  communityId: string,
  roll: RollRow,
  gridIds: readonly string[],
  most: number,
): Promise<SheetRow[]> {
  const { rows } = await db.execute<SheetRow>(sql`
    SELECT household.id AS household_id, grid.code AS grid_code, household.door, household.priority,
      cover.due, cover.done, cover.excused, cover.missing
    FROM household
    JOIN grid ON grid.community_id = household.community_id AND grid.id = household.grid_id
    ${coverage(communityId, roll)}
    WHERE household.community_id = ${communityId} AND household.removed_at IS NULL
      AND household.grid_id = ANY (${idList(gridIds)})
    ORDER BY household.door_order, household.id LIMIT ${most}`)
  return rows
}

interface VisitRow extends Record<string, unknown> {
  household_id: string
  /** Null: so many of whom only the number is known. */
  resident_id: string | null
  people: number
}

/** Who lies in bed and is excused from this roll's site: they are sampled where they lie. */
export async function readHomeVisits(
  db: Db,
  communityId: string,
  roll: RollRow,
  gridIds: readonly string[],
): Promise<VisitRow[]> {
  const { rows } = await db.execute<VisitRow>(sql`
    SELECT household_id, resident_id, sum(people)::int AS people FROM exemption
    WHERE ${excusesFrom(communityId, roll)} AND grid_id = ANY (${idList(gridIds)}) AND reason = 'bedridden'
    GROUP BY household_id, resident_id`)
  return rows
}

/** Which named people have been tested in this roll, and which are excused from it and were not. */
export async function readSheetMarks(
  db: Db,
  communityId: string,
  roll: RollRow,
  gridIds: readonly string[],
): Promise<Map<string, 'tested' | 'excused'>> {
  const { rows } = await db.execute<{ resident_id: string; mark: 'tested' | 'excused' }>(sql`
    SELECT resident_id, 'excused' AS mark FROM exemption
    WHERE ${excusesFrom(communityId, roll)} AND grid_id = ANY (${idList(gridIds)}) AND resident_id IS NOT NULL
    UNION ALL
    SELECT done.resident_id, 'tested' FROM (${donePeople(communityId, roll.id)}) done
    JOIN household ON household.community_id = ${communityId} AND household.id = done.household_id
    WHERE household.grid_id = ANY (${idList(gridIds)})`)
  // The tested come last and stand.
  return new Map(rows.map((row) => [row.resident_id, row.mark]))
}
