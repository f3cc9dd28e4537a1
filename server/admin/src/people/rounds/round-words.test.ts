import { expect, test } from '@jest/globals'
import { doneWords, hoursWords, methodWords, roundState } from './round-words.ts'

const at = (clock: string) => new Date(`2022-04-03T${clock}:00+08:00`)
const iso = (clock: string) => at(clock).toISOString()

test('a window names its second day only when there is one', () => {
  expect(hoursWords(iso('08:00'), iso('20:00'), at('07:00'))).toBe('今天 8:00–20:00')
  expect(hoursWords(iso('20:00'), new Date('2022-04-04T04:00:00+08:00').toISOString(), at('07:00'))).toBe(
    '今天 20:00–4月4日 4:00',
  )
})

test('an antigen test has no tube', () => {
  expect(methodWords({ method: 'pcr', tubeSize: 10 })).toBe('核酸 · 10 混 1')
  expect(methodWords({ method: 'antigen', tubeSize: 1 })).toBe('抗原')
})

test.each([
  ['open', '07:59', '还没到时间'],
  ['open', '08:00', '进行中'],
  ['open', '19:59', '进行中'],
  ['open', '20:00', '时间过了，还没结束'],
  ['closed', '09:00', '已结束'],
  ['closed', '21:00', '已结束'],
] as const)('a round that is %s at %s: %s', (state, clock, words) => {
  expect(roundState({ state, startsAt: iso('08:00'), endsAt: iso('20:00') }, at(clock)).words).toBe(words)
})

test('a round is never done while somebody is missing, and nobody due is no division', () => {
  expect(doneWords({ expectedPeople: 1000, reportedPeople: 989, excusedPeople: 10 })).toBe('完成 99%')
  expect(doneWords({ expectedPeople: 1000, reportedPeople: 990, excusedPeople: 10 })).toBe('完成 100%')
  expect(doneWords({ expectedPeople: 4, reportedPeople: 0, excusedPeople: 4 })).toBe('没有要检的人')
})
