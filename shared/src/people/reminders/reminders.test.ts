import { expect, test } from '@jest/globals'
import { afterQuiet, isQuiet } from './quiet-hours.ts'
import { spreadWords, whenSent } from './spread-words.ts'

const at = (clock: string, day = '2022-04-03') => new Date(`${day}T${clock}:00+08:00`)

test.each([
  ['06:29', true, at('06:30')],
  ['06:30', false, at('06:30')],
  ['20:59', false, at('20:59')],
  ['21:00', true, at('06:30', '2022-04-04')],
  ['23:59', true, at('06:30', '2022-04-04')],
  ['00:00', true, at('06:30')],
] as const)('at %s it is quiet: %s', (clock, quiet, sent) => {
  expect(isQuiet(at(clock))).toBe(quiet)
  expect(afterQuiet(at(clock))).toEqual(sent)
})

test('the last evening of a year waits for the first morning of the next', () => {
  expect(afterQuiet(at('22:00', '2022-12-31'))).toEqual(at('06:30', '2023-01-01'))
})

test.each([
  [
    { wechat: 2, sms: 5, noChannel: 3, lately: 1 },
    '微信 2 户，短信 5 户；3 户没有能发的号码，要打座机或上门；1 户两小时内提醒过，不再发',
  ],
  [{ wechat: 0, sms: 1, noChannel: 0, lately: 0 }, '短信 1 户'],
  [{ wechat: 0, sms: 0, noChannel: 0, lately: 0 }, '没有能发的'],
] as const)('%o', (spread, words) => {
  expect(spreadWords(spread)).toBe(words)
})

test('now, or in the morning', () => {
  expect(whenSent({ dueAt: new Date(at('06:30').getTime() + 15_250).toISOString() })).toBe('马上发')
  const dueAt = afterQuiet(at('22:00')).toISOString()
  expect(whenSent({ dueAt }, at('22:00'))).toBe('明早 6:30 发')
  expect(whenSent({ dueAt: at('06:30').toISOString() }, at('00:10'))).toBe('今早 6:30 发')
})
