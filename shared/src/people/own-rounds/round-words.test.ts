import { expect, test } from '@jest/globals'
import { roundWords, windowWords } from './round-words.ts'

const at = (clock: string, day = '2022-04-03') => new Date(`${day}T${clock}:00+08:00`)
const round = { state: 'open' as const, startsAt: at('08:00').toISOString(), endsAt: at('11:00').toISOString() }

test.each([
  [round, at('07:10'), '还没开始，今天 8:00 开始'],
  [round, at('23:50', '2022-04-02'), '还没开始，明天 8:00 开始'],
  [round, at('12:00', '2022-04-01'), '还没开始，4月3日 8:00 开始'],
  [round, at('08:00'), '正在做，今天 11:00 结束'],
  [round, at('11:00'), '时间过了，还没收尾，没做的快去'],
  [{ ...round, state: 'closed' as const }, at('09:00'), '已经结束'],
])('how it is going %#', (one, now, words) => {
  expect(roundWords(one, now)).toBe(words)
})

test('a window is one day, or names both', () => {
  expect(windowWords({ opens: at('08:00'), closes: at('11:00') }, at('09:00'))).toBe('今天 8:00–11:00')
  expect(windowWords({ opens: at('20:00'), closes: at('02:00', '2022-04-04') }, at('09:00'))).toBe(
    '今天 20:00 到明天 2:00',
  )
  // Midnight in China is not midnight in Greenwich.
  expect(windowWords({ opens: at('06:00'), closes: at('07:30') }, at('00:30', '2022-04-04'))).toBe('昨天 6:00–7:30')
})
