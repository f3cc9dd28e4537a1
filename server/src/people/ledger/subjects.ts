import type { LedgerSubject } from '@gezhong/shared/people/ledger/contract'
import type { Db } from '../../database/pool.ts'
import type { Work } from '../../database/transact.ts'
import { lockBuildings, updateBuildings } from './building-queries.ts'
import { lockHouseholds, updateHouseholds } from './household-queries.ts'
import { lockResidents, updateResidents } from './resident-queries.ts'
import {
  buildingState,
  householdState,
  residentState,
  withHouseholdFields,
  withResidentFields,
  type BuildingRow,
  type BuildingState,
  type HouseholdRow,
  type HouseholdState,
  type ResidentRow,
  type ResidentState,
} from './states.ts'

/** What every row of the ledger has. */
export interface Kept {
  id: string
  gridId: string
  revision: number
  removedAt: Date | null
}

/** One kind of thing in the ledger, as far as changing and undoing it needs to know. */
export interface Subject<Row extends Kept, State> {
  name: LedgerSubject
  lock(db: Db, communityId: string, ids: readonly string[]): Promise<Row[]>
  update(db: Db, communityId: string, rows: readonly Row[]): Promise<number>
  state(work: Work, row: Row): State
  withFields(work: Work, row: Row, fields: Partial<State>): Row
  buildingId(row: Row): string
  householdId(row: Row): string | null
}

export const BUILDING: Subject<BuildingRow, BuildingState> = {
  name: 'building',
  lock: lockBuildings,
  update: updateBuildings,
  state: (_, row) => buildingState(row),
  withFields: (_, row, fields) => ({ ...row, ...fields }),
  buildingId: (row) => row.id,
  householdId: () => null,
}

export const HOUSEHOLD: Subject<HouseholdRow, HouseholdState> = {
  name: 'household',
  lock: lockHouseholds,
  update: updateHouseholds,
  state: householdState,
  withFields: withHouseholdFields,
  buildingId: (row) => row.buildingId,
  householdId: (row) => row.id,
}

export const RESIDENT: Subject<ResidentRow, ResidentState> = {
  name: 'resident',
  lock: lockResidents,
  update: updateResidents,
  state: residentState,
  withFields: withResidentFields,
  buildingId: (row) => row.buildingId,
  householdId: (row) => row.householdId,
}
