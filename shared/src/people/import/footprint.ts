/** Longitude and latitude in degrees, WGS84 or CGCS2000. */
export type Position = [longitude: number, latitude: number]

/** Outlines of one building: polygons, each with its outer ring and its holes; every ring is closed. */
export type Footprint = Position[][][]

export type FootprintReading = { ok: true; footprint: Footprint } | { ok: false; sentence: string }

/** A house has some dozens of corners; more is a mistake or an attack. */
const MAX_POSITIONS = 5000
/** Bounds of the country with its seas, in degrees. */
const WEST = 73
const EAST = 136
const SOUTH = 3
const NORTH = 54

const refuse = (sentence: string): FootprintReading => ({ ok: false, sentence })

/**
 * Reads a GeoJSON polygon or multipolygon. Heights are dropped, an open ring is closed, positions are rounded to
 * 7 decimals (a centimetre). Metres of a map projection and exchanged axes are named as what they are: guessing the
 * zone would put a village into another county.
 */
export function readFootprint(geometry: unknown): FootprintReading {
  if (typeof geometry !== 'object' || geometry === null) return refuse('这个图斑没有图形')
  const { type, coordinates } = geometry as { type?: unknown; coordinates?: unknown }
  if (type !== 'Polygon' && type !== 'MultiPolygon') return refuse('图形不是面；请导出房屋的面图层')
  const polygons: unknown = type === 'Polygon' ? [coordinates] : coordinates
  if (!Array.isArray(polygons) || polygons.length === 0) return refuse('图形是空的')
  const footprint: Footprint = []
  let left = MAX_POSITIONS
  for (const polygon of polygons) {
    if (!Array.isArray(polygon) || polygon.length === 0) return refuse('图形是空的')
    const rings: Position[][] = []
    for (const ring of polygon) {
      if (!Array.isArray(ring) || (left -= ring.length) < 0) return refuse('图形的点太多或不完整')
      const read = readRing(ring)
      if (typeof read === 'string') return refuse(read)
      rings.push(read)
    }
    footprint.push(rings)
  }
  return { ok: true, footprint }
}

function readRing(ring: readonly unknown[]): Position[] | string {
  const positions: Position[] = []
  for (const position of ring) {
    if (!Array.isArray(position)) return '图形的坐标不完整'
    const [x, y] = position as unknown[]
    if (typeof x !== 'number' || typeof y !== 'number') return '图形的坐标不完整'
    const problem = outside(x, y)
    if (problem !== null) return problem
    positions.push([Math.round(x * 1e7) / 1e7, Math.round(y * 1e7) / 1e7])
  }
  const [first] = positions
  const last = positions.at(-1)
  if (first === undefined || last === undefined) return '图形是空的'
  if (first[0] !== last[0] || first[1] !== last[1]) positions.push([first[0], first[1]])
  return positions.length < 4 || doubledArea(positions) === 0 ? '图形的点太少，围不成面' : positions
}

function outside(x: number, y: number): string | null {
  if (x >= WEST && x <= EAST && y >= SOUTH && y <= NORTH) return null
  if (Math.abs(x) > 180 || Math.abs(y) > 180)
    return '坐标是投影坐标（米），不是经纬度；请转成经纬度（CGCS2000 或 WGS84）再导出'
  if (y >= WEST && y <= EAST && x >= SOUTH && x <= NORTH) return '经度和纬度写反了；请调换后再导出'
  return '坐标不在中国范围内；请检查坐标系'
}

/** Twice the signed area in square degrees, relative to the first corner so that small houses keep their digits. */
function doubledArea(ring: readonly Position[]): number {
  const [origin] = ring
  let sum = 0
  for (let at = 1; at < ring.length; at += 1) {
    const [a, b] = [ring[at - 1], ring[at]]
    if (origin === undefined || a === undefined || b === undefined) return 0
    sum += (a[0] - origin[0]) * (b[1] - origin[1]) - (b[0] - origin[0]) * (a[1] - origin[1])
  }
  return sum
}
