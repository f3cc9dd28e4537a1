import { sql } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'

/** After households moved in the tree to these grids: rows that lie where their household lies go with them. */
export async function followHouseholds(
  db: Db,
  communityId: string,
  gridIds: readonly string[],
  tables: readonly string[],
): Promise<void> {
  for (const table of tables)
    await db.execute(sql`
      UPDATE ${sql.identifier(table)} AS moved
      SET grid_id = household.grid_id, building_id = household.building_id
      FROM household
      WHERE moved.community_id = ${communityId} AND household.community_id = ${communityId}
        AND household.id = moved.household_id AND household.grid_id = ANY (${idList(gridIds)})
        AND (moved.grid_id <> household.grid_id OR moved.building_id <> household.building_id)`)
}
