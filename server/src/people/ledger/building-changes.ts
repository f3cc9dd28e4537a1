import { Refusal } from '@gezhong/shared/errors'
import type { Work } from '../../database/transact.ts'
import { lockBuildings } from './building-queries.ts'
import type { Origin } from './creation-service.ts'
import { revise, type Revision } from './revise.ts'
import { buildingState, difference, type BuildingRow, type BuildingState } from './states.ts'
import { BUILDING } from './subjects.ts'

/** What a list of buildings may correct; what is left out stays. */
export type BuildingPatch = Partial<Omit<BuildingState, 'gridId' | 'door' | 'responsibleAccountId'>>

/** Changes buildings; one that stays as it was gets no change. The caller has checked who may. Refused: `not-found`. */
export async function changeBuildings(
  work: Work,
  changes: readonly { id: string; patch: BuildingPatch }[],
  { reason, importId }: Origin,
): Promise<string[]> {
  if (changes.length === 0) return []
  const ids = changes.map((change) => change.id)
  const rows = new Map((await lockBuildings(work.db, work.communityId, ids)).map((row) => [row.id, row]))
  const revisions = changes.flatMap(({ id, patch }): Revision<BuildingRow, BuildingState>[] => {
    const row = rows.get(id)
    if (row === undefined || row.removedAt !== null) throw new Refusal('not-found')
    const changed = difference(buildingState(row), patch as Partial<BuildingState>)
    return changed === null
      ? []
      : [{ row, action: 'edited', importId, content: { ...changed, door: row.door, reason } }]
  })
  return revise(work, BUILDING, revisions)
}
