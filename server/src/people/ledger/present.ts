import { coversGrid, LEDGER_ROLES } from '@gezhong/shared/actor'
import type { Household, Resident } from '@gezhong/shared/people/ledger/contract'
import { maskPhone } from '@gezhong/shared/people/phone'
import type { Work } from '../../database/transact.ts'
import { maskText } from '../../security/mask-text.ts'
import type { HouseholdView } from './household-queries.ts'
import type { ResidentRow } from './states.ts'

/** Notes are for those who work there; a household does not read what is noted about it. */
export const readsNotes = (work: Work, row: HouseholdView): boolean =>
  work.scope.grids === '*' ||
  coversGrid(work.actor, LEDGER_ROLES, row.grid_code) ||
  work.scope.buildings.includes(row.building_id)

export const presentHousehold = (work: Work, row: HouseholdView): Household => ({
  id: row.id,
  buildingId: row.building_id,
  gridId: row.grid_id,
  gridCode: row.grid_code,
  door: row.door,
  headcount: row.headcount,
  phonesMasked: work.vault.openPhones(work.communityId, row.phones_sealed).map(maskPhone),
  occupancy: row.occupancy,
  priority: row.priority,
  note: readsNotes(work, row) ? maskText(row.note) : '',
  residents: row.residents,
  revision: row.revision,
})

export const presentResident = (work: Work, row: ResidentRow): Resident => ({
  id: row.id,
  name: row.nameSealed === null ? null : maskText(work.vault.open(work.communityId, row.nameSealed)),
  ageGroup: row.ageGroup,
  namedFor: row.namedFor,
  guardian: row.guardianSealed === null ? '' : maskText(work.vault.open(work.communityId, row.guardianSealed)),
  note: maskText(row.note),
  revision: row.revision,
})
