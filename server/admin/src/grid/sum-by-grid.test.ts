import { describe, expect, test } from '@jest/globals'
import { codesAbove, sumAll, sumByGrid } from './sum-by-grid.ts'

const ROWS = [
  { gridCode: '2-1-1', missing: 3, households: 10 },
  { gridCode: '2-1-2', missing: 0, households: 7 },
  { gridCode: '2-2', missing: 1, households: 5 },
  { gridCode: '21-1', missing: 9, households: 9 },
]

describe('sumByGrid', () => {
  test('adds every lowest grid to all that lie above it', () => {
    const sums = sumByGrid(ROWS, ['missing', 'households'])
    expect(sums.get('2-1')).toEqual({ missing: 3, households: 17 })
    expect(sums.get('2')).toEqual({ missing: 4, households: 22 })
  })

  test('a code that begins with the same digit is another grid', () => {
    expect(sumByGrid(ROWS, ['missing']).get('21')).toEqual({ missing: 9 })
  })

  test('the top grids together are everything', () => {
    expect(sumAll(ROWS, ['missing'])).toEqual({ missing: 13 })
    expect(sumAll([], ['missing'])).toEqual({ missing: 0 })
  })

  test('codesAbove goes from the top down to the grid itself', () => {
    expect(codesAbove('2-3-1')).toEqual(['2', '2-3', '2-3-1'])
  })
})
