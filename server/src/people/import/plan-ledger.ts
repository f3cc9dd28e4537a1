import type { LedgerStored } from '@gezhong/shared/people/import/row-verdict'
import type { Work } from '../../database/transact.ts'
import type { KnownHousehold } from './known-queries.ts'
import type { Placer } from './placer.ts'
import { rejected, type PlannedRow } from './planned-row.ts'

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

function saysNothingNew(work: Work, stored: LedgerStored, known: KnownHousehold): boolean {
  const { headcount, phones, occupancy, priority, note } = { ...patchOf(stored) } as Partial<{
    headcount: number
    phones: string[]
    occupancy: string
    priority: boolean
    note: string
  }>
  const indexes = phones?.map((phone) => work.vault.phoneIndex(work.communityId, phone))
  return (
    (headcount === undefined || headcount === known.headcount) &&
    (indexes === undefined ||
      (indexes.length === known.phone_indexes.length &&
        indexes.every((index) => known.phone_indexes.includes(index)))) &&
    (occupancy === undefined || occupancy === known.occupancy) &&
    (priority === undefined || priority === known.priority) &&
    (note === undefined || note === known.note)
  )
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
  if (known !== undefined)
    return { ...row, effect: saysNothingNew(work, stored, known) ? 'same' : 'update', targetId: known.id }
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
