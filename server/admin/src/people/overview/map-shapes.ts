import { GridLevel, type Grid } from '@gezhong/shared/grid/communities/contract'
import { pointsOf, SHEET_WIDTH, sheetOver, type Point, type Position, type Ring } from '../../grid/map-sheet.ts'
import type { BuildingOutline } from '@gezhong/shared/people/ledger/contract'

export type Shape = { grid: Grid; points: string; centre: Point }
export type House = Pick<BuildingOutline, 'id' | 'gridId' | 'door'> & { points: string }
export type VillageShapes = {
  width: number
  height: number
  /** The pieces that have no piece below them, where they are drawn. */
  pieces: Shape[]
  /** The highest level that has more than one piece: the grids of a village, the units of a sub-grid's worker. */
  named: Shape[]
  houses: House[]
}

/** Degrees, some 20 km. A house that was surveyed into another county must not make the village a dot. */
const FAR = 0.2

/**
 * Outlines of grids and buildings in degrees (WGS84) as polygons on a sheet 1000 wide, north up. A grid that was never
 * drawn lies where its buildings are. Null when nothing has an outline.
 */
export function villageShapes(
  grids: readonly Grid[],
  buildings: readonly BuildingOutline[] = [],
): VillageShapes | null {
  const drawn = grids.filter((grid) => grid.outline !== null && grid.outline.length > 2)
  const withChildren = new Set(drawn.map((grid) => grid.parentId))
  const lowest = drawn.filter((grid) => !withChildren.has(grid.id))
  const ground = lowest.flatMap((grid) => grid.outline ?? [])
  const near = nearOnes(buildings, ground)
  const sheet = sheetOver([...ground, ...near.flatMap((building) => building.outline)])
  if (sheet === null) return null
  const houses = near.map(({ outline, ...house }) => ({ ...house, points: pointsOf(outline.map(sheet.place)) }))
  const inside = buildingsWithin(grids, near)
  const shape = (grid: Grid): Shape => {
    const places = (drawn.includes(grid) ? (grid.outline ?? []) : []).map(sheet.place)
    const corners = places.length > 0 ? places : (inside.get(grid.id) ?? []).map(sheet.place)
    const ring = corners.map(({ x, y }) => [x, y] as const)
    return { grid, points: pointsOf(places), centre: places.length > 0 ? centreOf(ring) : meanOf(ring) }
  }
  const placed = grids.filter((grid) => drawn.includes(grid) || inside.has(grid.id))
  return {
    width: SHEET_WIDTH,
    height: sheet.height,
    pieces: lowest.map(shape),
    named: namedGrids(placed, lowest.length > 0 ? lowest : placed).map(shape),
    houses,
  }
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

/** The buildings round the drawn grids, or where most of the buildings are. */
function nearOnes(buildings: readonly BuildingOutline[], ground: Ring): readonly BuildingOutline[] {
  const real = buildings.filter(({ outline }) => outline.length > 2)
  const around = ground.length > 0 ? ground : real.map(({ outline }) => outline[0] as Position)
  const [longitude, latitude] = [median(around.map(([east]) => east)), median(around.map(([, north]) => north))]
  return real.filter(({ outline }) =>
    outline.every(([east, north]) => Math.abs(east - longitude) < FAR && Math.abs(north - latitude) < FAR),
  )
}

/** One corner of each building, by the grid it stands in and those above that. */
function buildingsWithin(grids: readonly Grid[], buildings: readonly BuildingOutline[]): Map<string, Position[]> {
  const byId = new Map(grids.map((grid) => [grid.id, grid]))
  const within = new Map<string, Position[]>()
  for (const { gridId, outline } of buildings)
    for (let grid = byId.get(gridId); grid !== undefined; grid = byId.get(grid.parentId ?? '')) {
      const corners = within.get(grid.id) ?? []
      corners.push(outline[0] as Position)
      within.set(grid.id, corners)
    }
  return within
}

function namedGrids(placed: readonly Grid[], lowest: readonly Grid[]): readonly Grid[] {
  for (const level of GridLevel.options) {
    const pieces = placed.filter((grid) => grid.level === level)
    if (pieces.length > 1) return pieces
  }
  return lowest
}

function meanOf(ring: Ring): Point {
  const count = Math.max(ring.length, 1)
  return {
    x: ring.reduce((sum, corner) => sum + corner[0], 0) / count,
    y: ring.reduce((sum, corner) => sum + corner[1], 0) / count,
  }
}

/** The centre of gravity of a ring; that of its corners when it has no area. */
export function centreOf(ring: Ring): Point {
  let area = 0
  let x = 0
  let y = 0
  ring.forEach(([fromX, fromY], index) => {
    const [toX, toY] = ring[(index + 1) % ring.length] ?? [fromX, fromY]
    const cross = fromX * toY - toX * fromY
    area += cross
    x += (fromX + toX) * cross
    y += (fromY + toY) * cross
  })
  return Math.abs(area) > 1e-9 ? { x: x / (3 * area), y: y / (3 * area) } : meanOf(ring)
}
