import type { TubeFlag } from '@gezhong/shared/people/sampling/contract'
import { sql, type SQL } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'

export interface TubeView extends Record<string, unknown> {
  id: string
  code: string
  grid_id: string
  grid_code: string
  opened_by_name: string
  opened_at: Date
  people: number
  outsiders: number
  unplaced: number
  late: number
  same_code: number
}

interface TubeWanted {
  ids?: readonly string[] | undefined
  gridIds?: readonly string[] | undefined
  flag?: TubeFlag | undefined
  by?: string | undefined
  /** A piece of the code, in upper case as all codes are. */
  code?: string | undefined
  tubeSize?: number
}

const within = (communityId: string): SQL => sql`FROM sample
  WHERE sample.community_id = ${communityId} AND sample.tube_id = tube.id AND undone_at IS NULL`

function flagged(communityId: string, { flag, tubeSize = 0 }: TubeWanted): SQL {
  if (flag === 'same-code') return sql`others.same_code > 0`
  if (flag === 'late') return sql`EXISTS (SELECT 1 ${within(communityId)} AND late)`
  if (flag === 'over-full') return sql`(SELECT sum(people) ${within(communityId)}) > ${tubeSize}`
  return sql`true`
}

const tubesFrom = (communityId: string, roundId: string, wanted: TubeWanted): SQL => sql`
    FROM tube
    JOIN grid ON grid.community_id = tube.community_id AND grid.id = tube.grid_id
    JOIN account ON account.id = tube.opened_by
    CROSS JOIN LATERAL (SELECT count(*)::int AS same_code FROM tube other
      WHERE other.community_id = ${communityId} AND other.code = tube.code AND other.id <> tube.id) others
    WHERE tube.community_id = ${communityId} AND tube.round_id = ${roundId}
      AND ${wanted.ids === undefined ? sql`true` : sql`tube.id = ANY (${idList(wanted.ids)})`}
      AND ${wanted.gridIds === undefined ? sql`true` : sql`tube.grid_id = ANY (${idList(wanted.gridIds)})`}
      AND ${wanted.by === undefined ? sql`true` : sql`tube.opened_by = ${wanted.by}`}
      AND ${wanted.code === undefined ? sql`true` : sql`strpos(tube.code, ${wanted.code}) > 0`}
      AND ${flagged(communityId, wanted)}`

export async function readTubes(
  db: Db,
  communityId: string,
  roundId: string,
  { page, size, ...wanted }: TubeWanted & { page: number; size: number },
): Promise<TubeView[]> {
  const { rows } = await db.execute<TubeView>(sql`
    SELECT tube.*, counted.people, counted.outsiders, counted.unplaced, counted.late
    FROM (SELECT tube.id, tube.code, tube.grid_id, grid.code AS grid_code, account.display_name AS opened_by_name,
        tube.opened_at, tube.received_at, others.same_code
      ${tubesFrom(communityId, roundId, wanted)}
      ORDER BY tube.received_at DESC, tube.id DESC
      LIMIT ${size} OFFSET ${(page - 1) * size}) tube
    CROSS JOIN LATERAL (SELECT coalesce(sum(people), 0)::int AS people,
        coalesce(sum(people) FILTER (WHERE outsider), 0)::int AS outsiders,
        coalesce(sum(people) FILTER (WHERE household_id IS NULL AND NOT outsider), 0)::int AS unplaced,
        coalesce(sum(people) FILTER (WHERE late), 0)::int AS late
      ${within(communityId)}) counted
    ORDER BY tube.received_at DESC, tube.id DESC`)
  return rows
}

export async function countTubes(db: Db, communityId: string, roundId: string, wanted: TubeWanted): Promise<number> {
  const { rows } = await db.execute<{ total: string }>(sql`
    SELECT count(*) AS total ${tubesFrom(communityId, roundId, wanted)}`)
  return Number(rows[0]?.total ?? 0)
}
