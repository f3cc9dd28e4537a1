import { doorParts, formatNumber, foldArea } from '../door.ts'
import type { DoorParts } from '../door.ts'
import { doorIndexKey, isInGrid } from '../ledger-index.ts'
import type { IndexedHousehold, LedgerIndex } from '../ledger-index.ts'
import type { Reason } from '../chain/reasons.ts'
import { isMisspeltArea } from './misspelt-area.ts'

/** Which household a statement is about. `certain` is null when a person must say, or when nothing is known. */
export type FoundHousehold = {
  readonly certain: IndexedHousehold | null
  readonly candidates: readonly IndexedHousehold[]
  readonly verdict: 'found' | 'candidates' | 'unknown-door' | 'incomplete'
  readonly reasons: readonly Reason[]
}

export type Sought = {
  readonly door: string | null
  readonly doorCandidates: readonly string[]
  readonly phones: readonly string[]
  readonly reasons: readonly Reason[]
}

const MOST_CANDIDATES = 20

function distinct(households: readonly IndexedHousehold[]): IndexedHousehold[] {
  return [...new Map(households.map((household) => [household.id, household])).values()].slice(0, MOST_CANDIDATES)
}

function candidates(households: readonly IndexedHousehold[], ...reasons: Reason[]): FoundHousehold {
  return { certain: null, candidates: distinct(households), verdict: 'candidates', reasons }
}

function found(household: IndexedHousehold, ...reasons: Reason[]): FoundHousehold {
  return { certain: household, candidates: [], verdict: 'found', reasons }
}

/** Households of the ledger at exactly this door; those of the own grid when there are any. */
export function householdsAt(door: string, ledger: LedgerIndex, grid: string | undefined): readonly IndexedHousehold[] {
  const parts = doorParts(door)
  const all =
    parts === null
      ? ledger.households.filter((household) => household.door === door)
      : (ledger.byDoor.get(doorIndexKey(parts.area, formatNumber(parts))) ?? [])
  const own = all.filter((household) => isInGrid(household.grid, grid))
  return own.length > 0 ? own : all
}

/**
 * Finds the household of a statement by its door and its phones. A certain door wins over a phone, but when the two
 * point to different households a person decides; so do near misses.
 */
export function findHousehold(
  sought: Sought,
  ledger: LedgerIndex,
  grid: string | undefined,
  rejected: ReadonlySet<string>,
): FoundHousehold {
  const allowed = (households: readonly IndexedHousehold[]): IndexedHousehold[] =>
    households.filter((household) => !rejected.has(household.id))
  const owners = distinct(allowed(sought.phones.flatMap((phone) => ledger.householdsOfPhone(phone))))
  if (sought.door !== null) {
    const at = allowed(householdsAt(sought.door, ledger, grid))
    return at.length > 0 ? byDoor(at, owners) : byUnknownDoor(sought.door, owners, ledger, grid, allowed)
  }
  if (sought.doorCandidates.length > 0) {
    const named = allowed(sought.doorCandidates.flatMap((door) => householdsAt(door, ledger, grid)))
    if (named.length > 0 || owners.length > 0) return candidates([...named, ...owners], 'door-unclear')
    return {
      certain: null,
      candidates: [],
      verdict: sought.reasons.includes('several-doors') ? 'candidates' : 'incomplete',
      reasons: ['door-unclear'],
    }
  }
  if (owners.length === 1) {
    const unreadable = sought.reasons.includes('area-missing') || sought.reasons.includes('several-doors')
    return unreadable
      ? candidates(owners, 'phone-other-household')
      : found(owners[0] as IndexedHousehold, 'household-by-phone')
  }
  if (owners.length > 1) return candidates(owners, 'phone-shared')
  return { certain: null, candidates: [], verdict: 'incomplete', reasons: [] }
}

function byDoor(at: readonly IndexedHousehold[], owners: readonly IndexedHousehold[]): FoundHousehold {
  const both = at.filter((household) => owners.some((owner) => owner.id === household.id))
  if (both.length === 1) return found(both[0] as IndexedHousehold)
  if (owners.length > 0 && both.length === 0) return candidates([...at, ...owners], 'phone-other-household')
  return at.length === 1 ? found(at[0] as IndexedHousehold) : candidates(at, 'several-households')
}

