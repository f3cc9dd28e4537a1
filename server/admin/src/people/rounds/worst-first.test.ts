import { expect, test } from '@jest/globals'
import { doneRate, heatOf } from './rate.ts'
import { worstFirst } from './worst-first.ts'

const cell = (expectedPeople: number, reportedPeople: number, excusedPeople = 0) => ({
  expectedPeople,
  reportedPeople,
  excusedPeople,
  missingPeople: expectedPeople - reportedPeople - excusedPeople,
})

test.each([
  [cell(300, 299), 99, 'heat-some'],
  [cell(10, 8, 2), 100, 'heat-none'],
  [cell(10, 8), 80, 'heat-many'],
  [cell(3, 0, 3), null, 'heat-little'],
] as const)('the share that is done of %j', (numbers, rate, heat) => {
  expect(doneRate(numbers)).toBe(rate)
  expect(heatOf(rate)).toBe(heat)
})

test('the newest round that asked a grid decides, then who misses more, then the code', () => {
  const rows = [
    { gridCode: '10', cells: [cell(10, 10), cell(10, 10)] },
    { gridCode: '2', cells: [cell(10, 0), cell(10, 10)] },
    { gridCode: '3', cells: [cell(10, 5), null] },
    { gridCode: '4', cells: [cell(10, 10), cell(100, 50)] },
    { gridCode: '5', cells: [null, cell(0, 0)] },
  ]
  expect(worstFirst(rows).map(({ gridCode }) => gridCode)).toEqual(['4', '3', '2', '5', '10'])
})
