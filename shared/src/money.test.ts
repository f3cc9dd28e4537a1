import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readYuan, sayFen, typedYuan } from './money.ts'

test('money is typed in yuan and read in fen, whole', () => {
  expect(['12.5', ' 12.50 ', '１２。５', '0', '7.', '.5', '1.005', '-1', '', '两块'].map(readYuan)).toEqual([
    1250,
    1250,
    1250,
    0,
    700,
    null,
    null,
    null,
    null,
    null,
  ])
  fc.assert(fc.property(fc.integer({ min: 0, max: 2_000_000 }), (fen) => expect(readYuan(typedYuan(fen))).toBe(fen)))
})

test('money that is owed the other way says so once', () => {
  expect([sayFen(1250), sayFen(5), sayFen(-5), sayFen(-1250)]).toEqual(['¥12.50', '¥0.05', '-¥0.05', '-¥12.50'])
})
