import { expect, test } from '@jest/globals'
import { dayWords, dueWords, paperWords, whenWords } from './time-words.ts'

const NOW = new Date('2022-04-03T01:42:00Z')

test('whenWords speaks of days as they are in Shanghai', () => {
  expect(whenWords('2022-04-03T00:12:00Z', NOW)).toBe('今天 8:12')
  expect(whenWords('2022-04-02T15:59:00Z', NOW)).toBe('昨天 23:59')
  expect(whenWords('2022-04-02T16:00:00Z', NOW)).toBe('今天 0:00')
  expect(whenWords('2022-03-31T01:05:00Z', NOW)).toBe('3月31日 9:05')
  expect(whenWords('2021-12-31T01:05:00Z', NOW)).toBe('2021年12月31日 9:05')
})

test('a civil day is said without its year while that is this one', () => {
  expect(dayWords('2022-11-28', NOW)).toBe('11月28日')
  expect(dayWords('2023-01-03', NOW)).toBe('2023年1月3日')
  expect(paperWords('2022-04-03T00:12:00Z', NOW)).toBe('4月3日 8:12')
})

test('dueWords says what is left, or by how much it is late', () => {
  expect(dueWords('2022-04-03T02:30:00Z', NOW)).toEqual({ words: '48 分', late: false })
  expect(dueWords('2022-04-03T01:30:00Z', NOW)).toEqual({ words: '超时 12 分', late: true })
  expect(dueWords('2022-04-03T04:43:00Z', NOW)).toEqual({ words: '3 小时', late: false })
})
