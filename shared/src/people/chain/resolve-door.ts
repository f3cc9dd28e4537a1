import type { NumberReading } from '../number-reading.ts'
import { partsWithArea } from '../door-free-text.ts'
import { foldArea, formatDoor, formatNumber } from '../door.ts'
import { isMisspeltArea } from '../reconciliation/misspelt-area.ts'
import type { DoorKey } from '../door.ts'
import { doorIndexKey, isInGrid, shapeOf } from '../ledger-index.ts'
import type { IndexedHousehold, LedgerArea, LedgerIndex } from '../ledger-index.ts'
import { endsWithName, laneOf } from '../lane.ts'
import type { AreaBook } from '../area-book.ts'
import type { WrittenArea } from '../written-area.ts'
import type { Reason } from './reasons.ts'

/** What a sub-heading says about the doors below it. */
export type HeadingPlace = {
  readonly area: WrittenArea
  readonly building?: string
  readonly unit?: string
  readonly weak: boolean
}

export type DoorContext = {
  readonly ledger: LedgerIndex | undefined
  readonly grid: string | undefined
  readonly book: AreaBook
  readonly heading: HeadingPlace | null
  /** Areas of the own grid (of the whole ledger when the grid is not known). */
  readonly ownAreas: readonly LedgerArea[]
}

export type ResolvedDoor = {
  readonly door: DoorKey | null
  readonly candidates: readonly DoorKey[]
  readonly reasons: readonly Reason[]
  /** The ledger has this door. */
  readonly exists: boolean
  /** The phone belongs to this door. */
  readonly byPhone: boolean
}

type Hit = { readonly household: IndexedHousehold; readonly filled: boolean }

function areaFits(written: WrittenArea, household: IndexedHousehold): boolean {
  switch (written.kind) {
    case 'known':
      return household.areaFold === written.area.fold
    case 'part':
      return written.areas.some((area) => area.fold === household.areaFold)
    case 'unknown':
      return false
    default:
      return true
  }
}

function laneFits(
  reading: NumberReading,
  written: WrittenArea,
  household: IndexedHousehold,
  ledger: LedgerIndex,
): boolean {
  if (reading.lane === undefined) return areaFits(written, household)
  const area = ledger.areas.get(household.areaFold)
  if (area?.lane !== reading.lane) return false
  if (written.kind === 'known') return area.road === written.area.fold
  return written.kind === 'part' ? !written.lane && written.areas.includes(area) : written.kind !== 'unknown'
}

/** Households that the readings name exactly, or with the unit or building left out. */
function hitsOf(
  readings: readonly NumberReading[],
  written: WrittenArea,
  ledger: LedgerIndex,
  partial: boolean,
): readonly Hit[] {
  const hits: Hit[] = []
  for (const reading of readings)
    for (const household of (partial ? ledger.byPartialTail : ledger.byTail).get(formatNumber(reading)) ?? [])
      if (laneFits(reading, written, household, ledger)) hits.push({ household, filled: partial })
  return hits
}

function headed(reading: NumberReading, heading: HeadingPlace): NumberReading[] {
  if (heading.building === undefined || reading.lane !== undefined) return []
  const building = heading.building
  if (reading.plate !== undefined && reading.sub !== undefined && reading.room === undefined)
    return [{ building, unit: reading.plate, room: reading.sub }]
  if (reading.plate !== undefined && reading.room !== undefined && reading.building === undefined)
    return [{ building, unit: reading.plate, room: reading.room }]
  if (reading.plate !== undefined && reading.building === undefined)
    return [
      { building, room: reading.plate, ...(heading.unit === undefined ? {} : { unit: heading.unit }) },
      { building, plate: reading.plate },
    ]
  if (reading.building !== undefined && reading.unit === undefined && reading.room !== undefined)
    return [{ building, unit: reading.building, room: reading.room }]
  if (reading.building !== undefined) return []
  return [
    {
      building,
      ...(heading.unit === undefined || reading.unit !== undefined ? {} : { unit: heading.unit }),
      ...reading,
    },
  ]
}

function distinctDoors(hits: readonly Hit[]): DoorKey[] {
  if (hits.length < 2) return hits.map((hit) => hit.household.door)
  return [...new Set(hits.map((hit) => hit.household.door))]
}

function preferOwnGrid(hits: readonly Hit[], written: WrittenArea, grid: string | undefined): readonly Hit[] {
  if (hits.length === 0) return hits
  const own = hits.filter((hit) => isInGrid(hit.household.grid, grid))
  if (own.length > 0) return own
  return written.kind === 'known' || written.kind === 'part' ? hits : []
}

