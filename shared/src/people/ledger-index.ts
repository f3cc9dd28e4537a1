import { doorParts, foldArea, formatNumber } from './door.ts'
import type { DoorKey, DoorParts } from './door.ts'
import { looseDoorParts } from './door-free-text.ts'
import { laneOf } from './lane.ts'

/** One household of the ledger, as the parser and the reconciliation need it. */
export type LedgerHousehold = {
  readonly id: string
  /** Code of the grid it belongs to: `2`, `2-3`. */
  readonly grid: string
  readonly door: DoorKey
  readonly headcount: number | null
  /** Normalised phones, or their keys when the index is built with `phoneKey`. */
  readonly phones: readonly string[]
}

export type IndexedHousehold = LedgerHousehold & {
  readonly parts: DoorParts
  readonly areaFold: string
  /** The number part alone: `32号`, `3栋2单元601室`. */
  readonly tail: string
}

/** An area of the ledger, with the number that ends it when there is one (8 in `北路8巷`). */
export type LedgerArea = {
  readonly area: string
  readonly fold: string
  readonly grids: ReadonlySet<string>
  readonly lane: string | null
  readonly road: string | null
  readonly laneWord: string | null
  /** Which parts its doors have, as in `shapes`. */
  readonly shapes: ReadonlySet<string>
}

export type LedgerIndex = {
  readonly households: readonly IndexedHousehold[]
  readonly byId: ReadonlyMap<string, IndexedHousehold>
  /** Key: folded area, `|`, number part. */
  readonly byDoor: ReadonlyMap<string, readonly IndexedHousehold[]>
  readonly byTail: ReadonlyMap<string, readonly IndexedHousehold[]>
  /** Number parts with the building, the unit or both left out. */
  readonly byPartialTail: ReadonlyMap<string, readonly IndexedHousehold[]>
  /** Key: folded area, `|`, beginning of a number part: households that `6号` or `3栋2单元` could mean without saying so. */
  readonly byBeginning: ReadonlyMap<string, readonly IndexedHousehold[]>
  readonly areas: ReadonlyMap<string, LedgerArea>
  /** Some doors have buildings or rooms with letters. */
  readonly hasLetters: boolean
  /** Which parts the doors of a grid have (`plate+sub`, `building+unit+room`); key `*` for the whole ledger. */
  readonly shapes: ReadonlyMap<string, ReadonlyMap<string, number>>
  readonly householdsOfPhone: (phone: string) => readonly IndexedHousehold[]
}

const NONE: readonly IndexedHousehold[] = []

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}

/** Number parts that leave something out which the door has: unit, building, or both. */
function partialTails(parts: DoorParts): string[] {
  if (parts.room === undefined || parts.plate !== undefined) return []
  const { area: _, ...number } = parts
  const { unit: _unit, ...withoutUnit } = number
  const { building: _building, ...withoutBuilding } = number
  const tails = new Set<string>([
    formatNumber(withoutUnit),
    formatNumber(withoutBuilding),
    formatNumber({ room: parts.room }),
  ])
  tails.delete(formatNumber(number))
  return [...tails]
}

/** Number parts that begin like this door and stop earlier: `6号` of `6号之1`, `3栋2单元` of `3栋2单元601室`. */
function beginnings(parts: DoorParts): string[] {
  const found: string[] = []
  if (parts.plate !== undefined && Object.keys(parts).length > 2) found.push(`${parts.plate}号`)
  if (parts.plate !== undefined && parts.sub !== undefined && (parts.room ?? parts.floor) !== undefined)
    found.push(`${parts.plate}号之${parts.sub}`)
  if (parts.building !== undefined) {
    const front = parts.plate === undefined ? '' : `${parts.plate}号`
    if ((parts.unit ?? parts.floor ?? parts.room) !== undefined) found.push(`${front}${parts.building}栋`)
    if (parts.unit !== undefined && (parts.floor ?? parts.room) !== undefined)
      found.push(`${front}${parts.building}栋${parts.unit}单元`)
  }
  return found
}

