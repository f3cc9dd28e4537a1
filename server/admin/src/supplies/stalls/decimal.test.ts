import { expect, test } from '@jest/globals'
import { readDecimal, sayDecimal } from './decimal.ts'

test('yuan that are typed become fen without going through a fraction', () => {
  const fen = (text: string) => readDecimal(text, 2)
  expect([
    fen('2.5'),
    fen('0.29'),
    fen('1.15'),
    fen('68'),
    fen(' 25.05 '),
    fen('３．５'),
    fen('3。5'),
    fen('2.'),
  ]).toEqual([250, 29, 115, 6800, 2505, 350, 350, 200])
})

test('what is no such number is none', () => {
  for (const text of ['', '2.555', '-1', '1e3', '两块', '1,5', '.5', '2.5元', '99999999'])
    expect(readDecimal(text, 2)).toBeNull()
})

test('thousandths are typed with three places, and said as short as they are', () => {
  expect([readDecimal('0.125', 3), readDecimal('10', 3)]).toEqual([125, 10_000])
  expect([sayDecimal(500, 3), sayDecimal(10_000, 3), sayDecimal(0, 3), sayDecimal(125, 3)]).toEqual([
    '0.5',
    '10',
    '0',
    '0.125',
  ])
  expect([sayDecimal(29, 2), sayDecimal(6800, 2), sayDecimal(2505, 2)]).toEqual(['0.29', '68', '25.05'])
})
