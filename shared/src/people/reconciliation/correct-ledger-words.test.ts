import { expect, test } from '@jest/globals'
import { correctLedgerWords } from './correct-ledger-words.ts'

const LEDGER = ['158····6539']
const words = (kind: 'headcount-differs' | 'phone-differs', headcount: number | null, phonesMasked: string[]) =>
  correctLedgerWords({
    kind,
    household: null,
    sampled: null,
    ledgerPhonesMasked: LEDGER,
    report: { headcount, phonesMasked },
  })

test('of samples it never takes anybody out of the ledger', () => {
  const sampled = (headcount: number | null) => {
    const household = { householdId: 'h', door: '中区1号', headcount }
    return correctLedgerWords({ kind: 'more-sampled', household, sampled: 2, ledgerPhonesMasked: [], report: null })
  }
  expect(sampled(1)).toBe('台账改成有 2 人住')
  expect(sampled(3)).toBe('台账改成有 3 人住')
  expect(sampled(null)).toBe('台账改成有 2 人住')
})

test('names the number of people, and the phone when that changes too', () => {
  expect(words('headcount-differs', 7, [])).toBe('台账改成 7 人')
  expect(words('headcount-differs', 7, LEDGER)).toBe('台账改成 7 人')
  expect(words('headcount-differs', 7, ['186····2026'])).toBe('台账改成 7 人，电话也改')
  expect(words('phone-differs', 7, ['186····2026'])).toBe('台账电话改成报的')
})
