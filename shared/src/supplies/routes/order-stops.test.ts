import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { lengthOf, metersBetween, orderStops, type Point } from './order-stops.ts'

const point = fc.tuple(
  fc.integer({ min: 0, max: 4000 }).map((east): number => 118.5 + east / 1e6),
  fc.integer({ min: 0, max: 4000 }).map((north): number => 24.7 + north / 1e6),
) as fc.Arbitrary<Point>

const walk = (points: readonly Point[], order: readonly number[]): number => lengthOf(order.map((at) => points[at]!))

function shortest(points: readonly Point[], order: readonly number[] = []): number {
  if (order.length === points.length) return walk(points, order)
  const left = points.map((_, at) => at).filter((at) => !order.includes(at))
  return Math.min(...left.map((at) => shortest(points, [...order, at])))
}

describe('the order of stops', () => {
  it('has every stop once and is the same each time', () => {
    fc.assert(
      fc.property(fc.array(point, { maxLength: 60 }), (points) => {
        const order = orderStops(points)
        expect(order.toSorted((a, b) => a - b)).toEqual(points.map((_, at) => at))
        expect(orderStops(points)).toEqual(order)
      }),
      { numRuns: 60 },
    )
  })

  it('of a few doors is the shortest there is', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 3, maxLength: 7 }), (points) => {
        expect(walk(points, orderStops(points))).toBeLessThanOrEqual(shortest(points) + 1e-6)
      }),
      { numRuns: 100 },
    )
  })

  it('of five doors that pairs and pieces alone do not put right is found too', () => {
    const places = [
      [1257, 3479],
      [1015, 211],
      [1248, 3155],
      [2973, 3165],
      [3684, 179],
    ]
    const points = places.map(([east, north]): Point => [118.5 + east! / 1e6, 24.7 + north! / 1e6])
    expect(walk(points, orderStops(points))).toBeLessThanOrEqual(shortest(points) + 1e-6)
  })

  it('is at most three in a hundred above a long run', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 30, maxLength: 60 }), (points) => {
        const long = walk(points, orderStops(points, 20))
        expect(walk(points, orderStops(points))).toBeLessThanOrEqual(long * 1.03)
      }),
      { numRuns: 4 },
    )
  })

  it('walks a row of houses from one end to the other', () => {
    const row = [4, 1, 3, 0, 2].map((at): Point => [118.5 + at / 10_000, 24.7])
    expect(orderStops(row)).toEqual([0, 2, 4, 1, 3])
  })

  it('measures in metres', () => {
    expect(metersBetween([118.5, 24.7], [118.5, 24.701])).toBeCloseTo(111.3, 1)
    expect(metersBetween([118.5, 60], [118.501, 60])).toBeCloseTo(55.7, 1)
  })
})
