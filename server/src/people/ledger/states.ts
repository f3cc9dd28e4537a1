import type { ChildNeed } from '@gezhong/shared/people/ledger/child-names'
import type { Occupancy } from '@gezhong/shared/people/ledger/contract'
import type { Work } from '../../database/transact.ts'
import type { building, household, resident } from './tables.ts'

/*
 * What the history keeps of a row: its values in the clear, so that any change can be undone. Only ever stored under
 * the community's key.
 */

export type BuildingRow = typeof building.$inferSelect
export type HouseholdRow = Omit<typeof household.$inferSelect, 'plainDoor'>
export type ResidentRow = typeof resident.$inferSelect

export type BuildingState = Pick<
  BuildingRow,
  | 'gridId'
  | 'door'
  | 'parcelCode'
  | 'unitCode'
  | 'floors'
  | 'structure'
  | 'landArea'
  | 'footprintArea'
  | 'floorArea'
  | 'footprint'
  | 'responsibleAccountId'
>

export interface HouseholdState {
  buildingId: string
  gridId: string
  door: string
  headcount: number | null
  phones: string[]
  occupancy: Occupancy
  priority: boolean
  note: string
}

export interface ResidentState {
  householdId: string
  name: string | null
  ageGroup: 'adult' | 'child'
  /** Both null but for a child with a name; absent in what was kept before children were only counted. */
  namedFor: ChildNeed | null
  guardian: string | null
  note: string
}

export const buildingState = (row: BuildingRow): BuildingState => ({
  gridId: row.gridId,
  door: row.door,
  parcelCode: row.parcelCode,
  unitCode: row.unitCode,
  floors: row.floors,
  structure: row.structure,
  landArea: row.landArea,
  footprintArea: row.footprintArea,
  floorArea: row.floorArea,
  footprint: row.footprint,
  responsibleAccountId: row.responsibleAccountId,
})

export const householdState = (work: Work, row: HouseholdRow): HouseholdState => ({
  buildingId: row.buildingId,
  gridId: row.gridId,
  door: row.door,
  headcount: row.headcount,
  phones: work.vault.openPhones(work.communityId, row.phonesSealed),
  occupancy: row.occupancy,
  priority: row.priority,
  note: row.note,
})

export const residentState = (work: Work, row: ResidentRow): ResidentState => ({
  householdId: row.householdId,
  name: row.nameSealed === null ? null : work.vault.open(work.communityId, row.nameSealed),
  ageGroup: row.ageGroup,
  namedFor: row.namedFor,
  guardian: row.guardianSealed === null ? null : work.vault.open(work.communityId, row.guardianSealed),
  note: row.note,
})

/** How a person's name is stored: sealed; a child's only beside what it is needed for and the guardian who agreed. */
export function nameColumns(work: Work, state: Pick<ResidentState, 'name' | 'ageGroup' | 'namedFor' | 'guardian'>) {
  const seal = (text: string | null) => (text === null ? null : work.vault.seal(work.communityId, text))
  const { name, ageGroup, namedFor, guardian } = state
  if (ageGroup === 'adult') return { nameSealed: seal(name), namedFor: null, guardianSealed: null }
  const isAgreed = namedFor !== null && guardian !== null && name !== null
  return isAgreed
    ? { nameSealed: seal(name), namedFor, guardianSealed: seal(guardian) }
    : { nameSealed: null, namedFor: null, guardianSealed: null }
}

/** How phones are stored: sealed, with a blind index of each for equality. */
export const phoneColumns = (work: Work, phones: readonly string[]) => ({
  phonesSealed: work.vault.sealPhones(work.communityId, phones),
  phoneIndexes: phones.map((phone) => work.vault.phoneIndex(work.communityId, phone)),
})

export function withHouseholdFields(work: Work, row: HouseholdRow, fields: Partial<HouseholdState>): HouseholdRow {
  const { phones, ...plain } = fields
  return { ...row, ...plain, ...(phones === undefined ? {} : phoneColumns(work, phones)) }
}

export function withResidentFields(work: Work, row: ResidentRow, fields: Partial<ResidentState>): ResidentRow {
  const { householdId, ageGroup, note, name, namedFor, guardian } = { ...residentState(work, row), ...fields }
  return { ...row, householdId, ageGroup, note, ...nameColumns(work, { name, ageGroup, namedFor, guardian }) }
}

/** What a patch really changes, as it was and as it becomes; null when nothing. */
export function difference<State extends object>(
  state: State,
  patch: Partial<State>,
): { before: Partial<State>; after: Partial<State> } | null {
  const before: Partial<State> = {}
  const after: Partial<State> = {}
  for (const field of Object.keys(patch) as (keyof State)[]) {
    if (patch[field] === undefined || JSON.stringify(patch[field]) === JSON.stringify(state[field])) continue
    before[field] = state[field]
    after[field] = patch[field]
  }
  return Object.keys(after).length === 0 ? null : { before, after }
}
