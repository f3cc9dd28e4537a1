import { expect, test } from '@jest/globals'
import { standingWord, stillMissing, verdictWord } from './still-missing.ts'

test.each([
  ['who-was-tested', 7, 1, 6],
  ['who-was-tested', 7, 7, 0],
  ['who-was-tested', 7, 9, 0],
  ['who-was-tested', null, 1, 0],
  ['who-was-tested', 7, null, 0],
  ['who-lives-here', 7, 1, 0],
] as const)('%s: of %s, %s reported leave %s', (question, headcount, reported, left) => {
  expect(stillMissing(question, headcount, reported)).toBe(left)
})

test('a household of which some are missing says how many', () => {
  expect(standingWord({ state: 'missing', stillMissing: 6 })).toBe('还差 6 人')
  expect(standingWord({ state: 'missing', stillMissing: 0 })).toBe('还没报')
  expect(standingWord({ state: 'differs', stillMissing: 6 })).toBe('有差异')
  expect(standingWord({ state: 'missing', stillMissing: 0 }, 'who-was-tested')).toBe('没检')
  expect(standingWord({ state: 'reported', stillMissing: 0 }, 'who-was-tested')).toBe('已检')
  expect(verdictWord({ verdict: 'headcount-differs', stillMissing: 6 })).toBe('还差 6 人')
  expect(verdictWord({ verdict: 'headcount-differs', stillMissing: 0 })).toBe('人数不符')
})