function collect(readings: readonly NumberReading[], written: WrittenArea, context: DoorContext): readonly Hit[] {
  const { ledger, grid } = context
  if (ledger === undefined) return []
  const exact = preferOwnGrid(hitsOf(readings, written, ledger, false), written, grid)
  return exact.length > 0 ? exact : preferOwnGrid(hitsOf(readings, written, ledger, true), written, grid)
}

/** Finds the door that a number part with its area means, by the ledger, the sub-heading and the phones. */
export function resolveDoor(
  readings: readonly NumberReading[],
  written: WrittenArea,
  phones: readonly string[],
  context: DoorContext,
): ResolvedDoor {
  const heading = context.heading
  const area = misspeltPerson(written, context)
    ? { kind: 'unknown' as const, text: (written as { text: string }).text }
    : written
  const blank = area.kind === 'none' || area.kind === 'person'
  const reasons: Reason[] = []
  if (heading !== null) {
    const inside = headingArea(area, heading)
    if (inside !== null) {
      const merged = readings.flatMap((reading) => headed(reading, heading))
      const hits = [collect(merged, inside, context), collect(readings, inside, context)].find(
        (list) => list.length > 0,
      )
      if (hits !== undefined) return settle(hits, phones, context, ['area-from-heading'])
      const completes = merged[0] !== undefined && readings.every(({ building }) => building === undefined)
      if (!heading.weak && blank && (inside.kind !== 'none' || completes))
        return asWritten(merged[0] === undefined ? readings : merged, inside, context)
    }
  }
  const hits = collect(readings, area, context)
  if (hits.length > 0) {
    if (blank && context.ownAreas.length !== 1) reasons.push('area-filled-in')
    const settled = settle(hits, phones, context, reasons)
    const doubtful = area.kind === 'person' || (area.kind === 'known' && area.doubtful === true)
    if (doubtful && !settled.byPhone && settled.door !== null)
      return { ...settled, door: null, candidates: [settled.door], exists: false, reasons: ['door-unclear'] }
    return settled
  }
  return asWritten(readings, area, context)
}

/** A word that could be a name but is an area written wrong: `林暦` for 林厝. */
function misspeltPerson(written: WrittenArea, context: DoorContext): boolean {
  if (written.kind !== 'person') return false
  const fold = foldArea(written.text)
  return context.ownAreas.some((area) => isMisspeltArea(fold, area.fold))
}

/** The area that counts under a heading: the heading's, unless the line has its own; a lane under its road agrees. */
function headingArea(area: WrittenArea, heading: HeadingPlace): WrittenArea | null {
  if (area.kind === 'none' || area.kind === 'person') return heading.area
  if (area.kind === 'known' && heading.building !== undefined)
    return heading.area.kind === 'none' || (heading.area.kind === 'known' && heading.area.area.fold === area.area.fold)
      ? area
      : null
  if (area.kind !== 'part' || (heading.area.kind !== 'part' && heading.area.kind !== 'known')) return null
  const allowed = heading.area.kind === 'known' ? [heading.area.area] : heading.area.areas
  const both = area.areas.filter((one) => allowed.includes(one))
  return both.length === 0 ? null : { ...area, areas: both }
}

function settle(
  hits: readonly Hit[],
  phones: readonly string[],
  context: DoorContext,
  reasons: readonly Reason[],
): ResolvedDoor {
  const doors = distinctDoors(hits)
  const owners = new Set<string>()
  for (const phone of phones)
    for (const household of context.ledger?.householdsOfPhone(phone) ?? []) owners.add(household.id)
  const owned = distinctDoors(hits.filter((hit) => owners.has(hit.household.id)))
  const filled: readonly Reason[] = hits.some((hit) => hit.filled) ? ['unit-filled-in'] : []
  const other: readonly Reason[] = hits.every((hit) => !isInGrid(hit.household.grid, context.grid))
    ? ['door-other-grid']
    : []
  if (doors.length === 1)
    return {
      door: doors[0] as DoorKey,
      candidates: [],
      reasons: [...reasons, ...filled, ...other],
      exists: true,
      byPhone: owned.length === 1,
    }
  if (owned.length === 1)
    return {
      door: owned[0] as DoorKey,
      candidates: [],
      reasons: ['door-by-phone', ...other],
      exists: true,
      byPhone: true,
    }
  return {
    door: null,
    candidates: (owned.length > 1 ? owned : doors).slice(0, 20),
    reasons: ['door-unclear'],
    exists: false,
    byPhone: false,
  }
}

