import type { PageQuery } from '@gezhong/shared/endpoint'
import { Refusal } from '@gezhong/shared/errors'
import type { Building, BuildingOutline } from '@gezhong/shared/people/ledger/contract'
import { BUILDINGS_DRAWN } from '@gezhong/shared/people/rolls/contract'
import { canAssign, canEditLedger } from '@gezhong/shared/people/policy'
import type { Work } from '../../database/transact.ts'
import { maskText } from '../../security/mask-text.ts'
import { findGrid, readSubtree, readGridCodes } from '../../grid/communities/queries.ts'
import { lockBuildings, readBuildings, readBuildingsOf, type BuildingFilter } from './building-queries.ts'
import { openContent } from './change-log.ts'
import { findCreation } from './change-queries.ts'
import { createBuildings } from './creation-service.ts'
import { buildingMatch } from './door-search.ts'
import { buildingDoor } from './door-order.ts'
import { buildingsInScope } from './in-scope.ts'
import { readAccountNames } from './names.ts'
import { adding, lowestGridFor, refuseForeignDoor } from './placing.ts'
import { readOutlines } from './queries.ts'
import { revise, type Revision } from './revise.ts'
import { difference, buildingState, type BuildingRow, type BuildingState } from './states.ts'
import { BUILDING } from './subjects.ts'
import { holdsPost } from './undo-conditions.ts'
import { readDoor, readHabits } from './written-fields.ts'

type Viewed = Awaited<ReturnType<typeof readBuildings>>['rows'][number]

const present = (row: Viewed): Building => ({
  id: row.id,
  gridId: row.grid_id,
  gridCode: row.grid_code,
  door: row.door,
  parcelCode: row.parcel_code,
  unitCode: row.unit_code,
  floors: row.floors,
  structure: row.structure === null ? null : maskText(row.structure),
  floorArea: row.floor_area === null ? null : Number(row.floor_area),
  responsibleAccountId: row.responsible_account_id,
  responsibleName: row.responsible_name,
  households: row.households,
  people: row.people,
  revision: row.revision,
})

interface Search extends PageQuery {
  grid?: string | undefined
  unassigned?: boolean | undefined
  q?: string | undefined
}

export async function searchBuildings(work: Work, { grid, q, ...query }: Search) {
  const filter: BuildingFilter = {
    ...query,
    within: buildingsInScope(work.scope, work.actor.accountId),
    gridIds: grid === undefined ? undefined : await readSubtree(work.db, work.communityId, grid),
    match: await buildingMatch(work, q),
  }
  const { rows, total } = await readBuildings(work.db, work.communityId, filter)
  return { rows: rows.map(present), total }
}

/** A tenth of a metre. */
const roundDegrees = (degrees: number): number => Math.round(degrees * 1e6) / 1e6

export async function outlinesOf(
  work: Work,
  grid: string | undefined,
  most = BUILDINGS_DRAWN,
): Promise<{ buildings: BuildingOutline[] }> {
  const gridIds = grid === undefined ? undefined : await readSubtree(work.db, work.communityId, grid)
  const rows = await readOutlines(work, gridIds, most + 1)
  if (rows.length > most) throw new Refusal('too-large', `一次最多画 ${most} 栋，请按网格看`)
  const buildings = rows.map(({ id, grid_id: gridId, door, footprint }) => ({
    id,
    gridId,
    door,
    outline: footprint.map(([east, north]): [number, number] => [roundDegrees(east), roundDegrees(north)]),
  }))
  return { buildings }
}

async function readBuilding(work: Work, id: string): Promise<Building> {
  const { rows } = await readBuildings(work.db, work.communityId, { ids: [id], page: 1, size: 1 })
  if (rows[0] === undefined) throw new Refusal('not-found')
  return present(rows[0])
}

/** The same request again is answered like the first; another one under its id is refused. */
async function isRepetition(work: Work, id: string, door: string): Promise<boolean> {
  const creation = await findCreation(work.db, work.communityId, id)
  if (creation === undefined) return false
  const { after } = openContent<BuildingState>(work, creation.contentSealed)
  if (creation.subject !== 'building' || after?.door !== door) throw new Refusal('id-taken')
  return true
}

