import { Refusal } from '@gezhong/shared/errors'
import { BUILDINGS_DRAWN, type BuildingStanding } from '@gezhong/shared/people/rolls/contract'
import { sql, type SQL } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Work } from '../../database/transact.ts'
import { readSubtree } from '../../grid/communities/queries.ts'
import { buildingsInScope, householdsInScope } from '../ledger/in-scope.ts'
import { coverage } from './coverage.ts'
import type { RollRow } from './queries.ts'
import { requireRoll } from './service.ts'

interface BuildingRow extends Record<string, unknown> {
  id: string
  expected: number
  missing: number
  assigned: boolean
}

/** Counted from the raw rows, as far as row security lets the asker see: a map asks seldom, and for one scope. */
async function readBuildingStanding(
  { db, communityId, scope, actor }: Work,
  roll: RollRow,
  { gridIds, askedIds }: Record<'gridIds' | 'askedIds', readonly string[] | undefined>,
  most: number,
): Promise<BuildingRow[]> {
  const within = (ids: readonly string[] | undefined, place: SQL): SQL =>
    ids === undefined ? sql`true` : sql`${place} = ANY (${idList(ids)})`
  const { rows } = await db.execute<BuildingRow>(sql`
    SELECT building.id, building.responsible_account_id IS NOT NULL AS assigned,
      coalesce(counted.expected, 0)::int AS expected, coalesce(counted.missing, 0)::int AS missing
    FROM building LEFT JOIN (
      SELECT household.building_id, count(*) FILTER (WHERE said.state <> 'excused') AS expected,
        count(*) FILTER (WHERE said.state = 'missing') AS missing
      FROM household ${coverage(communityId, roll)}
      WHERE household.community_id = ${communityId} AND household.removed_at IS NULL AND ${householdsInScope(scope)}
        AND ${within(askedIds, sql`household.grid_id`)}
      GROUP BY household.building_id
    ) counted ON counted.building_id = building.id
    WHERE building.community_id = ${communityId} AND building.removed_at IS NULL
      AND ${buildingsInScope(scope, actor.accountId)}
      AND ${within(gridIds, sql`building.grid_id`)}
    ORDER BY building.door_order, building.id LIMIT ${most}`)
  return rows
}

export async function buildingsOfRoll(
  work: Work,
  rollId: string,
  grid: string | undefined,
  most = BUILDINGS_DRAWN,
): Promise<{ buildings: BuildingStanding[] }> {
  const roll = await requireRoll(work, rollId)
  const subtree = async (id: string | null | undefined) =>
    id == null ? undefined : readSubtree(work.db, work.communityId, id)
  const [gridIds, askedIds] = [await subtree(grid), await subtree(roll.gridId)]
  const rows = await readBuildingStanding(work, roll, { gridIds, askedIds }, most + 1)
  if (rows.length > most) throw new Refusal('too-large', `一次最多画 ${most} 栋，请按网格看`)
  return { buildings: rows.map(({ id, ...row }) => ({ buildingId: id, ...row })) }
}
