import { expect, test } from '@jest/globals'
import { correctLedgerWords } from './correct-ledger-words.ts'

const LEDGER = ['158····6539']
const words = (kind: 'headcount-differs' | 'phone-differs', headcount: number | null, phonesMasked: string[]) =>
  correctLedgerWords({ kind, ledgerPhonesMasked: LEDGER, report: { headcount, phonesMasked } })

test('names the number of people, and the phone when that changes too', () => {
  expect(words('headcount-differs', 7, [])).toBe('台账改成 7 人')
  expect(words('headcount-differs', 7, LEDGER)).toBe('台账改成 7 人')
  expect(words('headcount-differs', 7, ['186····2026'])).toBe('台账改成 7 人，电话也改')
  expect(words('phone-differs', 7, ['186····2026'])).toBe('台账电话改成报的')
})
