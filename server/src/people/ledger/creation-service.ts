import type { Occupancy } from '@gezhong/shared/people/ledger/contract'
import { uuidv7 } from 'uuidv7'
import type { Work } from '../../database/transact.ts'
import { insertBuildings } from './building-queries.ts'
import { changeRows, keepChanges, type NewChange } from './change-log.ts'
import { insertChanges } from './change-queries.ts'
import { inChunks } from '../../database/in-chunks.ts'
import { writeInTurn } from './chunks.ts'
import { doorOrder } from './door-order.ts'
import { forgetPlans, insertHouseholds } from './household-queries.ts'
import { touchLedger } from './revise.ts'
import {
  buildingState,
  phoneColumns,
  type BuildingRow,
  type BuildingState,
  type HouseholdRow,
  type HouseholdState,
} from './states.ts'

/** Where a change comes from: the words of the one who made it, and the import it belongs to. */
export interface Origin {
  reason: string
  importId?: string | undefined
}

/** What is left out is unknown. The door is canonical and a building's door. */
export type NewBuilding = { id?: string } & Pick<BuildingState, 'gridId' | 'door'> &
  Partial<Omit<BuildingState, 'gridId' | 'door'>>

/** The door is canonical, phones are in their normal form, and the building lies in the same grid. */
export interface NewHousehold {
  id?: string
  gridId: string
  buildingId: string
  door: string
  headcount: number | null
  phones: readonly string[]
  occupancy?: Occupancy
  priority?: boolean
  note?: string
}

export interface Created {
  ids: string[]
  changeIds: string[]
}

/** From here on it pays to have the plans made anew. */
const MANY = 500

/** Sealing more would keep other requests waiting. */
const SEALED_AT_ONCE = 500

const UNKNOWN = {
  parcelCode: null,
  unitCode: null,
  floors: null,
  structure: null,
  landArea: null,
  footprintArea: null,
  floorArea: null,
  footprint: null,
  responsibleAccountId: null,
}

/** What the audit log says of many at once. */
const summary = (doors: readonly string[], unit: string, { reason }: Origin): string =>
  doors.length === 1 ? `${doors[0]}（${reason}）` : `${doors.length} ${unit}（${reason}）`

/**
 * Adds buildings, each with its change. The caller has checked who may, and that the grids are of this community.
 * A door that is taken is refused by the database as `already-there`, with nothing written.
 */
export async function createBuildings(work: Work, inputs: readonly NewBuilding[], origin: Origin): Promise<Created> {
  if (inputs.length === 0) return { ids: [], changeIds: [] }
  const rows: BuildingRow[] = inputs.map((input) => ({
    ...UNKNOWN,
    ...input,
    communityId: work.communityId,
    id: input.id ?? uuidv7(),
    doorOrder: doorOrder(input.door),
    removedAt: null,
    revision: 1,
    createdAt: work.now,
  }))
  await insertBuildings(work.db, rows)
  const changeIds = await keepChanges(
    work,
    rows.map((row) => ({
      subject: 'building' as const,
      subjectId: row.id,
      buildingId: row.id,
      householdId: null,
      gridId: row.gridId,
      action: 'created' as const,
      revision: 1,
      content: { door: row.door, before: null, after: buildingState(row), reason: origin.reason },
      importId: origin.importId,
    })),
  )
  const doors = inputs.map((input) => input.door)
  work.record({ action: 'building.created', subjectId: rows[0]!.id, detail: summary(doors, '栋', origin) })
  touchLedger(work, rows)
  return { ids: rows.map((row) => row.id), changeIds }
}

function householdRow(work: Work, input: NewHousehold): HouseholdRow {
  const { phonesSealed, phoneIndexes } = phoneColumns(work, input.phones)
  return {
    communityId: work.communityId,
    id: input.id ?? uuidv7(),
    buildingId: input.buildingId,
    gridId: input.gridId,
    door: input.door,
    doorOrder: doorOrder(input.door),
    headcount: input.headcount,
    phonesSealed,
    phoneIndexes,
    occupancy: input.occupancy ?? 'occupied',
    priority: input.priority ?? false,
    note: input.note ?? '',
    removedAt: null,
    revision: 1,
    createdAt: work.now,
  }
}

const creationOf = (row: HouseholdRow, phones: readonly string[], origin: Origin): NewChange<HouseholdState> => ({
  subject: 'household',
  subjectId: row.id,
  buildingId: row.buildingId,
  householdId: row.id,
  gridId: row.gridId,
  action: 'created',
  revision: 1,
  content: {
    door: row.door,
    before: null,
    after: {
      buildingId: row.buildingId,
      gridId: row.gridId,
      door: row.door,
      headcount: row.headcount,
      phones: [...phones],
      occupancy: row.occupancy,
      priority: row.priority,
      note: row.note,
    },
    reason: origin.reason,
  },
  importId: origin.importId,
})

/**
 * Adds households, each with its change. The caller has checked who may, and that the buildings stand.
 * A door that is taken is refused by the database as `already-there`, with nothing written.
 */
export async function createHouseholds(work: Work, inputs: readonly NewHousehold[], origin: Origin): Promise<Created> {
  if (inputs.length === 0) return { ids: [], changeIds: [] }
  if (inputs.length >= MANY) await forgetPlans(work.db)
  const made: { id: string; gridId: string }[] = []
  const changeIds: string[] = []
  const writes = function* () {
    for (const part of inChunks(inputs, SEALED_AT_ONCE)) {
      const rows = part.map((input) => householdRow(work, input))
      made.push(...rows.map((row) => ({ id: row.id, gridId: row.gridId })))
      yield () => insertHouseholds(work.db, rows)
      const changes = changeRows(
        work,
        rows.map((row, index) => creationOf(row, part[index]!.phones, origin)),
      )
      changeIds.push(...changes.map((change) => change.id))
      yield () => insertChanges(work.db, changes)
    }
  }
  await writeInTurn(writes())
  const doors = inputs.map((input) => input.door)
  work.record({ action: 'household.created', subjectId: made[0]!.id, detail: summary(doors, '户', origin) })
  touchLedger(work, made)
  return { ids: made.map((row) => row.id), changeIds }
}
