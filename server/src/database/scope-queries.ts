import type { Db } from './pool.ts'
import { prepared } from './prepared.ts'
import type { PlacedGrant } from './scope.ts'

interface GrantRow {
  id: string
  role: PlacedGrant['role']
  grid_id: string | null
  grid_code: string | null
  household_id: string | null
  proxy: boolean
  subtree: string[] | null
}

const grantsNow = prepared<GrantRow>(`
  SELECT role_grant.id, role_grant.role, role_grant.grid_id, grid.code AS grid_code, role_grant.household_id,
    role_grant.proxy,
    (SELECT array_agg(below.id::text) FROM grid below
     WHERE below.community_id = grid.community_id
       AND (below.code = grid.code OR starts_with(below.code, grid.code || '-'))) AS subtree
  FROM role_grant
  LEFT JOIN grid ON grid.community_id = role_grant.community_id AND grid.id = role_grant.grid_id
  WHERE role_grant.community_id = $1 AND role_grant.account_id = $2
    AND role_grant.revoked_at IS NULL AND role_grant.valid_from <= $3
    AND (role_grant.valid_until IS NULL OR role_grant.valid_until > $3)
  ORDER BY role_grant.valid_from, role_grant.id`)

/** The roles that hold now, each with its piece of the tree. */
export async function readGrants(db: Db, communityId: string, accountId: string, now: Date): Promise<PlacedGrant[]> {
  const rows = await grantsNow(db, [communityId, accountId, now])
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

interface BuildingRow {
  id: string
  grid_id: string
}

const buildingsOf = prepared<BuildingRow>(`
  SELECT id, grid_id FROM building
  WHERE community_id = $1 AND responsible_account_id = $2 AND removed_at IS NULL
  ORDER BY door_order`)

/** The buildings that name somebody, wherever they lie. */
export const readBuildingsOf = (db: Db, communityId: string, accountId: string): Promise<BuildingRow[]> =>
  buildingsOf(db, [communityId, accountId])

const MOST_BUILDINGS = 200

/** Of the buildings that name somebody, those that open anything: in the grids of their posts of today. */
export function responsibleBuildings(grants: readonly PlacedGrant[], buildings: readonly BuildingRow[]): string[] {
  const gridIds = new Set(
    grants.filter((grant) => TRUSTED_WITH_BUILDINGS.has(grant.role)).flatMap((grant) => grant.subtree),
  )
  return buildings
    .filter(({ grid_id: gridId }) => gridIds.has(gridId))
    .slice(0, MOST_BUILDINGS)
    .map(({ id }) => id)
}
