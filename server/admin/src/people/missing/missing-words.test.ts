import { expect, test } from '@jest/globals'
import { beforeWords, namesWords } from './missing-words.ts'

test('says who, as far as it can be known', () => {
  expect(namesWords({ names: [], missing: 2 })).toBe('')
  expect(namesWords({ names: ['林南'], missing: 1 })).toBe('林南')
  expect(namesWords({ names: ['林南', '林北'], missing: 1 })).toBe('林南、林北 里的 1 人')
  expect(namesWords({ names: ['林南'], missing: 3 })).toBe('林南，另有 2 人')
  expect(namesWords({ names: ['林南'], missing: 0 })).toBe('')
})

test('says how a household stood before, in the words of what was asked', () => {
  expect(beforeWords(null, 'who-was-tested')).toBe('没问到')
  expect(beforeWords({ state: 'reported', missing: 0 }, 'who-was-tested')).toBe('已检')
  expect(beforeWords({ state: 'missing', missing: 2 }, 'who-was-tested')).toBe('没检 2 人')
  expect(beforeWords({ state: 'reported', missing: 0 }, 'who-lives-here')).toBe('对上了')
})
