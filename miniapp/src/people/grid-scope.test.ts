import { expect, test } from '@jest/globals'
import { ACTORS, GRIDS, progressOf, ROLL } from '../../test/village.ts'
import { rollsFor, shownRoll, sumWithin, workGrids } from './grid-scope.ts'

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

test('every open roll that asks the grid or a part of it is found, in order', () => {
  const closed = { ...ROLL, state: 'closed' as const }
  const elsewhere = { ...ROLL, gridId: grid('1').id }
  const part = { ...ROLL, gridId: grid('2-1').id }
  expect(rollsFor(grid('2'), [closed, part, elsewhere, ROLL], GRIDS)).toEqual([part, ROLL])
  expect(rollsFor(grid('2-1'), [part, ROLL], GRIDS)).toEqual([part, ROLL])
  expect(rollsFor(grid('2-2'), [part, ROLL], GRIDS)).toEqual([ROLL])
  expect(rollsFor(grid('2'), [closed, elsewhere], GRIDS)).toEqual([])
})

test('the newest roll is shown until another is chosen, and again when one opens after that', () => {
  const [third, second, first] = [3, 2, 1].map((number) => ({ ...ROLL, id: `roll-${number}` }))
  const choice = { rollId: 'roll-1', newestId: 'roll-2' }
  expect(shownRoll([second!, first!], null)).toBe(second)
  expect(shownRoll([second!, first!], choice)).toBe(first)
  expect(shownRoll([third!, second!, first!], choice)).toBe(third)
  expect(shownRoll([second!], choice)).toBe(second)
  expect(shownRoll([], choice)).toBeUndefined()
})
