import { describe, expect, it } from '@jest/globals'
import { generateKeyPairSync, sign as signWith, verify, type KeyObject } from 'node:crypto'
import fc from 'fast-check'
import { communityTag, messageOf, readCode, SIGNED_DIGITS, writeCode, type Claims } from './signed-code.ts'

const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const sign = (message: Uint8Array): Uint8Array => signWith(null, message, privateKey)
const holds = (digits: string, key: KeyObject): boolean => {
  const code = readCode(digits)
  return code !== null && verify(null, code.message, key, code.signature)
}

const part = fc.integer({ min: 1, max: 999 })
const claims: fc.Arbitrary<Claims> = fc.record({
  kind: fc.constantFrom('voucher' as const, 'credential' as const),
  keyNumber: fc.integer({ min: 0, max: 255 }),
  community: fc.integer({ min: 0, max: 2 ** 24 - 1 }),
  serial: fc
    .array(fc.constantFrom(...'0123456789abcdef'), { minLength: 10, maxLength: 10 })
    .map((letters) => letters.join('')),
  lastDay: fc
    .integer({ min: 0, max: 65_535 })
    .map((days) => new Date(Date.UTC(2020, 0, 1 + days)).toISOString().slice(0, 10)),
  gridCode: fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('-')),
})

describe('a signed code', () => {
  it('says again what it was made of, in 193 digits that its key proves', () => {
    fc.assert(
      fc.property(claims, (said) => {
        const digits = writeCode(said, sign)
        expect(digits).toMatch(new RegExp(`^[0-9]{${SIGNED_DIGITS}}$`))
        expect(readCode(digits)?.claims).toEqual(said)
        expect(holds(digits, publicKey)).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  it('with any one digit changed is proved by nothing', () => {
    fc.assert(
      fc.property(claims, fc.nat(SIGNED_DIGITS - 1), fc.integer({ min: 1, max: 9 }), (said, at, by) => {
        const digits = writeCode(said, sign)
        const other = (Number(digits[at]) + by) % 10
        expect(holds(`${digits.slice(0, at)}${other}${digits.slice(at + 1)}`, publicKey)).toBe(false)
      }),
    )
  })

  it('of another key is proved by nothing', () => {
    const other = generateKeyPairSync('ed25519')
    const said: Claims = {
      kind: 'voucher',
      keyNumber: 1,
      community: 7,
      serial: '00000000ff',
      lastDay: '2022-04-03',
      gridCode: '2-3',
    }
    expect(holds(writeCode(said, sign), other.publicKey)).toBe(false)
    expect(messageOf(said)).toHaveLength(16)
  })

  it.each([
    ['', 'nothing'],
    ['https://weixin.qq.com/r/x', 'an address'],
    ['9'.repeat(193), 'a number of more than 80 bytes'],
  ])('%s is none: %s', (text) => expect(readCode(text)).toBeNull())

  it('of a kind that nobody makes is none', () => {
    expect(readCode('0'.repeat(193))).toBeNull()
  })

  it('tells communities apart by what is chance in their ids', () => {
    expect(communityTag('01903c5e-0000-7000-8000-0000000000ff')).toBe(255)
  })
})
