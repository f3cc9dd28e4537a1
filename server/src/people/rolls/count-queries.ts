import { sql } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'
import { coverage } from './coverage.ts'
import type { RollRow } from './queries.ts'

export interface CountRow extends Record<string, unknown> {
  grid_id: string
  households: number
  reported: number
  differs: number
  missing: number
  excused: number
  expected_people: number
  reported_people: number
  excused_people: number
  missing_people: number
}

/** Counts a roll from the raw rows, per lowest grid, as far as row security lets the asker see. */
export async function countStanding(
  db: Db,
  communityId: string,
  roll: Pick<RollRow, 'id' | 'question' | 'openedAt' | 'due'>,
  gridIds: readonly string[] | null,
): Promise<CountRow[]> {
  const { rows } = await db.execute<CountRow>(sql`
    SELECT household.grid_id, count(*)::int AS households,
      (count(*) FILTER (WHERE said.state = 'reported'))::int AS reported,
      (count(*) FILTER (WHERE said.state = 'differs'))::int AS differs,
      (count(*) FILTER (WHERE said.state = 'missing'))::int AS missing,
      (count(*) FILTER (WHERE said.state = 'excused'))::int AS excused,
      sum(cover.due)::int AS expected_people, sum(cover.done)::int AS reported_people,
      sum(cover.excused)::int AS excused_people, sum(cover.missing)::int AS missing_people
    FROM household ${coverage(communityId, roll)}
    WHERE household.community_id = ${communityId} AND household.removed_at IS NULL
      AND ${gridIds === null ? sql`true` : sql`household.grid_id = ANY (${idList(gridIds)})`}
    GROUP BY household.grid_id`)
  return rows
}