/** Name of the set of parts that a door has. */
export function shapeOf(parts: Omit<DoorParts, 'area'>, lane: boolean): string {
  return `${lane ? 'lane+' : ''}${[parts.plate && 'plate', parts.sub && 'sub', parts.building && 'building', parts.unit && 'unit', parts.floor && 'floor', parts.room && 'room'].filter(Boolean).join('+')}`
}

/**
 * Index of a ledger for parsing and reconciling. Give the households of one grid or of the whole community.
 * With `phoneKey` phones are compared by a key (such as a keyed hash): the ledger's phones are then keys already.
 * Doors that cannot be read are still found by their exact text and by phone. O(n).
 */
export function buildLedgerIndex(
  households: readonly LedgerHousehold[],
  options: { phoneKey?: (phone: string) => string } = {},
): LedgerIndex {
  const indexed: IndexedHousehold[] = []
  const byId = new Map<string, IndexedHousehold>()
  const byDoor = new Map<string, IndexedHousehold[]>()
  const byTail = new Map<string, IndexedHousehold[]>()
  const byPartialTail = new Map<string, IndexedHousehold[]>()
  const byBeginning = new Map<string, IndexedHousehold[]>()
  const byPhone = new Map<string, IndexedHousehold[]>()
  const areaGrids = new Map<string, { area: string; grids: Set<string>; shapes: Set<string> }>()
  const shapesOfGrid = new Map<string, Map<string, number>>()
  for (const household of households) {
    const parts = doorParts(household.door) ?? looseDoorParts(household.door) ?? { area: household.door }
    const one: IndexedHousehold = { ...household, parts, areaFold: foldArea(parts.area), tail: formatNumber(parts) }
    indexed.push(one)
    byId.set(one.id, one)
    push(byDoor, `${one.areaFold}|${one.tail}`, one)
    push(byTail, one.tail, one)
    for (const tail of partialTails(parts)) push(byPartialTail, tail, one)
    for (const beginning of beginnings(parts)) push(byBeginning, `${one.areaFold}|${beginning}`, one)
    for (const phone of new Set(one.phones)) push(byPhone, phone, one)
    const shape = shapeOf(parts, laneOf(one.areaFold) !== null)
    const area = areaGrids.get(one.areaFold) ?? { area: parts.area, grids: new Set(), shapes: new Set() }
    area.grids.add(one.grid)
    area.shapes.add(shape)
    areaGrids.set(one.areaFold, area)
    for (const key of [one.grid, '*']) {
      const counts = shapesOfGrid.get(key) ?? new Map<string, number>()
      counts.set(shape, (counts.get(shape) ?? 0) + 1)
      shapesOfGrid.set(key, counts)
    }
  }
  const areas = new Map<string, LedgerArea>()
  for (const [fold, { area, grids, shapes }] of areaGrids) {
    const lane = laneOf(fold)
    areas.set(fold, {
      area,
      fold,
      grids,
      lane: lane?.number ?? null,
      road: lane?.road ?? null,
      laneWord: lane?.word ?? null,
      shapes,
    })
  }
  const phoneKey = options.phoneKey ?? ((phone: string): string => phone)
  return {
    households: indexed,
    byId,
    byDoor,
    byTail,
    byPartialTail,
    byBeginning,
    areas,
    hasLetters: indexed.some((household) => /[A-Z]/.test(household.tail)),
    shapes: shapesOfGrid,
    householdsOfPhone: (phone) => byPhone.get(phoneKey(phone)) ?? NONE,
  }
}

/** Key of `byDoor` and `byBeginning`. */
export function doorIndexKey(area: string, tail: string): string {
  return `${foldArea(area)}|${tail}`
}

/** Whether a grid code lies in another: `2-3-1` in `2`. An absent `grid` holds everything. */
export function isInGrid(code: string, grid: string | undefined): boolean {
  return grid === undefined || grid === '' || code === grid || code.startsWith(`${grid}-`)
}
