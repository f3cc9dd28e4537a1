import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { nextShift, nextTitle } from './next-round.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const at = (text: string) => new Date(`2022-04-${text}:00+08:00`)
const round = { startsAt: at('03T08:00'), endsAt: at('03T11:00') }

test('every day, every other day, until a day', () => {
  const daily = { ...round, repeat: { everyDays: 1, untilDay: '2022-04-04' } }
  expect(nextShift(daily, at('03T09:00'))).toBe(DAY)
  expect(nextShift({ ...round, repeat: { everyDays: 2, untilDay: null } }, at('04T07:00'))).toBe(2 * DAY)
  expect(nextShift({ ...daily, repeat: { everyDays: 2, untilDay: '2022-04-04' } }, at('03T09:00'))).toBeNull()
  expect(nextShift({ ...round, repeat: null }, at('03T09:00'))).toBeNull()
})

test('no round is opened for a window that has passed', () => {
  const daily = { ...round, repeat: { everyDays: 1, untilDay: null } }
  expect(nextShift(daily, at('06T10:59'))).toBe(3 * DAY)
  expect(nextShift(daily, at('06T11:00'))).toBe(4 * DAY)
})

test('at any moment the next window is whole days later, has not passed, and none is left out', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 7 }), fc.integer({ min: -DAY, max: 60 * DAY }), (everyDays, late) => {
      const now = new Date(round.startsAt.getTime() + late)
      const shift = nextShift({ ...round, repeat: { everyDays, untilDay: null } }, now)!
      const step = everyDays * DAY
      expect(shift % step).toBe(0)
      expect(round.endsAt.getTime() + shift).toBeGreaterThan(now.getTime())
      expect(shift === step || round.endsAt.getTime() + shift - step <= now.getTime()).toBe(true)
    }),
  )
})

test.each([
  ['第 2 轮核酸', '第 3 轮核酸'],
  ['第9轮', '第10轮'],
  ['11月26日第3次抗原', '11月26日第4次抗原'],
  ['早上核酸', '早上核酸（4月3日）'],
  ['早上核酸（4月2日）', '早上核酸（4月3日）'],
  ['字'.repeat(40), `${'字'.repeat(34)}（4月3日）`],
])('%s is followed by %s', (title, next) => {
  expect(nextTitle(title, round.startsAt)).toBe(next)
})
