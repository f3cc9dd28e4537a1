import { sql } from 'drizzle-orm'
import type { Db } from '../../database/pool.ts'

interface AsideRow extends Record<string, unknown> {
  grid_id: string
  grid_code: string
  outsiders: number
  unplaced: number
  late: number
}

export async function readAsideByGrid(db: Db, communityId: string, roundId: string): Promise<AsideRow[]> {
  const { rows } = await db.execute<AsideRow>(sql`
    SELECT sample.grid_id, grid.code AS grid_code,
      coalesce(sum(people) FILTER (WHERE outsider), 0)::int AS outsiders,
      coalesce(sum(people) FILTER (WHERE household_id IS NULL AND NOT outsider), 0)::int AS unplaced,
      coalesce(sum(people) FILTER (WHERE late), 0)::int AS late
    FROM sample JOIN grid ON grid.community_id = sample.community_id AND grid.id = sample.grid_id
    WHERE sample.community_id = ${communityId} AND sample.round_id = ${roundId} AND undone_at IS NULL
    GROUP BY 1, 2 ORDER BY 2`)
  return rows
}

/** A quarter of an hour counts as worked when any sample was taken in it. Seconds. */
const QUARTER = 900

interface SamplerRow extends Record<string, unknown> {
  account_id: string
  name: string
  people: number
  tubes: number
  quarters: number
  first_at: Date
  last_at: Date
  received_at: Date
}

export async function readSamplers(db: Db, communityId: string, roundId: string): Promise<SamplerRow[]> {
  const { rows } = await db.execute<SamplerRow>(sql`
    SELECT taken_by AS account_id, account.display_name AS name, sum(people)::int AS people,
      count(DISTINCT tube_id)::int AS tubes,
      count(DISTINCT floor(extract(epoch FROM taken_at) / ${QUARTER}))::int AS quarters,
      min(taken_at) AS first_at, max(taken_at) AS last_at, max(received_at) AS received_at
    FROM sample JOIN account ON account.id = sample.taken_by
    WHERE sample.community_id = ${communityId} AND sample.round_id = ${roundId} AND undone_at IS NULL
    GROUP BY 1, 2 ORDER BY 3 DESC, 1`)
  return rows
}