/** The road that all areas of a grid share when they are lanes of one road. */
function sharedRoad(areas: readonly LedgerArea[]): { road: string; word: string } | null {
  const first = areas[0]
  if (first === undefined || first.road === null || first.laneWord === null) return null
  const same = areas.every((area) => area.road === first.road && area.laneWord === first.laneWord)
  return same ? { road: first.road, word: first.laneWord } : null
}

/** `3支弄` and `88弄3支弄` with the street in front, when lanes of that kind are found in one street only. */
function withRoad(text: string, context: DoorContext): string {
  const lane = laneOf(foldArea(text))
  if (lane === null) return text
  const among = lane.road === '' ? context.ownAreas : [...context.book.known.values()]
  const roads = new Set<string>()
  for (const area of among)
    if (area.laneWord === lane.word && endsWithName(area.road ?? '', lane.road)) roads.add(area.road ?? '')
  return roads.size === 1 ? `${[...roads][0] as string}${lane.number}${lane.word}` : text
}

/** Areas of the own grid where the plate exists, but only with 之 numbers or rooms. */
function beginningIn(context: DoorContext, tail: string): LedgerArea[] {
  return context.ownAreas.filter((area) => context.ledger?.byBeginning.has(doorIndexKey(area.area, tail)))
}

/** Of the own grid, the areas with blocks of flats, when it is a flat: rows of houses beside them have no such numbers. */
function areasOfFlats(context: DoorContext, { building, room, plate, ...more }: NumberReading): readonly LedgerArea[] {
  if (building === undefined || room === undefined || plate !== undefined) return []
  const shape = shapeOf({ building, room, ...more }, false)
  return context.ownAreas.filter((area) => area.shapes.has(shape))
}

function laneWordOf(areas: readonly LedgerArea[]): string {
  return areas.find((area) => area.laneWord !== null)?.laneWord ?? '巷'
}

/** The door as written when the ledger has none of the readings. Null when its area cannot be told. */
function asWritten(readings: readonly NumberReading[], area: WrittenArea, context: DoorContext): ResolvedDoor {
  const shapes = context.ledger?.shapes.get(context.grid ?? '*') ?? context.ledger?.shapes.get('*')
  const weight = (reading: NumberReading): number =>
    (shapes?.get(shapeOf(reading, reading.lane !== undefined)) ?? 0) +
    (reading.lane === undefined ? (shapes?.get(shapeOf(reading, true)) ?? 0) : 0)
  const weighed = readings.map((reading, order) => ({ reading, order, weight: weight(reading) }))
  const heaviest = Math.max(...weighed.map((one) => one.weight))
  // The first reading is what people usually mean: it gives way only to one that is far more common here.
  const ordered = weighed.sort(
    (a, b) => Number(b.weight * 5 >= heaviest) - Number(a.weight * 5 >= heaviest) || a.order - b.order,
  )
  const hasLane = (area.kind === 'known' && area.area.lane !== null) || (area.kind === 'part' && area.lane)
  const best = (
    ordered.find((one) => !hasLane || one.reading.lane === undefined) ?? (ordered[0] as { reading: NumberReading })
  ).reading
  const road = sharedRoad(context.ownAreas)
  const word = laneWordOf(context.ownAreas)
  const write = (text: string): ResolvedDoor => {
    const parts = partsWithArea(text, best, word)
    const { area: written, ...number } = parts
    const existing = context.ledger?.byDoor.get(doorIndexKey(written, formatNumber(number)))?.[0]
    if (existing !== undefined)
      return { door: existing.door, candidates: [], reasons: [], exists: true, byPhone: false }
    const reasons: Reason[] = context.ledger === undefined ? [] : ['door-not-in-ledger']
    return { door: formatDoor(parts), candidates: [], reasons, exists: false, byPhone: false }
  }
  if (area.kind === 'known') return write(area.area.area)
  if (area.kind === 'unknown') return write(withRoad(area.text, context))
  if (area.kind === 'part') {
    if (area.areas.length === 1) return write((area.areas[0] as LedgerArea).area)
    return { door: null, candidates: [], reasons: ['area-missing'], exists: false, byPhone: false }
  }
  if (area.kind === 'person') return write(area.text)
  if (best.lane !== undefined && road !== null) return write(road.road)
  if (context.ownAreas.length <= 1) return write(context.ownAreas[0]?.area ?? '')
  const within = beginningIn(context, formatNumber(partsWithArea('', best)))
  if (within.length === 1) return write((within[0] as LedgerArea).area)
  const flats = areasOfFlats(context, best)
  if (flats.length === 1) return write((flats[0] as LedgerArea).area)
  return { door: null, candidates: [], reasons: ['area-missing'], exists: false, byPhone: false }
}
