/** A piece of ground in metres: east and north of the village's south-west corner. */
export interface Ground {
  x: number
  y: number
  width: number
  height: number
}

export type Ring = [number, number][]

const CORNER = { longitude: 118.5655, latitude: 24.7868 }
const METRES_PER_DEGREE = { longitude: 101_060, latitude: 110_780 }
const TURN = (-7 * Math.PI) / 180
const OUTLINE_STEP = 45

const rounded = (degrees: number) => Math.round(degrees * 1e7) / 1e7

/**
 * Metres to WGS84. Everything goes through the same bend, so that grids that touch on the plan touch on the map and
 * the village does not look ruled.
 */
export function toWgs84(x: number, y: number): [number, number] {
  const bentX = x + 16 * Math.sin(y / 150) + 6 * Math.sin(x / 90)
  const bentY = y + 14 * Math.sin(x / 190) + 5 * Math.sin(y / 110)
  const east = bentX * Math.cos(TURN) - bentY * Math.sin(TURN)
  const north = bentX * Math.sin(TURN) + bentY * Math.cos(TURN)
  return [
    rounded(CORNER.longitude + east / METRES_PER_DEGREE.longitude),
    rounded(CORNER.latitude + north / METRES_PER_DEGREE.latitude),
  ]
}

function edge(from: [number, number], to: [number, number]): Ring {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1])
  const steps = Math.max(1, Math.round(length / OUTLINE_STEP))
  return Array.from({ length: steps }, (_, i) =>
    toWgs84(from[0] + ((to[0] - from[0]) * i) / steps, from[1] + ((to[1] - from[1]) * i) / steps),
  )
}

/** The closed ring around a ground, with points between its corners where the bend needs them. */
export function outlineOf({ x, y, width, height }: Ground): Ring {
  const corners: Ring = [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ]
  const ring = corners.flatMap((corner, i) => edge(corner, corners[(i + 1) % 4] ?? corner))
  return [...ring, ...ring.slice(0, 1)]
}

/** Cuts a ground along its longer side into pieces as large as their weights. */
export function cut(ground: Ground, weights: readonly number[]): Ground[] {
  const sum = weights.reduce((total, weight) => total + weight, 0)
  const isWide = ground.width >= ground.height
  let done = 0
  return weights.map((weight) => {
    const from = done / sum
    const share = weight / sum
    done += weight
    return isWide
      ? { ...ground, x: ground.x + from * ground.width, width: share * ground.width }
      : { ...ground, y: ground.y + from * ground.height, height: share * ground.height }
  })
}

/** The plots of `count` houses on a ground, row by row, every other row back: the order of a walk. */
export function plotsOn(ground: Ground, count: number): Ground[] {
  const columns = Math.max(1, Math.min(count, Math.round(Math.sqrt((count * ground.width) / ground.height))))
  const rows = Math.ceil(count / columns)
  const [width, height] = [ground.width / columns, ground.height / rows]
  return Array.from({ length: count }, (_, i) => {
    const row = Math.floor(i / columns)
    const column = row % 2 === 0 ? i % columns : columns - 1 - (i % columns)
    return { x: ground.x + column * width, y: ground.y + (rows - 1 - row) * height, width, height }
  })
}

/** A house on its plot, turned by `angle` radians; the closed ring and its square metres. */
export function houseOn(plot: Ground, width: number, depth: number, angle: number): { ring: Ring; area: number } {
  const [middleX, middleY] = [plot.x + plot.width / 2, plot.y + plot.height / 2]
  const corners = [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].map(([right = 0, up = 0]): [number, number] => {
    const [east, north] = [(right * width) / 2, (up * depth) / 2]
    return toWgs84(
      middleX + east * Math.cos(angle) - north * Math.sin(angle),
      middleY + east * Math.sin(angle) + north * Math.cos(angle),
    )
  })
  return { ring: [...corners, ...corners.slice(0, 1)], area: width * depth }
}

const BANDS = [
  { y: 0, height: 150, pieces: ['7', '4'] },
  { y: 150, height: 309, pieces: ['3', '2', '1'] },
  { y: 459, height: 247, pieces: ['5', '6'] },
] as const
const VILLAGE_WIDTH = 1040

/** Where the seven grids lie: west, middle and east between the roads of the north and the south. */
export function groundsOfGrids(): Map<string, Ground> {
  const weights: Record<string, number> = { 1: 296, 2: 244, 3: 262, 4: 238, 5: 340, 6: 302, 7: 150 }
  return new Map(
    BANDS.flatMap(({ y, height, pieces }) => {
      const band = { x: 0, y, width: VILLAGE_WIDTH, height }
      return cut(
        band,
        pieces.map((code) => weights[code] ?? 1),
      ).map((ground, i): [string, Ground] => [pieces[i] ?? '', ground])
    }),
  )
}
