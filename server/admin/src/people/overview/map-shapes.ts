import { GridLevel, type Grid } from '@gezhong/shared/grid/communities/contract'

export type Shape = { grid: Grid; points: string; centre: { x: number; y: number } }
export type VillageShapes = {
  width: number
  height: number
  /** The pieces that have no piece below them. */
  pieces: Shape[]
  /** The highest level that has more than one piece: the grids of a village, the units of a sub-grid's worker. */
  named: Shape[]
}

type Ring = readonly (readonly [number, number])[]

const WIDTH = 1000
/** A tall piece of the village is drawn smaller rather than on a taller sheet: its labels keep their size. */
const TALLEST = 760
const MARGIN = 8

/**
 * Outlines in degrees (WGS84) as polygons on a sheet 1000 wide, north up. At a village's size the earth is flat:
 * a degree of longitude is only shortened by the cosine of the latitude. Null when no grid has an outline.
 */
export function villageShapes(grids: readonly Grid[]): VillageShapes | null {
  const drawn = grids.filter((grid) => grid.outline !== null && grid.outline.length > 2)
  const withChildren = new Set(drawn.map((grid) => grid.parentId))
  const lowest = drawn.filter((grid) => !withChildren.has(grid.id))
  const corners = lowest.flatMap((grid) => grid.outline ?? [])
  if (corners.length === 0) return null
  const west = Math.min(...corners.map(([longitude]) => longitude))
  const east = Math.max(...corners.map(([longitude]) => longitude))
  const south = Math.min(...corners.map(([, latitude]) => latitude))
  const north = Math.max(...corners.map(([, latitude]) => latitude))
  const shortening = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = Math.min(
    (WIDTH - 2 * MARGIN) / Math.max((east - west) * shortening, Number.EPSILON),
    (TALLEST - 2 * MARGIN) / Math.max(north - south, Number.EPSILON),
  )
  const left = (WIDTH - (east - west) * shortening * scale) / 2
  const place = ([longitude, latitude]: readonly [number, number]) => ({
    x: left + (longitude - west) * shortening * scale,
    y: MARGIN + (north - latitude) * scale,
  })
  const shape = (grid: Grid): Shape => {
    const places = (grid.outline ?? []).map(place)
    return {
      grid,
      points: places.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' '),
      centre: centreOf(places.map(({ x, y }) => [x, y] as const)),
    }
  }
  return {
    width: WIDTH,
    height: 2 * MARGIN + (north - south) * scale,
    pieces: lowest.map(shape),
    named: namedGrids(drawn, lowest).map(shape),
  }
}

function namedGrids(drawn: readonly Grid[], lowest: readonly Grid[]): readonly Grid[] {
  for (const level of GridLevel.options) {
    const pieces = drawn.filter((grid) => grid.level === level)
    if (pieces.length > 1) return pieces
  }
  return lowest
}

/** The centre of gravity of a ring; that of its corners when it has no area. */
export function centreOf(ring: Ring): { x: number; y: number } {
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
  if (Math.abs(area) > 1e-9) return { x: x / (3 * area), y: y / (3 * area) }
  const count = Math.max(ring.length, 1)
  return {
    x: ring.reduce((sum, corner) => sum + corner[0], 0) / count,
    y: ring.reduce((sum, corner) => sum + corner[1], 0) / count,
  }
}
