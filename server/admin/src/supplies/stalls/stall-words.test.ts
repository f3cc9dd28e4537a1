import { expect, test } from '@jest/globals'
import { sayGoods } from '@gezhong/shared/supplies/amounts'
import { hoursWords, leftWords, standing } from './stall-words.ts'

const stall = { state: 'open', cutOff: '2022-11-27T06:00:00Z', now: '2022-11-27T03:00:00Z' } as const
const late = { ...stall, now: stall.cutOff }

test('an open stall sells until its cut-off and not at it', () => {
  expect([standing(stall), leftWords(stall)]).toEqual(['open', '还有 3 小时'])
  expect([standing(late), leftWords(late)]).toEqual(['closed', '已经过了'])
  expect([standing({ ...late, state: 'draft' }), leftWords({ ...stall, state: 'called-off' })]).toEqual([
    'draft',
    '不卖了',
  ])
})

test('hours of a delivery name the day when it ends on another', () => {
  const hours = (deliverUntil: string) => hoursWords({ deliverFrom: '2022-11-27T12:00:00Z', deliverUntil })
  expect(hours('2022-11-27T15:59:00Z')).toBe('20:00–23:59')
  expect(hours('2022-11-27T17:00:00Z')).toMatch(/^20:00 到(2022年)?11月28日 1:00$/)
})

test('goods are said with their amounts', () => {
  expect(
    sayGoods([
      { name: '大白菜', milli: 1500, unit: '斤' },
      { name: '鸡蛋', milli: 1000, unit: '板' },
    ]),
  ).toBe('大白菜 1.5斤、鸡蛋 1板')
})
