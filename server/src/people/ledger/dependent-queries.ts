import { sql } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'

/*
 * What keeps a household or building in the ledger: rows of other capabilities, only read here.
 */

interface Found extends Record<string, unknown> {
  id: string
}

type Dependents = Map<string, string[]>

const note = (dependents: Dependents, rows: readonly Found[], words: string): void => {
  for (const { id } of rows) dependents.set(id, [...(dependents.get(id) ?? []), words])
}

/** By household, what hangs on it in words; `statements` are reports and what follows from them. */
export async function readHouseholdDependents(
  db: Db,
  communityId: string,
  ids: readonly string[],
  statements: boolean,
): Promise<Dependents> {
  const dependents: Dependents = new Map()
  const list = idList(ids)
  const { rows: residents } = await db.execute<Found>(sql`
    SELECT DISTINCT household_id AS id FROM resident
    WHERE community_id = ${communityId} AND household_id = ANY (${list}) AND removed_at IS NULL`)
  note(dependents, residents, '已登记人员')
  const { rows: grants } = await db.execute<Found>(sql`
    SELECT DISTINCT household_id AS id FROM role_grant
    WHERE community_id = ${communityId} AND household_id = ANY (${list}) AND revoked_at IS NULL`)
  note(dependents, grants, '有居民账号绑定在这户')
  if (!statements) return dependents
  const { rows: reports } = await db.execute<Found>(sql`
    SELECT household_id AS id FROM report
    WHERE community_id = ${communityId} AND state = 'standing' AND household_id = ANY (${list})
    UNION
    SELECT chosen_household_id FROM report
    WHERE community_id = ${communityId} AND state = 'standing' AND chosen_household_id = ANY (${list})`)
  note(dependents, reports, '已有上报')
  const { rows: standings } = await db.execute<Found>(sql`
    SELECT DISTINCT household_id AS id FROM standing
    WHERE community_id = ${communityId} AND household_id = ANY (${list})`)
  note(dependents, standings, '已计入点名')
  const { rows: differences } = await db.execute<Found>(sql`
    SELECT DISTINCT household_id AS id FROM difference
    WHERE community_id = ${communityId} AND household_id = ANY (${list}) AND state = 'open'`)
  note(dependents, differences, '有待处理的差异')
  return dependents
}

export async function readBuildingDependents(db: Db, communityId: string, ids: readonly string[]): Promise<Dependents> {
  const { rows } = await db.execute<{ id: string; households: number }>(sql`
    SELECT building_id AS id, count(*)::int AS households FROM household
    WHERE community_id = ${communityId} AND building_id = ANY (${idList(ids)}) AND removed_at IS NULL
    GROUP BY building_id`)
  return new Map(rows.map((row) => [row.id, [`楼里还有 ${row.households} 户`]]))
}

interface PostRow extends Record<string, unknown> {
  id: string
  role: 'hub-household' | 'grid-worker' | 'grid-lead' | 'command-post'
  grid_id: string | null
  grid_code: string | null
}

/** The staff roles that an account holds now, as far as the asker may see them. */
export async function readPosts(db: Db, communityId: string, accountId: string, now: Date): Promise<PostRow[]> {
  const { rows } = await db.execute<PostRow>(sql`
    SELECT role_grant.id, role_grant.role, role_grant.grid_id, grid.code AS grid_code FROM role_grant
    LEFT JOIN grid ON grid.community_id = role_grant.community_id AND grid.id = role_grant.grid_id
    WHERE role_grant.community_id = ${communityId} AND role_grant.account_id = ${accountId}
      AND role_grant.role IN ('hub-household', 'grid-worker', 'grid-lead', 'command-post')
      AND role_grant.revoked_at IS NULL AND role_grant.valid_from <= ${now}
      AND (role_grant.valid_until IS NULL OR role_grant.valid_until > ${now})`)
  return rows
}
