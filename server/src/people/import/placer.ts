import { liesWithin } from '@gezhong/shared/actor'
import { doorParts } from '@gezhong/shared/people/door'
import type { Position } from '@gezhong/shared/people/import/footprint'
import { buildingDoor, doorOrder } from '../ledger/door-order.ts'

export interface PlacedBuilding {
  id: string
  gridId: string
  door: string
}

interface GridPlace {
  id: string
  code: string
  outline: Position[] | null
}

interface Neighbour {
  order: string
  grid: GridPlace
}

/** Whether a point lies inside a ring, by counting the edges to its right. */
function isInside([x, y]: Position, ring: readonly Position[]): boolean {
  let inside = false
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
    const [ax, ay] = ring[at]!
    const [bx, by] = ring[before]!
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  }
  return inside
}

const centre = (ring: readonly Position[]): Position => [
  ring.reduce((sum, [x]) => sum + x, 0) / ring.length,
  ring.reduce((sum, [, y]) => sum + y, 0) / ring.length,
]

/**
 * Finds for a whole file where each row belongs, in memory: a building that stands at this door; else the lowest grid of
 * the one that is named, by the outline it lies in or by its nearest neighbour in the same street. It never guesses
 * across streets: then a person has to say.
 */
export class Placer {
  readonly #grids: readonly GridPlace[]
  readonly #byCode: ReadonlyMap<string, GridPlace>
  readonly #byId: ReadonlyMap<string, GridPlace>
  readonly #buildings = new Map<string, PlacedBuilding>()
  readonly #streets = new Map<string, Neighbour[]>()

  constructor(grids: readonly GridPlace[], buildings: readonly PlacedBuilding[]) {
    this.#grids = grids
    this.#byCode = new Map(grids.map((grid) => [grid.code, grid]))
    this.#byId = new Map(grids.map((grid) => [grid.id, grid]))
    for (const building of buildings) this.add(building)
    for (const street of this.#streets.values()) street.sort((a, b) => (a.order < b.order ? -1 : 1))
  }

  /** A building that stands, or that this file has just brought. */
  add(building: PlacedBuilding): void {
    this.#buildings.set(building.door, building)
    const grid = this.#byId.get(building.gridId)
    if (grid === undefined) return
    const area = doorParts(building.door)?.area ?? ''
    const street = this.#streets.get(area)
    const entry = { order: doorOrder(building.door), grid }
    if (street === undefined) this.#streets.set(area, [entry])
    else street.push(entry)
  }

  buildingOf(door: string): PlacedBuilding | undefined {
    return this.#buildings.get(buildingDoor(door))
  }

  isWithin(gridId: string, code: string): boolean {
    const grid = this.#byId.get(gridId)
    return grid !== undefined && liesWithin(grid.code, code)
  }

  /** The lowest grid for a new building; null when nobody can tell. `code` is the grid that the row names. */
  gridFor(door: string, code: string | null, ring: readonly Position[] | null): string | null {
    const within = code === null ? this.#grids : this.#grids.filter((grid) => liesWithin(grid.code, code))
    const lowest = within.filter((grid) => !within.some((other) => other !== grid && liesWithin(other.code, grid.code)))
    if (lowest.length === 1) return lowest[0]!.id
    if (ring !== null) {
      const point = centre(ring)
      const found = lowest.find((grid) => grid.outline !== null && isInside(point, grid.outline))
      if (found !== undefined) return found.id
    }
    return this.#neighbour(door, code)
  }

  #neighbour(door: string, code: string | null): string | null {
    const street = this.#streets.get(doorParts(door)?.area ?? '') ?? []
    const order = doorOrder(buildingDoor(door))
    const known = code === null ? street : street.filter(({ grid }) => liesWithin(grid.code, code))
    const before = known.findLast((entry) => entry.order <= order)
    return (before ?? known.find((entry) => entry.order > order))?.grid.id ?? null
  }

  hasGrid(code: string): boolean {
    return this.#byCode.has(code)
  }
}
