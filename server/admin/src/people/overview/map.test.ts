import type { Grid } from '@gezhong/shared/grid/communities/contract'
import { describe, expect, test } from '@jest/globals'
import { coverageReading, unassignedReading } from './map-reading.ts'
import { centreOf, villageShapes } from './map-shapes.ts'

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
    expect(coverageReading(numbers(1000, 1))).toMatchObject({ figure: '99%', heat: 'some' })
    expect(coverageReading(numbers(1000, 0))).toMatchObject({ figure: '100%', heat: 'none' })
  })

  test('counts only those who are expected', () => {
    expect(coverageReading(numbers(20, 2, 10))).toMatchObject({ figure: '80%', heat: 'many' })
    expect(coverageReading(numbers(10, 0, 10)).heat).toBe('empty')
    expect(coverageReading(undefined).heat).toBe('empty')
  })
})

test('unassignedReading names how many buildings have nobody', () => {
  expect(unassignedReading({ buildings: 30, unassigned: 1 })).toMatchObject({ figure: '缺 1', heat: 'some' })
  expect(unassignedReading({ buildings: 30, unassigned: 0 }).heat).toBe('none')
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
