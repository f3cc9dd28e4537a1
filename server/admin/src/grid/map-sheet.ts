export type Point = { x: number; y: number }
export type Position = readonly [longitude: number, latitude: number]
export type Ring = readonly Position[]

/** What is drawn lies on a sheet so wide, north up. */
export const SHEET_WIDTH = 1000
/** A tall piece of the village is drawn smaller rather than on a taller sheet: its labels keep their size. */
const TALLEST = 760
const MARGIN = 8

export function pointsOf(places: readonly Point[]): string {
  return places.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')
}

/** At a village's size the earth is flat: a degree of longitude is only shortened by the cosine of the latitude. */
export function sheetOver(corners: Ring): { height: number; place: (position: Position) => Point } | null {
  if (corners.length === 0) return null
  const [west, east] = bounds(corners.map(([longitude]) => longitude))
  const [south, north] = bounds(corners.map(([, latitude]) => latitude))
  const shortening = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = Math.min(
    (SHEET_WIDTH - 2 * MARGIN) / Math.max((east - west) * shortening, Number.EPSILON),
    (TALLEST - 2 * MARGIN) / Math.max(north - south, Number.EPSILON),
  )
  const left = (SHEET_WIDTH - (east - west) * shortening * scale) / 2
  return {
    height: 2 * MARGIN + (north - south) * scale,
    place: ([longitude, latitude]) => ({
      x: left + (longitude - west) * shortening * scale,
      y: MARGIN + (north - latitude) * scale,
    }),
  }
}

/** Not by spreading into Math.min: a village has tens of thousands of corners. */
function bounds(values: readonly number[]): [least: number, most: number] {
  let [least, most] = [Infinity, -Infinity]
  for (const value of values) {
    if (value < least) least = value
    if (value > most) most = value
  }
  return [least, most]
}
