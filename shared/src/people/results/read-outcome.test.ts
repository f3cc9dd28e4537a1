import { expect, test } from '@jest/globals'
import { readInstant } from './read-instant.ts'
import { readOutcome } from './read-outcome.ts'

test.each([
  ['阴性', 'negative'],
  ['未检出', 'negative'],
  ['（-）', 'negative'],
  ['(－)', 'negative'],
  ['Negative', 'negative'],
  ['未见阳性', 'negative'],
  ['阳性', 'positive'],
  ['单管阳性', 'positive'],
  ['混管阳性（10合1）', 'positive'],
  ['检出', 'positive'],
  ['弱阳性', 'positive'],
  ['+', 'positive'],
  ['可疑', 'unclear'],
  ['单靶标阳性', 'unclear'],
  ['ORF1ab阳性，N阴性', 'unclear'],
  ['非阴性', 'unclear'],
  ['检测中', 'pending'],
  ['结果未出', 'pending'],
  // A lone dash may mean that nothing stands here: nobody is called healthy by it.
  ['-', null],
  ['—', null],
  ['', null],
  ['正常', null],
  ['阴'.repeat(41), null],
])('%s is %s', (text, outcome) => {
  expect(readOutcome(text)).toBe(outcome)
})

test.each([
  ['2022-04-03 08:30', '2022-04-03T00:30:00.000Z', false],
  ['2022/4/3 8:30:15', '2022-04-03T00:30:15.000Z', false],
  ['2022年4月3日8时30分', '2022-04-03T00:30:00.000Z', false],
  ['20220403083000', '2022-04-03T00:30:00.000Z', false],
  ['2022-04-03T08:30:00.000+08:00', '2022-04-03T00:30:00.000Z', false],
  ['２０２２．４．３', '2022-04-02T16:00:00.000Z', true],
  ['44654', '2022-04-02T16:00:00.000Z', true],
  ['44654.5', '2022-04-03T04:00:00.000Z', false],
])('%s is an instant', (text, at, dayOnly) => {
  expect(readInstant(text)).toEqual({ at: new Date(at), dayOnly })
})

test.each(['', '昨天', '2022-13-01', '2022-02-30', '2022-04-03 25:00', '13800001111', '12'])('%s is none', (text) => {
  expect(readInstant(text)).toBeNull()
})
