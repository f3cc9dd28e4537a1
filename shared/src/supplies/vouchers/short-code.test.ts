import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { readShortCode, sayShortCode, withCheckDigit } from './short-code.ts'

const seven = fc.array(fc.nat(9), { minLength: 7, maxLength: 7 }).map((digits) => digits.join(''))

describe('a short code', () => {
  it('is read as it is shown, also in full-width digits', () => {
    fc.assert(
      fc.property(seven, (digits) => {
        const code = withCheckDigit(digits)
        expect(readShortCode(sayShortCode(code))).toBe(code)
        const wide = [...code].map((digit) => String.fromCodePoint(digit.codePointAt(0)! + 0xfee0)).join('')
        expect(readShortCode(wide)).toBe(code)
      }),
    )
  })

  it('with one wrong digit is none', () => {
    fc.assert(
      fc.property(seven, fc.nat(7), fc.integer({ min: 1, max: 9 }), (digits, at, by) => {
        const code = withCheckDigit(digits)
        expect(readShortCode(code.slice(0, at) + ((Number(code[at]) + by) % 10) + code.slice(at + 1))).toBeNull()
      }),
    )
  })

  it.each(['', '1234567', '123456789', '1234567a', '白菜2斤'])('%j is none', (typed) => {
    expect(readShortCode(typed)).toBeNull()
  })
})
