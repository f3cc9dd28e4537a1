import { describe, expect, test } from '@jest/globals'
import { Refusal } from '@gezhong/shared/errors'
import {
  draftOf,
  isWindowField,
  newSite,
  problemsIn,
  sitesWithin,
  usualWindow,
  windowOf,
  withMoments,
} from './round-draft.ts'

const GRID = '018f0000-0000-7000-8000-000000000001'
const SITE = '018f0000-0000-7000-8000-000000000002'

describe('usualWindow', () => {
  test.each([
    ['2022-04-03T08:00:00', '2022-04-03T08:00', '2022-04-03T20:00'],
    ['2022-04-03T08:00:01', '2022-04-03T08:30', '2022-04-03T20:00'],
    ['2022-04-03T08:29:59', '2022-04-03T08:30', '2022-04-03T20:00'],
    ['2022-04-03T08:31:00', '2022-04-03T09:00', '2022-04-03T20:00'],
    ['2022-04-03T18:00:00', '2022-04-03T18:00', '2022-04-03T20:00'],
    ['2022-04-03T18:10:00', '2022-04-03T18:30', '2022-04-04T02:30'],
    ['2022-04-03T23:45:00', '2022-04-04T00:00', '2022-04-04T20:00'],
  ])('asked at %s begins %s and ends %s', (now, startsAt, endsAt) => {
    expect(usualWindow(new Date(now))).toEqual({ startsAt, endsAt, sites: [], repeat: null })
  })
})

describe('windowOf', () => {
  const draft = usualWindow(new Date('2022-04-03T08:10:00'))
  const site = { ...newSite(SITE, GRID, draft), place: ' 村委会广场 ' }

  test('says what was typed, and read again it is the same', () => {
    const repeat = { everyDays: 2, untilDay: '2022-04-09' }
    const window = windowOf({ ...draft, repeat, sites: [site] })!
    expect(window.startsAt).toBe(new Date('2022-04-03T08:30:00').toISOString())
    expect(window.sites).toEqual([
      { id: SITE, gridId: GRID, place: '村委会广场', opensAt: window.startsAt, closesAt: window.endsAt },
    ])
    expect(draftOf(window)).toEqual({ ...draft, repeat, sites: [{ ...site, place: '村委会广场' }] })
  })

  test('is none while a field is empty', () => {
    expect(windowOf({ ...draft, endsAt: '' })).toBeNull()
    for (const empty of ['gridId', 'place', 'opensAt', 'closesAt'])
      expect(windowOf({ ...draft, sites: [{ ...site, [empty]: '' }] })).toBeNull()
  })
})

describe('problemsIn', () => {
  const wrong = (...paths: string[]) =>
    new Refusal(
      'not-valid',
      undefined,
      paths.map((path) => ({ path, message: `${path}不对` })),
    )

  test('what names a field that is shown stands there, and nothing is said twice', () => {
    const { at, whole } = problemsIn(wrong('endsAt', 'sites.2.place'), isWindowField)
    expect([...at]).toEqual([
      ['endsAt', 'endsAt不对'],
      ['sites.2.place', 'sites.2.place不对'],
    ])
    expect(whole).toBeNull()
  })

  test('what names none, or another, is said of the whole', () => {
    for (const error of [wrong('endsAt', 'tubeSize'), new Refusal('not-allowed'), new Error('away')])
      expect(problemsIn(error, isWindowField).whole).toBe(error)
  })
})

test('sites outside a piece become sites of the piece, those inside stay', () => {
  const codes: Record<string, string> = { two: '2', inside: '2-3-1', outside: '5-1' }
  const codeOf = (id: string) => codes[id] ?? ''
  const draft = usualWindow(new Date('2022-04-03T08:10:00'))
  const sites = ['inside', 'outside', 'gone'].map((gridId) => newSite(gridId, gridId, draft))
  const piece = { id: 'two', code: '2' }
  expect(sitesWithin({ ...draft, sites }, piece, codeOf).sites.map(({ gridId }) => gridId)).toEqual([
    'inside',
    'two',
    'two',
  ])
  expect(sitesWithin({ ...draft, sites }, null, codeOf).sites).toEqual(sites)
})

test('a site with the hours of the round follows them, another keeps its own', () => {
  const draft = usualWindow(new Date('2022-04-03T08:00:00'))
  const same = newSite('same', GRID, draft)
  const short = { ...newSite('short', GRID, draft), closesAt: '2022-04-03T12:00' }
  const later = withMoments({ ...draft, sites: [same, short] }, { endsAt: '2022-04-03T22:00' })
  expect([later.startsAt, later.endsAt]).toEqual(['2022-04-03T08:00', '2022-04-03T22:00'])
  expect(later.sites.map(({ opensAt, closesAt }) => [opensAt, closesAt])).toEqual([
    ['2022-04-03T08:00', '2022-04-03T22:00'],
    ['2022-04-03T08:00', '2022-04-03T12:00'],
  ])
})
