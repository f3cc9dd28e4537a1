import type { CadastreStored } from '@gezhong/shared/people/import/row-verdict'
import type { KnownBuilding } from './known-queries.ts'
import type { Placer } from './placer.ts'
import { rejected, updateFrom, type ChangedFrom, type PlannedRow } from './planned-row.ts'

/** What a row of a cadastre would change on a building that stands; what the list leaves out stays. */
export function buildingFields(stored: CadastreStored) {
  const { parcelCode, unitCode, floors, structure, landArea, footprintArea, floorArea } = stored
  const ring = stored.footprint?.[0]?.[0] ?? null
  const all = { parcelCode, unitCode, floors, structure, landArea, footprintArea, floorArea, footprint: ring }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)) as Partial<
    Pick<
      CadastreStored,
      'parcelCode' | 'unitCode' | 'floors' | 'structure' | 'landArea' | 'footprintArea' | 'floorArea'
    >
  > & { footprint?: [number, number][] }
}

/** What stands now of the fields that the row would change; of an outline only whether there is one. */
function changedFrom(stored: CadastreStored, known: KnownBuilding): ChangedFrom {
  const area = (text: string | null) => (text === null ? null : Number(text))
  const standing = {
    parcelCode: known.parcel_code,
    unitCode: known.unit_code,
    floors: known.floors,
    structure: known.structure,
    landArea: area(known.land_area),
    footprintArea: area(known.footprint_area),
    floorArea: area(known.floor_area),
  }
  const { footprint, ...plain } = buildingFields(stored)
  const changed = Object.entries(plain).flatMap(([field, value]) => {
    const now = standing[field as keyof typeof standing]
    return now === value ? [] : [[field, now] as const]
  })
  const drawn: ChangedFrom = footprint === undefined || known.has_footprint ? {} : { footprint: null }
  return { ...Object.fromEntries(changed), ...drawn }
}

export interface CadastrePlaces {
  placer: Placer
  byDoor: ReadonlyMap<string, KnownBuilding>
  byParcel: ReadonlyMap<string, KnownBuilding>
  /** Doors, and ids of buildings, that this file has already brought. */
  brought: Set<string>
}

/** Finds for a good row the building that it is about, or the grid of a new one. */
export function planCadastreRow(row: PlannedRow, cells: readonly string[], places: CadastrePlaces): PlannedRow {
  const stored = row.stored as CadastreStored
  const known = stored.door === null ? places.byParcel.get(stored.parcelCode ?? '') : places.byDoor.get(stored.door)
  // The ledger finds people by doors, so it has one building for each: of main house and annex the one listed first.
  if (stored.door !== null && places.brought.has(stored.door)) return { ...row, effect: 'same' }
  if (known !== undefined && places.brought.has(known.id))
    return rejected(row, cells, 'duplicate-door', '这幢房屋前面已经有一行；请核对，多余的一行删掉')
  for (const key of [stored.door, known?.id]) if (key != null) places.brought.add(key)
  if (known !== undefined)
    return { ...row, door: known.door, ...updateFrom(changedFrom(stored, known)), targetId: known.id }
  if (stored.door === null)
    return rejected(row, cells, 'no-door', '没有门牌，台账里也没有这个宗地代码；请先导入带坐落的地籍表')
  const gridId = places.placer.gridFor(stored.door, null, stored.footprint?.[0]?.[0] ?? null)
  if (gridId === null)
    return rejected(row, cells, 'unknown-grid', '不知道在哪个网格；请先导入带网格的台账，或先建好网格边界')
  return { ...row, effect: 'create', gridId }
}
