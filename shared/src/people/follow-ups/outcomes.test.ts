import { expect, test } from '@jest/globals'
import { standingAfter, type Attempted, type CallOutcome } from './outcomes.ts'

const START = new Date('2022-04-03T09:00:00+08:00')
const made = (kind: Attempted['kind'], outcomes: readonly CallOutcome[], againMinutes = 30): Attempted[] =>
  outcomes.map((outcome, k) => ({ kind, outcome, againMinutes, at: new Date(START.getTime() + k * 3_600_000) }))
const call = (...outcomes: CallOutcome[]) => made('call', outcomes)
const visit = (...outcomes: CallOutcome[]) => made('visit', outcomes)

test('nothing tried: to be called now', () => {
  expect(standingAfter([])).toEqual({ attempts: 0, toVisit: false, nextAt: null })
})

test('the next time counts from the last attempt; without one it is due at once', () => {
  const twice = call('no-answer', 'will-come')
  expect(standingAfter(twice).nextAt).toEqual(new Date('2022-04-03T10:30:00+08:00'))
  expect(standingAfter(made('call', ['needs-visit'], 0)).nextAt).toBeNull()
})

test.each<[string, Attempted[], boolean]>([
  ['two calls that reach nobody', call('no-answer', 'no-answer'), false],
  ['three in a row', call('no-answer', 'no-answer', 'no-answer'), true],
  ['three, but one was reached between', call('no-answer', 'no-answer', 'will-come', 'no-answer'), false],
  ['somebody asks for a visit', call('needs-visit'), true],
  ['the number is wrong', call('wrong-number'), true],
  ['reached after all', [...call('needs-visit'), ...call('will-come')], false],
  ['nobody answers while a visit is due', call('needs-visit', 'no-answer'), true],
  ['the visit was made', [...call('needs-visit'), ...visit('will-come')], false],
  ['nobody opened', [...call('needs-visit'), ...visit('no-answer')], true],
  ['another visit is asked for', [...call('needs-visit'), ...visit('needs-visit')], true],
])('%s', (_, attempts, toVisit) => {
  expect(standingAfter(attempts).toVisit).toBe(toVisit)
})
