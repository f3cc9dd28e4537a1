import { expect, test } from '@jest/globals'
import { ACTORS, GRIDS, progressOf, ROLL } from '../../test/village.ts'
import { rollFor, sumWithin, workGrids } from './grid-scope.ts'

const codes = (name: keyof typeof ACTORS) => workGrids(ACTORS[name], GRIDS).map(({ code }) => code)
const grid = (code: string) => {
  const found = GRIDS.find((one) => one.code === code)
  if (found === undefined) throw new Error(`no grid ${code}`)
  return found
}

test('a worker works in the own grid, the command post may choose, a resident works nowhere', () => {
  expect(codes('worker')).toEqual(['2'])
  expect(codes('secretary')).toEqual(['1', '2'])
  expect(codes('resident')).toEqual([])
})

test('numbers are summed over the grid and its parts, and over no other', () => {
  const sum = sumWithin('2', [progressOf('2-1', 3), progressOf('2-2', 4), progressOf('20', 100), progressOf('1', 9)])
  expect(sum.missing).toBe(7)
  expect(sum.households).toBe(sum.reported + sum.differs + sum.missing + sum.excused)
})

test('the newest open roll that asks the grid is taken', () => {
  const closed = { ...ROLL, state: 'closed' as const }
  const elsewhere = { ...ROLL, gridId: grid('1').id }
  const part = { ...ROLL, gridId: grid('2-1').id }
  expect(rollFor(grid('2'), [closed, elsewhere, ROLL], GRIDS)).toBe(ROLL)
  expect(rollFor(grid('2'), [closed, elsewhere], GRIDS)).toBeUndefined()
  expect(rollFor(grid('2'), [part], GRIDS)).toBe(part)
})
