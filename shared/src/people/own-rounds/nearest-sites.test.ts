import { expect, test } from '@jest/globals'
import { nearestSites } from './nearest-sites.ts'

const found = (sites: string[], code: string) =>
  nearestSites(
    sites.map((gridCode) => ({ gridCode })),
    code,
  ).map(({ gridCode }) => gridCode)

test.each<[string, string[], string, string[]]>([
  ['the own unit before the sub-grid and the grid', ['2', '2-1', '2-1-1', '2-1-2'], '2-1-1', ['2-1-1']],
  ['else the sub-grid', ['2', '2-1', '2-1-2'], '2-1-1', ['2-1']],
  ['else the grid', ['1', '2', '2-2-1'], '2-1-1', ['2']],
  ['what lies inside the own piece is as good as its own', ['2', '2-1-1', '2-1-2'], '2-1', ['2-1-1', '2-1-2']],
  ['a neighbour of the same sub-grid before one of the next', ['2-1-2', '2-2-1', '1'], '2-1-1', ['2-1-2']],
  ['nothing near: all of the community', ['1', '3-1'], '2-1-1', ['1', '3-1']],
  ['2-10 is not inside 2-1', ['2-10', '2'], '2-1', ['2']],
  ['there are none', [], '2-1-1', []],
])('%s', (_, sites, code, expected) => {
  expect(found(sites, code)).toEqual(expected)
})
