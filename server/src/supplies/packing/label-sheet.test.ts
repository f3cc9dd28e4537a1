import { expect, test } from '@jest/globals'
import { owed } from './label-sheet.ts'

test('a label says what is still to be paid at the door', () => {
  const says = (amountFen: number, paidFen: number) => Object.values(owed({ amountFen, paidFen })).join('，')
  expect(says(3300, 0)).toBe('应收 ¥33.00，')
  expect(says(3300, 2000)).toBe('还收 ¥13.00，已付 ¥20.00')
  expect(says(3300, 3300)).toBe('已付清，')
  expect(says(3000, 3300)).toBe('要退 ¥3.00，')
  expect(says(0, 0)).toBe('不用收钱，')
})
