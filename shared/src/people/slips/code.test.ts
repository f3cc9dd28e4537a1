import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { groupedSlipCode, readSlipCode, readSlipCommunity, slipAddress, SLIP_LENGTH, SLIP_LETTERS } from './code.ts'

const code = fc
  .array(fc.constantFrom(...SLIP_LETTERS), { minLength: SLIP_LENGTH, maxLength: SLIP_LENGTH })
  .map((letters) => letters.join(''))

/** The ways a printed letter comes back; nobody who sees the print would write anything else. */
const MISREAD: Record<string, string> = {
  D: 'oOqQ0',
  J: 'iIlL1',
  U: 'vV',
  S: '5',
  B: '8',
  G: '6',
  A: '4',
  T: '7',
  E: '3',
}

const wide = (letter: string) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)

const written = (letter: string) =>
  fc
    .tuple(
      fc.constantFrom(
        letter,
        letter.toLowerCase(),
        wide(letter),
        wide(letter.toLowerCase()),
        ...(MISREAD[letter] ?? ''),
      ),
      fc.constantFrom('', '', '', ' ', '  ', '-', '－', '—', '·', '\u3000', '\n'),
    )
    .map(([form, gap]) => form + gap)

describe('a code', () => {
  test('however it is written, it is read as it was printed', () => {
    const pair = code.chain((made) =>
      fc.tuple(
        fc.constant(made),
        fc.tuple(...[...made].map(written)).map((forms) => forms.join('')),
      ),
    )
    fc.assert(fc.property(pair, ([made, typed]) => readSlipCode(typed) === made))
  })

  test('grouped and in an address it is the same code', () => {
    fc.assert(
      fc.property(code, fc.webUrl(), fc.uuid(), (made, pages, communityId) => {
        const address = slipAddress({ pages, communityId }, made)
        expect(readSlipCode(groupedSlipCode(made))).toBe(made)
        expect(readSlipCode(address)).toBe(made)
        expect(readSlipCommunity(address)).toBe(communityId)
      }),
    )
    const communityId = '01935a3e-0000-7000-8000-000000000001'
    expect(slipAddress({ pages: 'https://village.example/', communityId }, 'ABCDEFGH')).toBe(
      `https://village.example/#/home/slip/slip?code=ABCDEFGH&at=${communityId}`,
    )
  })

  test('an address from before it named the community is read still; what is no community is none', () => {
    const old = 'https://village.example/#/home/slip/slip?code=ABCDEFGH'
    expect([readSlipCode(old), readSlipCommunity(old)]).toEqual(['ABCDEFGH', null])
    expect([readSlipCode(`${old}&at=1`), readSlipCommunity(`${old}&at=1`)]).toEqual(['ABCDEFGH', null])
    expect(readSlipCommunity('ABCD EFGH')).toBeNull()
  })

  test('one wrong letter is never read as the right code: no two letters of the alphabet fold together', () => {
    const changed = fc.tuple(code, fc.nat(SLIP_LENGTH - 1), fc.constantFrom(...SLIP_LETTERS))
    fc.assert(
      fc.property(changed, ([made, at, letter]) => {
        const other = made.slice(0, at) + letter + made.slice(at + 1)
        return (readSlipCode(other) === made) === (other === made)
      }),
    )
  })

  test('whatever is read stands in the alphabet and has its length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
        const read = readSlipCode(text)
        return read === null || (read.length === SLIP_LENGTH && [...read].every((one) => SLIP_LETTERS.includes(one)))
      }),
    )
  })

  test.each(['', 'ABCDEFG', 'ABCDEFGHJ', 'ABCDEFG2', 'ABCDEFGZ', '中区三十二号门', 'ABCD/EFGH'])(
    '%j is none',
    (text) => {
      expect(readSlipCode(text)).toBe(null)
    },
  )
})