function byUnknownDoor(
  door: string,
  owners: readonly IndexedHousehold[],
  ledger: LedgerIndex,
  grid: string | undefined,
  allowed: (households: readonly IndexedHousehold[]) => IndexedHousehold[],
): FoundHousehold {
  const parts = doorParts(door)
  if (parts !== null) {
    const within = allowed(ledger.byBeginning.get(doorIndexKey(parts.area, formatNumber(parts))) ?? [])
    if (within.length > 0) return candidates([...ownersFirst(owners, within), ...within], 'door-needs-sub-number')
    const partial = allowed(
      (ledger.byPartialTail.get(formatNumber(parts)) ?? []).filter(
        (household) => household.areaFold === foldArea(parts.area),
      ),
    )
    if (partial.length > 0) return candidates([...ownersFirst(owners, partial), ...partial], 'door-unclear')
    const whole = withoutFloor(parts)
    const floor = whole === null ? [] : allowed(ledger.byDoor.get(doorIndexKey(whole.area, formatNumber(whole))) ?? [])
    if (floor.length === 0 && whole !== null) floor.push(...allowed(roomsOnFloor(whole, parts.floor as string, ledger)))
    if (floor.length > 0) return candidates([...floor, ...owners], 'door-floor-only')
    const near = allowed(nearMisses(parts, ledger, grid))
    if (near.length > 0) return candidates([...ownersFirst(owners, near), ...near, ...owners], 'area-misspelt')
  }
  if (owners.length > 0) return candidates(owners, 'door-not-in-ledger', 'phone-other-household')
  return { certain: null, candidates: [], verdict: 'unknown-door', reasons: ['door-not-in-ledger'] }
}

function ownersFirst(owners: readonly IndexedHousehold[], among: readonly IndexedHousehold[]): IndexedHousehold[] {
  return owners.filter((owner) => among.some((household) => household.id === owner.id))
}

/** The door without its floor, when the floor is all that it says beyond a plate or building. */
function withoutFloor(parts: DoorParts): DoorParts | null {
  if (parts.floor === undefined || parts.room !== undefined) return null
  const { floor: _, ...whole } = parts
  return whole
}

/** Households in rooms of this floor: `2栋1单元6楼` of 601 and 602. */
function roomsOnFloor(whole: DoorParts, floor: string, ledger: LedgerIndex): IndexedHousehold[] {
  const within = ledger.byBeginning.get(doorIndexKey(whole.area, formatNumber(whole))) ?? []
  return within.filter(
    ({ parts }) => parts.floor === floor || /^[A-Z]?(\d{1,2})\d\d[A-Z]?$/.exec(parts.room ?? '')?.[1] === floor,
  )
}

/** Doors with the same number in an area whose name is written nearly the same; of the own grid first. */
function nearMisses(parts: DoorParts, ledger: LedgerIndex, grid: string | undefined): IndexedHousehold[] {
  const fold = foldArea(parts.area)
  if (fold === '' || ledger.areas.has(fold)) return []
  const same = (ledger.byTail.get(formatNumber(parts)) ?? []).filter((household) =>
    isMisspeltArea(fold, household.areaFold),
  )
  const own = same.filter((household) => isInGrid(household.grid, grid))
  return own.length > 0 ? own : same
}

/** Where a line of any chain belongs, with what a person has settled about it. */
export type Located = Pick<Sought, 'door' | 'phones'> & {
  readonly doorCandidates?: readonly string[]
  readonly reasons?: Sought['reasons']
  /** Set when the household is known beforehand. */
  readonly household?: string | null
  readonly override?:
    { readonly household?: string | undefined; readonly rejectedHouseholds?: readonly string[] | undefined } | undefined
}

/** Finds the household of a line: the one that a person chose, or that door and phones lead to. */
export function locateStatement(statement: Located, ledger: LedgerIndex, grid: string | undefined): FoundHousehold {
  const chosen = statement.override?.household ?? statement.household ?? null
  const known = chosen === null ? undefined : ledger.byId.get(chosen)
  if (known !== undefined) return { certain: known, candidates: [], verdict: 'found', reasons: [] }
  return findHousehold(
    {
      door: statement.door,
      doorCandidates: statement.doorCandidates ?? [],
      phones: statement.phones,
      reasons: statement.reasons ?? [],
    },
    ledger,
    grid,
    new Set(statement.override?.rejectedHouseholds ?? []),
  )
}

/** Whether two lines of a household both state phones, and none in common: owner and tenant may share a door. */
export function statesAnotherPhone(later: readonly string[], earlier: readonly string[]): boolean {
  return later.length > 0 && earlier.length > 0 && !later.some((phone) => earlier.includes(phone))
}
