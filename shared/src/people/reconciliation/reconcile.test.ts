import { describe, expect, test } from '@jest/globals'
import { parseChain } from '../chain/parse.ts'
import { buildLedgerIndex } from '../ledger-index.ts'
import { isMisspeltArea } from './misspelt-area.ts'
import { notReported } from './not-reported.ts'
import { reconcile } from './reconcile.ts'
import type { StatementLike } from './reconcile.ts'

const households = [
  { id: 'h1', grid: '2', door: '中区1号', headcount: 3, phones: ['13800001001'] },
  { id: 'h2', grid: '2', door: '中区2号', headcount: 4, phones: ['13800001002'] },
  { id: 'h3', grid: '2', door: '中区3号', headcount: null, phones: [] },
  { id: 'owner', grid: '2', door: '中区4号', headcount: 2, phones: ['13800001004'] },
  { id: 'tenant', grid: '2', door: '中区4号', headcount: 5, phones: ['13800001005'] },
]
const ledger = buildLedgerIndex(households)
const says = (more: Partial<StatementLike>): StatementLike => ({
  door: null,
  headcount: null,
  phones: [],
  intent: 'report',
  ...more,
})
const verdicts = (...statements: StatementLike[]) =>
  reconcile(statements, ledger, { grid: '2' }).map((one) => `${one.verdict}:${one.household?.id ?? '-'}`)

describe('one statement', () => {
  test.each([
    ['all agrees', says({ door: '中区1号', headcount: 3, phones: ['13800001001'] }), 'matched:h1'],
    ['only the door', says({ door: '中区1号' }), 'matched:h1'],
    ['only the phone', says({ phones: ['13800001002'] }), 'matched:h2'],
    ['another headcount', says({ door: '中区1号', headcount: 4, phones: ['13900000000'] }), 'headcount-differs:h1'],
    ['a phone of nobody', says({ door: '中区1号', headcount: 3, phones: ['13900000000'] }), 'phone-differs:h1'],
    ['a phone of another household', says({ door: '中区1号', headcount: 3, phones: ['13800001002'] }), 'candidates:-'],
    [
      'the ledger knows neither people nor phone',
      says({ door: '中区3号', headcount: 6, phones: ['13900000000'] }),
      'matched:h3',
    ],
    ['two households at one door', says({ door: '中区4号' }), 'candidates:-'],
    [
      'two households at one door, told apart by phone',
      says({ door: '中区4号', headcount: 5, phones: ['13800001005'] }),
      'matched:tenant',
    ],
    ['a door that is not there', says({ door: '中区99号' }), 'unknown-door:-'],
    [
      'a door that is not there with a known phone',
      says({ door: '中区99号', phones: ['13800001001'] }),
      'candidates:-',
    ],
    ['nothing', says({ headcount: 3 }), 'incomplete:-'],
    ['nobody lives there', says({ door: '中区1号', intent: 'vacant', headcount: 0 }), 'headcount-differs:h1'],
    ['a household that is known beforehand', says({ household: 'h1', headcount: 3 }), 'matched:h1'],
  ])('%s', (_, statement, expected) => {
    expect(verdicts(statement)).toEqual([expected])
  })
})

describe('statements of the same household', () => {
  const first = says({ door: '中区1号', headcount: 3, phones: ['13800001001'] })
  test('said again', () => {
    expect(verdicts(first, first, says({ door: '中区1号' }))).toEqual(['matched:h1', 'duplicate:h1', 'duplicate:h1'])
  })
  test('the later counts, and a duplicate stays one', () => {
    const later = says({ door: '中区1号', headcount: 4, phones: ['13800001001'] })
    expect(verdicts(first, first, later)).toEqual(['superseded:h1', 'duplicate:h1', 'headcount-differs:h1'])
  })
  test('another phone without a word of correction goes to a person, and the earlier stays', () => {
    const other = says({ door: '中区1号', headcount: 2, phones: ['13900000000'] })
    expect(verdicts(first, other)).toEqual(['matched:h1', 'candidates:-'])
    expect(verdicts(first, { ...other, isCorrection: true })).toEqual(['superseded:h1', 'headcount-differs:h1'])
  })
  test('a withdrawal takes back what stands, only that', () => {
    const later = says({ door: '中区1号', headcount: 4 })
    const back = says({ door: '中区1号', intent: 'withdraw' })
    expect(verdicts(first, later, back)).toEqual(['superseded:h1', 'withdrawn:h1', 'withdrawn:h1'])
    expect(verdicts(first, back, first)).toEqual(['withdrawn:h1', 'withdrawn:h1', 'matched:h1'])
  })
})

describe('what a person decided', () => {
  test('a chosen household, a corrected headcount, a dismissed statement', () => {
    const unknown = says({ door: '中区99号', headcount: 9 })
    expect(verdicts({ ...unknown, override: { household: 'h1', headcount: 3 } })).toEqual(['matched:h1'])
    expect(verdicts({ ...unknown, override: { dismissed: true } })).toEqual(['dismissed:-'])
  })
  test('a pair that was called different is not proposed again', () => {
    const statement = says({ door: '中区99号', phones: ['13800001001'] })
    expect(reconcile([statement], ledger)[0]?.candidates).toEqual(['h1'])
    const [again] = reconcile([{ ...statement, override: { rejectedHouseholds: ['h1'] } }], ledger)
    expect(again).toMatchObject({ verdict: 'unknown-door', candidates: [] })
  })
})

test('phones can be compared by key', () => {
  const phoneKey = (phone: string): string => `key:${phone}`
  const hidden = buildLedgerIndex(
    households.map((one) => ({ ...one, phones: one.phones.map(phoneKey) })),
    { phoneKey },
  )
  const { entries } = parseChain('1. 5人 13800001005', { placeNames: [], grid: '2', ledger: hidden })
  expect(reconcile(entries, hidden)[0]).toMatchObject({ verdict: 'matched', household: { id: 'tenant' } })
})

test('who has not reported', () => {
  const results = reconcile(
    [
      says({ door: '中区1号' }),
      says({ door: '中区2号' }),
      says({ door: '中区2号', intent: 'withdraw' }),
      says({ door: '中区4号' }),
    ],
    ledger,
  )
  expect(notReported(results, ledger, '2').map((one) => one.id)).toEqual(['h2', 'h3', 'owner', 'tenant'])
})

test.each([
  ['北陆9巷', '北路9巷', true],
  ['北路8巷', '北路9巷', false],
  ['北区', '中区', false],
  ['忠区', '中区', true],
  ['上村', '上埕', false],
  ['海斯花园', '海丝花园', true],
  ['东新村', '新村', false],
])('%s for %s: a slip is %s', (written, known, slip) => {
  expect(isMisspeltArea(written, known)).toBe(slip)
})
