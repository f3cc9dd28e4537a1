import type { ExcusedHousehold } from '@gezhong/shared/people/missing/contract'
import { sql, type SQL } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'
import { donePeople } from '../antigen/counting.ts'
import { coverage, excusesFrom } from '../rolls/coverage.ts'
import type { AskedRoll } from './queries.ts'

export interface ExcusedRow extends Record<string, unknown> {
  household_id: string
  grid_id: string
  grid_code: string
  door: string
  people: number
  name_sealed: Buffer | null
  reason: ExcusedHousehold['reason']
  until_day: string | null
  decided_by_name: string | null
  decided_at: Date | null
}

interface Filter {
  gridIds: readonly string[] | null
  q?: string | undefined
  page: number
  size: number
}

/** By exemption, as far as somebody of the household is excused by it, or because the ledger says that nobody is there. */
function excusedFrom(communityId: string, { roll, gridIds }: AskedRoll, filter: Filter): SQL {
  const asked = [gridIds, filter.gridIds].flatMap((ids) =>
    ids === null ? [] : [sql`AND household.grid_id = ANY (${idList(ids)})`],
  )
  const exempt = sql`
    SELECT exemption.household_id, exemption.resident_id, exemption.people, exemption.reason,
      exemption.until_day::text AS until_day, exemption.decided_by, exemption.decided_at
    FROM exemption
    WHERE ${excusesFrom(communityId, roll)}
      AND NOT EXISTS (SELECT 1 FROM (${donePeople(communityId, roll.id)}) done
        WHERE done.household_id = exemption.household_id AND done.resident_id = exemption.resident_id)`
  return sql`
    FROM household
    JOIN grid ON grid.community_id = ${communityId} AND grid.id = household.grid_id
    ${coverage(communityId, roll)}
    JOIN (${roll.question === 'who-was-tested' ? exempt : sql`${exempt} AND false`}
      UNION ALL
      SELECT id, NULL, 0, occupancy, NULL, NULL, NULL FROM household empty
      WHERE empty.community_id = ${communityId} AND empty.occupancy <> 'occupied'
    ) spared ON spared.household_id = household.id
    LEFT JOIN resident ON resident.community_id = ${communityId} AND resident.id = spared.resident_id
    LEFT JOIN account decider ON decider.id = spared.decided_by
    WHERE household.community_id = ${communityId} AND household.removed_at IS NULL ${sql.join(asked, sql` `)}
      AND (CASE WHEN spared.people > 0 THEN cover.excused > 0 ELSE said.state = 'excused' END)
      AND ${filter.q === undefined ? sql`true` : sql`strpos(household.door, ${filter.q}) > 0`}`
}

export async function readExcused(db: Db, communityId: string, asked: AskedRoll, filter: Filter) {
  const from = excusedFrom(communityId, asked, filter)
  const { rows } = await db.execute<ExcusedRow>(sql`
    SELECT household.id AS household_id, household.grid_id, grid.code AS grid_code, household.door, spared.people,
      resident.name_sealed, spared.reason, spared.until_day, decider.display_name AS decided_by_name, spared.decided_at
    ${from} ORDER BY household.door_order, household.id, spared.people, spared.resident_id
    LIMIT ${filter.size} OFFSET ${(filter.page - 1) * filter.size}`)
  const { rows: counted } = await db.execute<{ total: string }>(sql`SELECT count(*) AS total ${from}`)
  return { rows, total: Number(counted[0]?.total ?? 0) }
}
