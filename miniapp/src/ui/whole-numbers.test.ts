import { expect, test } from '@jest/globals'
import { wholeNumbers } from './whole-numbers.tsx'

const whole = (text: string) => wholeNumbers(text).flatMap((part) => (part.whole ? [part.text] : []))

test('numbers stay whole, hidden ones too, and nothing of the text is lost', () => {
  const text = '22. 中区92号+3+188····5297 或0595-····3456、13800001234'
  expect(whole(text)).toEqual(['188····5297', '0595-····3456', '13800001234'])
  expect(
    wholeNumbers(text)
      .map((part) => part.text)
      .join(''),
  ).toBe(text)
})

test('doors, counts and days are no numbers', () => {
  expect(whole('台账 4 人 · 11月26日 · 12号之2 · 4-2-301 3人')).toEqual([])
})
