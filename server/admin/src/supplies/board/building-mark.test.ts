import { expect, test } from '@jest/globals'
import { markOf, wordsOf } from './building-mark.ts'

const building = { buildingId: 'b', runId: 'r', place: null, bags: 3, delivered: 0, failed: 0, late: 0 }

test('a building shows the worst of its bags', () => {
  expect(markOf(building)).toBe('given')
  expect(markOf({ ...building, runId: null })).toBe('free')
  expect(markOf({ ...building, delivered: 2, failed: 1 })).toBe('failed')
  expect(markOf({ ...building, delivered: 1, failed: 1, late: 2 })).toBe('late')
  expect(markOf({ ...building, runId: null, delivered: 3 })).toBe('delivered')
})

test('and says it', () => {
  expect(wordsOf(building)).toBe('3 袋，送到 0，派了人，还剩几袋')
  expect(wordsOf({ ...building, delivered: 1, failed: 1, late: 2 })).toBe('3 袋，送到 1，没送成 1，超时了')
})
