import { sql, type SQL } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'

export interface TubePersonRow extends Record<string, unknown> {
  id: string
  tube_id: string
  tube_code: string
  grid_code: string
  sampler_name: string
  door: string | null
  name_sealed: Buffer | null
  people: number
  outsider: boolean
  unplaced: boolean
  taken_at: Date
  late: boolean
}

const peopleWhere = (communityId: string, where: SQL): SQL => sql`
    FROM sample
    JOIN tube ON tube.community_id = sample.community_id AND tube.id = sample.tube_id
    JOIN grid ON grid.community_id = sample.community_id AND grid.id = tube.grid_id
    JOIN account ON account.id = sample.taken_by
    LEFT JOIN household ON household.community_id = sample.community_id AND household.id = sample.household_id
    LEFT JOIN resident ON resident.community_id = sample.community_id AND resident.id = sample.resident_id
    WHERE sample.community_id = ${communityId} AND sample.undone_at IS NULL AND ${where}`

async function readPeople(db: Db, communityId: string, where: SQL, most: number): Promise<TubePersonRow[]> {
  const { rows } = await db.execute<TubePersonRow>(sql`
    SELECT sample.id, sample.tube_id, tube.code AS tube_code, grid.code AS grid_code,
      account.display_name AS sampler_name, household.door, resident.name_sealed, sample.people, sample.outsider,
      sample.household_id IS NULL AND NOT sample.outsider AS unplaced, sample.taken_at, sample.late
    ${peopleWhere(communityId, where)}
    ORDER BY tube.received_at, tube.id, sample.taken_at, sample.id LIMIT ${most}`)
  return rows
}

export const readPeopleOfTube = (db: Db, communityId: string, tubeId: string, most: number) =>
  readPeople(db, communityId, sql`sample.tube_id = ${tubeId}`, most)

export const readPeopleOfRound = (
  db: Db,
  communityId: string,
  roundId: string,
  gridIds: readonly string[] | null,
  most: number,
) =>
  readPeople(
    db,
    communityId,
    sql`sample.round_id = ${roundId}
      AND ${gridIds === null ? sql`true` : sql`tube.grid_id = ANY (${idList(gridIds)})`}`,
    most,
  )
