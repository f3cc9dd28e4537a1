import { lengthOf, orderStops, type Point } from '@gezhong/shared/supplies/routes/order-stops'

/*
 * How long a proposed way is beside a long run of the same search, and beside nearest neighbour alone; and how long it
 * takes to find. Doors lie as in a village: in rows of houses along lanes, with some by themselves.
 */

let state = 7
const chance = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647

function village(doors: number): Point[] {
  const points: Point[] = []
  while (points.length < doors) {
    const [east, north, angle] = [118.5 + chance() * 0.004, 24.7 + chance() * 0.004, chance() * Math.PI]
    for (let house = 0; house < 3 + chance() * 12 && points.length < doors; house++) {
      const along = house * 0.00012
      points.push([
        east + Math.cos(angle) * along + chance() * 0.00003,
        north + Math.sin(angle) * along + chance() * 0.00003,
      ])
    }
  }
  return points
}

function nearestFirst(points: readonly Point[]): Point[] {
  const left = new Set(points.slice(1))
  const way = [points[0]!]
  while (left.size > 0) {
    const here = way.at(-1)!
    const next = [...left].reduce((best, point) => (lengthOf([here, point]) < lengthOf([here, best]) ? point : best))
    left.delete(next)
    way.push(next)
  }
  return way
}

const walk = (points: readonly Point[], order: readonly number[]): number => lengthOf(order.map((at) => points[at]!))

orderStops(village(60))
console.log('doors  ms    way m   long run m  above   nearest first')
let worst = 0
for (const doors of [30, 30, 60, 60, 100, 100, 150, 150, 200, 200]) {
  const points = village(doors)
  const began = performance.now()
  const way = walk(points, orderStops(points))
  const took = performance.now() - began
  const reference = Math.min(way, walk(points, orderStops(points, 40)))
  const above = way / reference - 1
  worst = Math.max(worst, above)
  console.log(
    `${String(doors).padStart(5)}  ${took.toFixed(0).padStart(4)}  ${way.toFixed(0).padStart(6)}  ${reference.toFixed(0).padStart(10)}  ${(above * 100).toFixed(2)} %  +${((lengthOf(nearestFirst(points)) / reference - 1) * 100).toFixed(0)} %`,
  )
}
console.log(`worst ${(worst * 100).toFixed(2)} % above the long run`)
