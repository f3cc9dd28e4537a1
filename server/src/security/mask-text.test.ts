import { expect, test } from '@jest/globals'
import { maskSpans, maskText } from './mask-text.ts'

const phoneIn = (text: string, phone: string) => {
  const start = text.indexOf(phone)
  return [{ start, end: start + phone.length, field: 'phone' }]
}

test.each([
  ['中区32号 3人 18800003570', '18800003570', '中区32号 3人 188····3570'],
  ['中区１２号 １８６０００２２０２６', '１８６０００２２０２６', '中区１２号 １８６····２０２６'],
  ['中区47号 1380O012345', '1380O012345', '中区47号 138····2345'],
  ['中区5号 186 0001 4580', '186 0001 4580', '中区5号 186 ···· 4580'],
])('the middle of a phone is hidden, however its digits are written: %s', (text, phone, masked) => {
  expect(maskSpans(text, phoneIn(text, phone))).toBe(masked)
})

test('a full-width number that was not read as a phone is hidden too', () => {
  expect(maskText('电话１８６０００２２０２６')).toBe('电话１８６····２０２６')
  expect(maskSpans('电话１８６０００２２０２６', [])).toBe('电话１８６····２０２６')
})
