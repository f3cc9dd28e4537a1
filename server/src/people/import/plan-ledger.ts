import type { LedgerStored } from '@gezhong/shared/people/import/row-verdict'
import type { Work } from '../../database/transact.ts'
import type { KnownHousehold } from './known-queries.ts'
import type { Placer } from './placer.ts'
import { rejected, updateFrom, type ChangedFrom, type PlannedRow } from './planned-row.ts'

/** What a row of a ledger would change on a household that stands. Phones as they would be written. */
export function patchOf(stored: LedgerStored) {
  const phones = [stored.phone, ...stored.morePhones].flatMap((phone) => phone ?? [])
  return {
    ...(stored.headcount === null ? {} : { headcount: stored.headcount }),
    ...(phones.length === 0 ? {} : { phones }),
    ...(stored.occupancy === 'occupied' ? {} : { occupancy: stored.occupancy }),
    ...(stored.priority ? { priority: true } : {}),
    ...(stored.remark === null ? {} : { note: stored.remark.slice(0, 200) }),
  }
}

/** What stands now of the fields that the row would change, named as the row names them; empty when it brings nothing. */
function changedFrom(work: Work, stored: LedgerStored, known: KnownHousehold): ChangedFrom {
  const patch: ReturnType<typeof patchOf> & { headcount?: number; phones?: string[] } = patchOf(stored)
  const before: ChangedFrom = {}
  if (patch.headcount !== undefined && patch.headcount !== known.headcount) before.headcount = known.headcount
  if (patch.phones !== undefined && !hasPhones(work, patch.phones, known)) {
    const [phone = null, ...morePhones] = work.vault.openPhones(work.communityId, known.phones_sealed)
    Object.assign(before, { phone, morePhones })
  }
  if (patch.occupancy !== undefined && patch.occupancy !== known.occupancy) before.occupancy = known.occupancy
  if (patch.priority !== undefined && !known.priority) before.priority = false
  if (patch.note !== undefined && patch.note !== known.note) before.remark = known.note
  return before
}

function hasPhones(work: Work, phones: readonly string[], { phone_indexes: known }: KnownHousehold): boolean {
  const indexes = phones.map((phone) => work.vault.phoneIndex(work.communityId, phone))
  return indexes.length === known.length && indexes.every((index) => known.includes(index))
}

export interface LedgerPlaces {
  placer: Placer
  households: ReadonlyMap<string, KnownHousehold>
  /** Rows of this file that found no place, by door: the other persons of such a household have none either. */
  unplaced: Map<string, PlannedRow>
}

/** Finds for a good row the household that it is about, or where a new one belongs. */
export function planLedgerRow(
  work: Work,
  row: PlannedRow,
  cells: readonly string[],
  { placer, households, unplaced }: LedgerPlaces,
): PlannedRow {
  const turnDown = (sentence: string): PlannedRow => {
    const planned = rejected(row, cells, 'unknown-grid', sentence)
    unplaced.set(row.door!, planned)
    return planned
  }
  const stored = row.stored as LedgerStored | null
  if (stored === null) {
    const household = unplaced.get(row.door!)
    return household === undefined ? { ...row, effect: 'same' } : turnDown(household.sentence!)
  }
  const known = households.get(stored.door)
  if (known !== undefined) return { ...row, ...updateFrom(changedFrom(work, stored, known)), targetId: known.id }
  const building = placer.buildingOf(stored.door)
  if (building !== undefined) {
    if (stored.grid !== null && !placer.isWithin(building.gridId, stored.grid))
      return turnDown('这栋楼登记在别的网格里；请核对网格')
    return { ...row, effect: 'create', gridId: building.gridId, buildingId: building.id }
  }
  const gridId = placer.gridFor(stored.door, stored.grid, null)
  if (gridId === null) return turnDown('不知道在哪个小网格；请把网格填到最小的一格，例如 2-3-1')
  return { ...row, effect: 'create', gridId }
}
