import type { Grid } from '@gezhong/shared/grid/communities/contract'
import { describe, expect, test } from '@jest/globals'
import { buildingReading, coverageReading, legendOf, unassignedReading } from './map-reading.ts'
import { centreOf, villageShapes } from './map-shapes.ts'

const LIVES = 'who-lives-here'

const numbers = (households: number, missing: number, excused = 0) => ({
  households,
  reported: households - missing - excused,
  differs: 0,
  missing,
  excused,
  expectedPeople: 0,
  reportedPeople: 0,
  missingPeople: 0,
})

describe('coverageReading', () => {
  test('says 100% only when nobody is missing', () => {
    expect(coverageReading(numbers(1000, 1), LIVES)).toMatchObject({ figure: '99%', heat: 'some' })
    expect(coverageReading(numbers(1000, 0), LIVES)).toMatchObject({ figure: '100%', heat: 'none' })
  })

  test('counts only those who are expected', () => {
    expect(coverageReading(numbers(20, 2, 10), LIVES)).toMatchObject({ figure: '80%', heat: 'many' })
    expect(coverageReading(numbers(10, 0, 10), LIVES).heat).toBe('empty')
    expect(coverageReading(undefined, LIVES).heat).toBe('empty')
  })
})

test('unassignedReading names how many buildings have nobody', () => {
  expect(unassignedReading({ buildings: 30, unassigned: 1 })).toMatchObject({ figure: '缺 1', heat: 'some' })
  expect(unassignedReading({ buildings: 30, unassigned: 0 }).heat).toBe('none')
})

test('a building is green, red, or without colour by itself, whatever the piece around it is', () => {
  const building = (expected: number, missing: number, assigned = true) => ({
    buildingId: 'b',
    expected,
    missing,
    assigned,
  })
  expect(buildingReading(building(1, 0), 'coverage', LIVES)).toEqual({ heat: 'none', words: '1 户都报了' })
  expect(buildingReading(building(1, 0), 'coverage', 'who-was-tested').words).toBe('1 户都检了')
  expect(legendOf('coverage', 'who-was-tested').map(({ words }) => words)).toContain('没有要检的')
  expect(buildingReading(building(8, 1), 'coverage', LIVES)).toEqual({ heat: 'many', words: '还差 1 户，共 8 户' })
  expect(buildingReading(building(1, 1), 'coverage', LIVES).heat).toBe('most')
  expect(buildingReading(building(0, 0), 'coverage', LIVES).heat).toBe('empty')
  expect(buildingReading(undefined, 'coverage', LIVES).heat).toBe('empty')
  expect(buildingReading(building(1, 1), 'unassigned', LIVES)).toEqual({ heat: 'none', words: '有人负责' })
  expect(buildingReading(building(1, 0, false), 'unassigned', LIVES)).toEqual({ heat: 'most', words: '没人负责' })
})

describe('villageShapes', () => {
  const grid = (code: string, outline: [number, number][] | null, parentId: string | null = null): Grid => ({
    id: code,
    parentId,
    level: code.includes('-') ? 'sub-grid' : 'grid',
    code,
    name: '',
    outline,
  })
  const square: [number, number][] = [
    [118, 24],
    [118.01, 24],
    [118.01, 24.01],
    [118, 24.01],
  ]

  test('north is up and the whole village fits', () => {
    const shapes = villageShapes([grid('1', square)])
    const corners = shapes?.pieces[0]?.points.split(' ').map((pair) => pair.split(',').map(Number)) ?? []
    expect(corners[0]?.[1]).toBeGreaterThan(corners[2]?.[1] ?? Infinity)
    for (const [x = -1, y = -1] of corners) {
      expect(x).toBeGreaterThanOrEqual(0)
      expect(x).toBeLessThanOrEqual(shapes?.width ?? 0)
      expect(y).toBeGreaterThanOrEqual(0)
      expect(y).toBeLessThanOrEqual(shapes?.height ?? 0)
    }
  })

  test('colours the lowest pieces and names the highest level with more than one', () => {
    const village = [grid('1', square), grid('2', square), grid('1-1', square, '1'), grid('1-2', square, '1')]
    const shapes = villageShapes(village)
    expect(shapes?.pieces.map(({ grid }) => grid.code)).toEqual(['2', '1-1', '1-2'])
    expect(shapes?.named.map(({ grid }) => grid.code)).toEqual(['1', '2'])
    const own = villageShapes(village.filter(({ code }) => code !== '2'))
    expect(own?.named.map(({ grid }) => grid.code)).toEqual(['1-1', '1-2'])
  })

  test('one grid alone is named', () => {
    expect(villageShapes([grid('1', square)])?.named).toHaveLength(1)
  })

  test('without outlines there is no map', () => {
    expect(villageShapes([grid('1', null)])).toBeNull()
  })

  const house = (id: string, gridId: string, west: number, south: number) => ({
    id,
    gridId,
    door: id,
    outline: [
      [west, south],
      [west + 1e-4, south],
      [west + 1e-4, south + 1e-4],
    ] as [number, number][],
  })
  const cornersOf = (points: string) => points.split(' ').map((pair) => pair.split(',').map(Number))

  test('buildings lie on the same sheet as their grids', () => {
    const shapes = villageShapes([grid('1', square)], [house('中区1号', '1', 118.005, 24.005)])
    const [[x = 0, y = 0] = []] = cornersOf(shapes?.houses[0]?.points ?? '')
    expect(x).toBeCloseTo((shapes?.width ?? 0) / 2, 0)
    expect(y).toBeCloseTo((shapes?.height ?? 0) / 2, 0)
  })

  test('grids that were never drawn are named where their buildings are', () => {
    const grids = [grid('1', null), grid('2', null), grid('2-1', null, '2')]
    const shapes = villageShapes(grids, [
      house('a', '1', 118, 24),
      house('b', '2-1', 118.01, 24),
      house('c', '2-1', 118.01, 24.01),
    ])
    expect(shapes?.pieces).toEqual([])
    expect(shapes?.named.map((shape) => [shape.grid.code, shape.points])).toEqual([
      ['1', ''],
      ['2', ''],
    ])
    const [one, two] = shapes?.named ?? []
    expect(one!.centre.x).toBeLessThan(two!.centre.x)
  })

  test('a building surveyed into another county does not make the village a dot', () => {
    const near = [house('a', '1', 118, 24), house('b', '1', 118.01, 24.01)]
    const shapes = villageShapes([grid('1', null)], [...near, house('c', '1', 121, 31)])
    expect(shapes?.houses).toEqual(villageShapes([grid('1', null)], near)?.houses)
  })

  test('tens of thousands of corners are no trouble', () => {
    const many = Array.from({ length: 60_000 }, (_, i) => house(`${i}`, '1', 118 + (i % 250) * 2e-4, 24 + i * 1e-6))
    expect(villageShapes([grid('1', null)], many)?.houses).toHaveLength(60_000)
  })
})

test('centreOf a ring is its centre of gravity, whichever way round it runs', () => {
  const ring: [number, number][] = [
    [0, 0],
    [4, 0],
    [4, 2],
    [0, 2],
  ]
  expect(centreOf(ring)).toEqual({ x: 2, y: 1 })
  expect(centreOf(ring.toReversed())).toEqual({ x: 2, y: 1 })
})