export async function addBuilding(
  work: Work,
  input: { id: string; gridId: string; door: string; reason: string },
): Promise<Building | Refusal> {
  const grid = await findGrid(work.db, work.communityId, input.gridId)
  if (grid === undefined) throw new Refusal('not-found')
  if (!canEditLedger(work.actor, grid.code)) throw new Refusal('not-allowed')
  const door = buildingDoor(readDoor(input.door, await readHabits(work)))
  return adding(work, door, async () => {
    if (!(await isRepetition(work, input.id, door))) {
      await refuseForeignDoor(work, door)
      const gridId = await lowestGridFor(work, input.gridId, door)
      await createBuildings(work, [{ id: input.id, gridId, door }], { reason: input.reason })
    }
    return readBuilding(work, input.id)
  })
}

const DOORS_IN_AUDIT = 20

/** Takes from somebody who left a post the buildings that no other post of theirs covers: they stand on the list again. */
export async function releaseBuildings(work: Work, accountId: string): Promise<void> {
  const codes = await readGridCodes(work.db, work.communityId)
  const loose: string[] = []
  for (const [gridId, buildingIds] of await readBuildingsOf(work.db, work.communityId, accountId))
    if (!(await holdsPost(work, accountId, codes.get(gridId) ?? ''))) loose.push(...buildingIds)
  // No leave is asked for: whoever may end the post, or the clock, ends what it was trusted with.
  if (loose.length > 0) await handOver(work, await lockPresent(work, loose), null, '收回职责')
}

async function lockPresent(work: Work, buildingIds: readonly string[]): Promise<BuildingRow[]> {
  const ids = [...new Set(buildingIds)]
  const rows = (await lockBuildings(work.db, work.communityId, ids)).filter((row) => row.removedAt === null)
  if (rows.length !== ids.length) throw new Refusal('not-found')
  return rows
}

/** Gives buildings to one person, or to nobody. Those that are theirs already get no change and are not counted. */
export async function assignBuildings(
  work: Work,
  { buildingIds, accountId, reason }: { buildingIds: readonly string[]; accountId: string | null; reason: string },
): Promise<{ assigned: number; changeIds: string[] }> {
  const rows = await lockPresent(work, buildingIds)
  const codes = await readGridCodes(work.db, work.communityId)
  const gridCodes = [...new Set(rows.map((row) => codes.get(row.gridId) ?? ''))]
  if (!gridCodes.every((code) => canAssign(work.actor, code))) throw new Refusal('not-allowed')
  if (accountId !== null)
    for (const code of gridCodes)
      if (!(await holdsPost(work, accountId, code)))
        throw new Refusal('not-found', '这位负责人不在这些楼栋的网格里任职，请先在队伍里给他职责')
  return handOver(work, rows, accountId, reason)
}

async function handOver(work: Work, rows: readonly BuildingRow[], accountId: string | null, reason: string) {
  const revisions = rows.flatMap((row): Revision<BuildingRow, BuildingState>[] => {
    const changed = difference(buildingState(row), { responsibleAccountId: accountId })
    return changed === null ? [] : [{ row, action: 'edited', content: { ...changed, door: row.door, reason } }]
  })
  const changeIds = await revise(work, BUILDING, revisions)
  if (changeIds.length > 0) {
    const names = await readAccountNames(work.db, [accountId])
    const doors = revisions.slice(0, DOORS_IN_AUDIT).map(({ row }) => row.door)
    const more = revisions.length > DOORS_IN_AUDIT ? `等 ${revisions.length} 栋` : ''
    work.record({
      action: 'building.assigned',
      ...(revisions.length === 1 ? { subjectId: revisions[0]!.row.id } : {}),
      detail: `${doors.join('、')}${more}：${accountId === null ? '无人' : (names.get(accountId) ?? '')}（${reason}）`,
    })
  }
  return { assigned: changeIds.length, changeIds }
}
