import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { communityMark, homeCode, readHomeCode } from './home-code.ts'

const uuid = () => fc.uuid({ version: [1, 4, 7] })
const home = {
  householdId: '0198f3a0-1234-7abc-8def-0123456789ab',
  communityId: '0198f3a0-0000-7000-8000-00000000beef',
}

test('any household of any community is read as it was written, by hand too', () => {
  fc.assert(
    fc.property(uuid(), uuid(), (householdId, communityId) => {
      const code = homeCode({ householdId, communityId })
      expect(code).toMatch(/^[A-Z0-9:]{38}$/)
      const read = { kind: 'home', householdId, mark: communityMark(communityId) }
      expect(readHomeCode(code)).toEqual(read)
      const byHand = ` ${code
        .toLowerCase()
        .replace('gz1:h:', 'ＧＺ1：h：')
        .replace(/(.{5})/g, '$1 ')}\n`
      expect(readHomeCode(byHand.replaceAll('0', 'o'))).toEqual(read)
    }),
  )
})

test('one wrong letter, or two that changed places, is noticed', () => {
  const code = homeCode(home)
  fc.assert(
    fc.property(
      fc.integer({ min: 6, max: 37 }),
      fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'),
      (at, letter) => {
        const wrong = code.slice(0, at) + letter + code.slice(at + 1)
        expect(readHomeCode(wrong)?.kind).toBe(wrong === code ? 'home' : 'broken')
        const swapped = code.slice(0, at) + (code[at + 1] ?? '') + code[at] + code.slice(at + 2)
        if (at < 37) expect(readHomeCode(swapped)?.kind).toBe(swapped === code ? 'home' : 'broken')
      },
    ),
  )
})

test('whatever is scanned is refused or read, never an accident', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => {
      expect(readHomeCode(text)?.kind).not.toBe('home')
      expect(readHomeCode(`GZ1:H:${text}`)?.kind).not.toBe('home')
    }),
  )
})

test.each([
  ['32', null],
  ['中区32号', null],
  ['A1001', null],
  ['https://village.example/#/home/slip/slip?code=ABCDEFGH', null],
  ['gz1:h:', 'broken'],
  ['GZ1:', 'broken'],
  [homeCode(home).slice(0, -1), 'broken'],
  ['GZ2:H:ABC', 'newer'],
  ['GZ1:V:ABC', 'newer'],
])('%s', (text, kind) => {
  expect(readHomeCode(text)?.kind ?? null).toBe(kind)
})
