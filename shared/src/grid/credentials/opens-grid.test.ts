import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { holdsOn, opensGrid } from './opens-grid.ts'
import { serialOf } from './serial.ts'

const code = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('-'))
const parts = (text: string) => text.split('-')

describe('law 7: a credential opens its own area only', () => {
  test('a grid and all of its pieces, told by their numbers one by one', () => {
    fc.assert(
      fc.property(fc.array(code, { minLength: 1, maxLength: 4 }), code, (areas, grid) => {
        const inside = areas.some((area) => parts(area).every((part, at) => parts(grid)[at] === part))
        expect(opensGrid({ areas }, grid)).toBe(inside)
      }),
    )
  })

  test('each of its own grids, and never one that lies around it or only begins alike', () => {
    fc.assert(
      fc.property(code, fc.integer({ min: 0, max: 9 }), (area, digit) => {
        expect(opensGrid({ areas: [area] }, area)).toBe(true)
        expect(opensGrid({ areas: [area] }, `${area}-1`)).toBe(true)
        expect(opensGrid({ areas: [area] }, `${area}${digit}`)).toBe(false)
        expect(opensGrid({ areas: [`${area}-1`] }, area)).toBe(false)
      }),
    )
  })

  test('nothing without an area', () => {
    expect([opensGrid({ areas: [] }, '2'), opensGrid({ areas: [''] }, ''), opensGrid({ areas: [''] }, '2')]).toEqual([
      false,
      false,
      false,
    ])
  })
})

test('a credential holds from its first day to its last, unless it was revoked', () => {
  const term = { validFrom: '2022-04-03', validUntil: '2022-04-09', revokedAt: null }
  const days = ['2022-04-02', '2022-04-03', '2022-04-09', '2022-04-10']
  expect(days.map((day) => holdsOn(term, day))).toEqual([false, true, true, false])
  expect(holdsOn({ ...term, revokedAt: '2022-04-04T08:00:00Z' }, '2022-04-03')).toBe(false)
})

test('a serial carries the grid', () => {
  expect([serialOf('2-3-1', 7), serialOf('12', 12_345)]).toEqual(['2-0007', '12-12345'])
})
