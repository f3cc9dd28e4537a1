import { expect, test } from '@jest/globals'
import { array, assert, nat, property, string, tuple } from 'fast-check'
import { piecesOf, withDoor, withoutIndex, writtenText } from './written-text.ts'

const PASTED = '#接龙\n1. 中区32号 3人 18800003570\n2. 8号 4人 139 0000 2321\n3. 收到'
const span = (start: number, end: number, field: 'door' | 'headcount' | 'phone') => ({ start, end, field })

test('a masked line is found in what was pasted, with its digits', () => {
  const line = { line: 2, text: '1. 中区32号 3人 188····3570', fix: null }
  expect(writtenText(PASTED, line)).toBe('1. 中区32号 3人 18800003570')
})

test('a line that begins after a nickname is found too', () => {
  expect(writtenText('阿珍 10:32 1. 中区1号 2人', { line: 1, text: '1. 中区1号 2人', fix: null })).toBe(
    '1. 中区1号 2人',
  )
})

test('a chain pasted on another phone has no words here', () => {
  expect(writtenText('', { line: 2, text: '1. 中区32号', fix: null })).toBeNull()
  expect(writtenText(PASTED, { line: 2, text: '1. 东区32号 3人 188····3570', fix: null })).toBeNull()
  expect(writtenText(PASTED, { line: null, text: '1. 中区32号', fix: null })).toBeNull()
})

test('a correction begins without the number of the line', () => {
  expect(withoutIndex('12、中区3号 2人', 12)).toBe('中区3号 2人')
  expect(withoutIndex('32号3人', null)).toBe('32号3人')
})

test('a chosen household takes the place of what was written as door', () => {
  const line = { index: 2, spans: [span(3, 5, 'door'), span(6, 8, 'headcount')], fix: null }
  expect(withDoor('2. 8号 4人 139 0000 2321', line, '北路6巷8号')).toBe('北路6巷8号 4人 139 0000 2321')
  expect(withDoor('3. 收到', { index: 3, spans: [], fix: null }, '北路6巷8号')).toBe('北路6巷8号 收到')
})

test('whatever the spans, no character is lost', () => {
  const spans = array(
    tuple(nat(30), nat(30)).map(([one, other]) => span(Math.min(one, other), Math.max(one, other), 'door')),
  )
  assert(
    property(string({ minLength: 31 }), spans, (text, some) => {
      expect(
        piecesOf({ text, spans: some })
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text)
    }),
  )
})
