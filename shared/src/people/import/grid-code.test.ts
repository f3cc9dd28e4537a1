import { describe, expect, test } from '@jest/globals'
import { foldGrid, gridFinder } from './grid-code.ts'

describe('grids as written', () => {
  test.each([
    ['2', '2'],
    ['第二网格', '2'],
    ['网格2', '2'],
    ['２号网格', '2'],
    ['2－3', '2-3'],
    ['2-3-1', '2-3-1'],
    ['02', '2'],
    ['小网格 2—3', '2-3'],
  ])('%s → %s', (text, grid) => expect(foldGrid(text)).toBe(grid))

  test('a known grid is found by code and by name, a name of two grids finds none', () => {
    const find = gridFinder([
      { code: '2', name: '中区网格' },
      { code: '2-1', name: '东片' },
      { code: '3-1', name: '东片' },
    ])
    expect([find('第2网格'), find('中区'), find('2-1'), find('东片'), find('9')]).toEqual(['2', '2', '2-1', null, null])
  })
})
