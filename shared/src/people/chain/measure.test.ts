import { expect, test } from '@jest/globals'
import { measureParser } from './measure.ts'

test('the measured chains are read right', () => {
  let clock = 0
  const speed = measureParser({ households: 300, entries: 1000, rounds: 1 }, () => (clock += 500))
  expect(speed).toEqual({
    households: 300,
    entries: 1000,
    matched: 1000,
    parsedPerSecond: 2000,
    reconciledPerSecond: 2000,
  })
})
