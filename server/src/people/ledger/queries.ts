import { sql } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Work } from '../../database/transact.ts'
import { buildingsInScope, householdsInScope } from './in-scope.ts'

export interface GridCount extends Record<string, unknown> {
  gridId: string
  buildings: number
  unassigned: number
  households: number
  people: number
}

type CountAsker = Pick<Work, 'db' | 'communityId' | 'scope' | 'actor'>

/**
 * What stands in each lowest grid, as far as row security lets the asker see. People are the headcounts of the
 * households that are lived in now. A grid with nothing in it is not listed.
 */
export async function countsByGrid({ db, communityId, scope, actor }: CountAsker): Promise<GridCount[]> {
  const { rows } = await db.execute<GridCount>(sql`
    SELECT grid_id AS "gridId", sum(buildings)::int AS buildings, sum(unassigned)::int AS unassigned,
      sum(households)::int AS households, sum(people)::int AS people
    FROM (
      SELECT grid_id, count(*) AS buildings, count(*) FILTER (WHERE responsible_account_id IS NULL) AS unassigned,
        0 AS households, 0 AS people
      FROM building WHERE community_id = ${communityId} AND removed_at IS NULL
        AND ${buildingsInScope(scope, actor.accountId)} GROUP BY grid_id
      UNION ALL
      SELECT grid_id, 0, 0, count(*), coalesce(sum(headcount) FILTER (WHERE occupancy = 'occupied'), 0)
      FROM household WHERE community_id = ${communityId} AND removed_at IS NULL
        AND ${householdsInScope(scope)} GROUP BY grid_id
    ) counted
    GROUP BY grid_id`)
  return rows
}

interface OutlineRow extends Record<string, unknown> {
  id: string
  grid_id: string
  door: string
  footprint: [number, number][]
}

/** Buildings with an outline, as far as row security lets the asker see; at most so many. */
export async function readOutlines(
  { db, communityId, scope, actor }: CountAsker,
  gridIds: readonly string[] | undefined,
  most: number,
): Promise<OutlineRow[]> {
  const { rows } = await db.execute<OutlineRow>(sql`
    SELECT id, grid_id, door, footprint FROM building
    WHERE community_id = ${communityId} AND removed_at IS NULL AND footprint IS NOT NULL
      AND ${buildingsInScope(scope, actor.accountId)}
      AND ${gridIds === undefined ? sql`true` : sql`grid_id = ANY (${idList(gridIds)})`}
    ORDER BY door_order, id LIMIT ${most}`)
  return rows
}
