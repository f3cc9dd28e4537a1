import type { Role } from '@gezhong/shared/actor'
import type { GridLevel } from '@gezhong/shared/grid/communities/contract'
import type { Occupancy } from '@gezhong/shared/people/ledger/contract'
import type { Ring } from './geometry.ts'

/*
 * The demo village as data, before anything of it stands in a database. Everything and everybody in it is invented.
 */

export interface PlannedGrid {
  id: string
  parentId: string | null
  level: GridLevel
  code: string
  outline: Ring
}

export interface PlannedBuilding {
  id: string
  /** The lowest grid it stands in. */
  gridId: string
  gridCode: string
  door: string
  parcelCode: string | null
  unitCode: string | null
  floors: number
  structure: string
  /** Square metres. */
  landArea: number
  footprintArea: number
  floorArea: number
  footprint: Ring
}

export interface PlannedHousehold {
  id: string
  buildingId: string
  gridId: string
  gridCode: string
  door: string
  headcount: number | null
  phones: string[]
  occupancy: Occupancy
  priority: boolean
  note: string
  people: PlannedResident[]
}

export interface PlannedResident {
  id: string
  /** Null for a child. */
  name: string | null
  ageGroup: 'adult' | 'child'
}

export interface PlannedAccount {
  id: string
  displayName: string
}

export interface PlannedGrant {
  id: string
  accountId: string
  role: Role
  gridId: string | null
  householdId: string | null
  householdGridId: string | null
}

/** Somebody one can be on the sign-in page. */
export interface PlannedIdentity {
  name: string
  accountId: string
  role: Role
  place: string
  /** Staff may also sign in with name and password. */
  hasPassword: boolean
}

export interface Village {
  grids: PlannedGrid[]
  buildings: PlannedBuilding[]
  households: PlannedHousehold[]
  accounts: PlannedAccount[]
  grants: PlannedGrant[]
  identities: PlannedIdentity[]
  /** Building → the account that is responsible for it. Those that are missing here have nobody. */
  responsible: Map<string, string>
}
