import { expect, test } from '@jest/globals'
import { daysLeft, leftWords } from './exemption-words.ts'

/** Half past midnight in the village, while it is still the day before in UTC. */
const NOW = new Date('2022-04-03T16:30:00Z')

test('days are civil days of the village, today counted', () => {
  expect(daysLeft('2022-04-04', NOW)).toBe(1)
  expect(daysLeft('2022-04-06', NOW)).toBe(3)
  expect(daysLeft('2022-04-03', NOW)).toBe(0)
})

test('says what runs out soon, and nothing of what has time or does not hold', () => {
  const words = (untilDay: string, state: 'approved' | 'ended' = 'approved') => leftWords({ state, untilDay }, NOW)
  expect([words('2022-04-03'), words('2022-04-04'), words('2022-04-06'), words('2022-04-07')]).toEqual([
    '已过期',
    '今天到期',
    '还有 3 天',
    '',
  ])
  expect(words('2022-04-04', 'ended')).toBe('')
})
