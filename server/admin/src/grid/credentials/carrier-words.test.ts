import { expect, test } from '@jest/globals'
import type { Credential } from '@gezhong/shared/grid/credentials/contract'
import { stateOf } from './carrier-words.ts'

const ID = '00000000-0000-7000-8000-000000000001'
const TRAINED = { id: ID, post: 'volunteer', day: '2022-04-01', recordedByName: '陈网格长' } as const
const HELD: Credential = {
  id: ID,
  serial: '2-0001',
  post: 'volunteer',
  areas: ['2-1'],
  validFrom: '2022-04-03',
  validUntil: '2022-04-10',
  issuedByName: '陈网格长',
  issuedAt: '2022-04-03T08:00:00+08:00',
  revokedAt: null,
  reason: '',
}

test('of somebody who carries it is said what has to be done', () => {
  const on = (today: string, credential: Credential | null, trainings: (typeof TRAINED)[] = [TRAINED]) =>
    stateOf({ credential, trainings }, today)
  expect(on('2022-04-03', null, [])).toBe('untrained')
  expect(on('2022-04-03', null)).toBe('without')
  expect(on('2022-04-03', { ...HELD, revokedAt: HELD.issuedAt })).toBe('without')
  expect(
    ['2022-04-02', '2022-04-03', '2022-04-07', '2022-04-08', '2022-04-10', '2022-04-11'].map((day) => on(day, HELD)),
  ).toEqual(['holds', 'holds', 'holds', 'ending', 'ending', 'over'])
})
