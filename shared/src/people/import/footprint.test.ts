import { describe, expect, test } from '@jest/globals'
import { readFootprint } from './footprint.ts'

const RING = [
  [118.5713433, 24.7902047],
  [118.5714794, 24.7902119],
  [118.5714704, 24.7903523],
  [118.5713433, 24.7902047],
]

const sentenceOf = (geometry: unknown): string => {
  const read = readFootprint(geometry)
  return read.ok ? '' : read.sentence
}

describe('footprints', () => {
  test('a polygon becomes a multipolygon without heights, its ring closed', () => {
    const open = RING.slice(0, 3).map(([x, y]) => [x, y, 12.5])
    expect(readFootprint({ type: 'Polygon', coordinates: [open] })).toEqual({ ok: true, footprint: [[RING]] })
    expect(readFootprint({ type: 'MultiPolygon', coordinates: [[RING]] })).toEqual({ ok: true, footprint: [[RING]] })
  })

  test.each([
    [null, '没有图形'],
    [{ type: 'Point', coordinates: [118, 24] }, '不是面'],
    [{ type: 'Polygon', coordinates: [] }, '空的'],
    [{ type: 'Polygon', coordinates: [RING.map(([x, y]) => [y, x])] }, '写反了'],
    [
      {
        type: 'Polygon',
        coordinates: [
          [
            [39558000, 2743000],
            [39558010, 2743000],
            [39558010, 2743010],
          ],
        ],
      },
      '投影坐标',
    ],
    [
      {
        type: 'Polygon',
        coordinates: [
          [
            [0, 51],
            [0, 52],
            [1, 52],
          ],
        ],
      },
      '不在中国',
    ],
    [{ type: 'Polygon', coordinates: [[RING[0], RING[1], RING[0]]] }, '围不成面'],
    [{ type: 'Polygon', coordinates: [[['118', '24']]] }, '不完整'],
    [{ type: 'Polygon', coordinates: [Array.from({ length: 6000 }, () => [118, 24])] }, '点太多'],
  ])('%j is refused: %s', (geometry, words) => expect(sentenceOf(geometry)).toContain(words))
})
