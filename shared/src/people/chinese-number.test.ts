import { expect, test } from '@jest/globals'
import { arabicDigits, foldNumerals, readChineseNumber } from './chinese-number.ts'
import { normalText } from './normal-text.ts'

test.each([
  ['三', 3],
  ['十', 10],
  ['十二', 12],
  ['三十', 30],
  ['三十二', 32],
  ['一百零二', 102],
  ['一百二十', 120],
  ['廿三', 23],
  ['五〇一', 501],
  ['一二〇二', 1202],
  ['两', 2],
])('%s is %i', (text, value) => {
  expect(readChineseNumber(text)?.value).toBe(value)
})

test.each(['', '号', '十十', '三百千', '一二三四五六七八'])('%j is no number', (text) => {
  expect(readChineseNumber(text)).toBeNull()
})

test('three or four is vague', () => {
  expect(readChineseNumber('三四')?.vague).toBe(true)
  expect(readChineseNumber('三十四')?.vague).toBe(false)
})

test('digits and folded names', () => {
  expect(arabicDigits('032')).toBe('32')
  expect(foldNumerals('三组')).toBe('3组')
  expect(foldNumerals('北路八巷')).toBe('北路8巷')
})

test('folded text leads back to the source', () => {
  const source = '①中區３２號\r\n1️⃣0️⃣ 👍🏻 ㍿'
  const { text, origin } = normalText(source)
  expect(text.startsWith('(1)中区32号\n(10)')).toBe(true)
  expect(origin).toHaveLength(text.length + 1)
  expect(origin[text.indexOf('32')]).toBe(source.indexOf('３２'))
  expect(origin[text.length]).toBe(source.length)
})
