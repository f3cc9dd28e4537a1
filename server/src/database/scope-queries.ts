import { sql } from 'drizzle-orm'
import { idList } from './id-list.ts'
import type { Db } from './pool.ts'
import type { PlacedGrant } from './scope.ts'

interface GrantRow extends Record<string, unknown> {
  id: string
  role: PlacedGrant['role']
  grid_id: string | null
  grid_code: string | null
  household_id: string | null
  proxy: boolean
  subtree: string[] | null
}

/** The roles that hold now, each with its piece of the tree. */
export async function readGrants(db: Db, communityId: string, accountId: string, now: Date): Promise<PlacedGrant[]> {
  const { rows } = await db.execute<GrantRow>(sql`
    SELECT role_grant.id, role_grant.role, role_grant.grid_id, grid.code AS grid_code, role_grant.household_id,
      role_grant.proxy,
      (SELECT array_agg(below.id::text) FROM grid below
       WHERE below.community_id = grid.community_id
         AND (below.code = grid.code OR starts_with(below.code, grid.code || '-'))) AS subtree
    FROM role_grant
    LEFT JOIN grid ON grid.community_id = role_grant.community_id AND grid.id = role_grant.grid_id
    WHERE role_grant.community_id = ${communityId} AND role_grant.account_id = ${accountId}
      AND role_grant.revoked_at IS NULL AND role_grant.valid_from <= ${now}
      AND (role_grant.valid_until IS NULL OR role_grant.valid_until > ${now})
    ORDER BY role_grant.valid_from, role_grant.id`)
  return rows.map((row) => ({
    id: row.id,
    role: row.role,
    gridId: row.grid_id,
    gridCode: row.grid_code,
    householdId: row.household_id,
    proxy: row.proxy,
    subtree: row.subtree ?? [],
  }))
}

/** Roles that somebody can be responsible for a building in. */
const TRUSTED_WITH_BUILDINGS: ReadonlySet<PlacedGrant['role']> = new Set([
  'hub-household',
  'grid-worker',
  'grid-lead',
  'command-post',
])

/** The buildings one is responsible for; only those in the grids of one's posts of today open anything. */
export async function readResponsibleBuildings(
  db: Db,
  communityId: string,
  accountId: string,
  grants: readonly PlacedGrant[],
): Promise<string[]> {
  const gridIds = grants.filter((grant) => TRUSTED_WITH_BUILDINGS.has(grant.role)).flatMap((grant) => grant.subtree)

  const { rows } = await db.execute<{ id: string }>(sql`
    SELECT id FROM building
    WHERE community_id = ${communityId} AND responsible_account_id = ${accountId} AND removed_at IS NULL
      AND grid_id = ANY (${idList(gridIds)})
    ORDER BY door_order LIMIT 200`)
  return rows.map((row) => row.id)
}
