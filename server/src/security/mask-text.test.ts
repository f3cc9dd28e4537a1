import { expect, test } from '@jest/globals'
import { maskSpans, maskText, unmaskText } from './mask-text.ts'

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

test.each([
  ['女儿电话13800005678', '女儿电话138····5678'],
  ['138 0000 5678', '138 ···· 5678'],
  ['1380 0005 678（儿子）', '138· ···5 678（儿子）'],
  ['138.0000.5678', '138.····.5678'],
  ['138-0000-5678', '138-····-5678'],
  ['138O0005678', '138····5678'],
  ['0595-85678901', '059·-····8901'],
  ['１３８－００００－５６７８', '１３８－····－５６７８'],
  ['1 3 8 0 0 0 0 5 6 7 8', '1 3 8 · · · · 5 6 7 8'],
  ['20220508第3轮，32号3人，78岁', '20220508第3轮，32号3人，78岁'],
  ['138····5678', '138····5678'],
])('in what is written freely: %s', (text, masked) => {
  expect(maskText(text)).toBe(masked)
  expect(maskText(masked)).toBe(masked)
})

test('a text written over a masked one gets its numbers back where they were left standing', () => {
  const original = '女儿13800005678，儿子13911115678'
  expect(unmaskText(maskText(original), original)).toBe(original)
  expect(unmaskText('儿子139····5678', original)).toBe('儿子13911115678')
  expect(unmaskText('女儿13700001234', original)).toBe('女儿13700001234')
  const twins = '13800005678 13811115678'
  expect(unmaskText(maskText(twins), twins)).toBe(twins)
})
