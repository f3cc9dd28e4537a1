import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { matchRow, type Claim, type Known, type KnownHousehold, type KnownTube } from './match.ts'
import { subjectKey } from './subject.ts'
import type { Subject } from '@gezhong/shared/people/results/outcome'

/** A community as the ledger has it, small enough that names, numbers and doors coincide often. */
interface Home extends KnownHousehold {
  door: string
  phones: string[]
}

function knownOf(homes: readonly Home[], tubes: Readonly<Record<string, readonly KnownTube[]>> = {}): Known {
  return {
    tubes: (code) => tubes[code] ?? [],
    byPhone: (index) => homes.filter(({ phones }) => phones.includes(index)),
    byDoor: (door) => homes.find((home) => home.door === door),
    named: (name) =>
      homes.flatMap(({ id, residents }) =>
        residents.filter((one) => one.name === name).map((one) => ({ householdId: id, residentId: one.id })),
      ),
  }
}

const NOTHING: Claim = {
  tubeCode: null,
  name: null,
  phoneIndex: null,
  door: null,
  sampledAt: null,
  testedAt: null,
  rejected: [],
}

const NAMES = ['甲', '乙', '丙']
const PHONES = ['1', '2', '3']
const DOORS = ['一', '二', '三']
const homes = fc
  .array(
    fc.record({
      phones: fc.uniqueArray(fc.constantFrom(...PHONES), { maxLength: 2 }),
      headcount: fc.option(fc.integer({ min: 0, max: 3 })),
      names: fc.array(fc.option(fc.constantFrom(...NAMES)), { maxLength: 3 }),
    }),
    { maxLength: DOORS.length },
  )
  .map((list) =>
    list.map(({ phones, headcount, names }, at): Home => ({
      id: `h${at}`,
      door: DOORS[at]!,
      phones,
      headcount,
      residents: names.map((name, index) => ({ id: `h${at}r${index}`, name })),
    })),
  )
const maybe = (values: readonly string[]) => fc.option(fc.constantFrom(...values))
const claim = fc
  .record({ name: maybe([...NAMES, '丁']), phoneIndex: maybe([...PHONES, '9']), door: maybe([...DOORS, '九']) })
  .map((said) => ({ ...NOTHING, ...said }))

/** Everybody of whom nothing that the row says is untrue, said without the matcher's own steps. */
function possible(all: readonly Home[], { name, phoneIndex, door }: Claim): string[] {
  const isKnown = {
    phone: all.some(({ phones }) => phones.includes(phoneIndex ?? '')),
    door: all.some((home) => home.door === door),
  }
  return all
    .filter((home) => !isKnown.phone || home.phones.includes(phoneIndex!))
    .filter((home) => !isKnown.door || home.door === door)
    .flatMap(({ id, residents }) =>
      residents
        .filter((one) => name === null || one.name === name)
        .map((one) => subjectKey({ householdId: id, residentId: one.id })),
    )
}

describe('a row', () => {
  test('is never given to one where another person fits as well', () => {
    fc.assert(
      fc.property(homes, claim, (all, said) => {
        const { state, subject } = matchRow(said, knownOf(all))
        if (state !== 'matched') return
        const key = subjectKey(subject)
        const others = possible(all, said).filter((one) => one !== key)
        expect(others).toEqual([])
      }),
      { numRuns: 5000 },
    )
  })

  test('is never given to whom a person said that it is not, and they are not proposed', () => {
    fc.assert(
      fc.property(homes, claim, (all, said) => {
        const first = matchRow(said, knownOf(all))
        const rejected: Subject[] = first.state === 'matched' ? [first.subject] : first.candidates.slice(0, 1)
        const again = matchRow({ ...said, rejected }, knownOf(all))
        const proposed = [...again.candidates, ...(again.subject === null ? [] : [again.subject])].map(subjectKey)
        expect(proposed).not.toEqual(
          expect.arrayContaining(rejected.map(subjectKey).concat(rejected.length ? [] : ['-'])),
        )
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a tube', () => {
  const at = Date.UTC(2022, 3, 3)
  const DAY = 86_400_000
  const tube = (id: string, openedAt: number, names: (string | null)[] = [null]): KnownTube => ({ id, openedAt, names })
  const found = (tubes: KnownTube[], said: Partial<Claim>) =>
    matchRow({ ...NOTHING, tubeCode: 'A1', ...said }, knownOf([], { A1: tubes }))

  test('alone with its code is certain, unless the time or everybody in it says otherwise', () => {
    expect(found([tube('t', at)], {}).subject).toEqual({ tubeId: 't' })
    expect(found([tube('t', at)], { testedAt: at + DAY / 2 }).subject).toEqual({ tubeId: 't' })
    expect(found([tube('t', at)], { testedAt: at + 30 * DAY }).state).toBe('waiting')
    expect(found([tube('t', at)], { sampledAt: at - 3 * DAY }).state).toBe('waiting')
    expect(found([tube('t', at, ['甲', '乙'])], { name: '丙' }).state).toBe('waiting')
    expect(found([tube('t', at, ['甲', null])], { name: '丙' }).state).toBe('matched')
  })

  test('with another of its code is told by the time, or by a name, or not at all', () => {
    const two = [tube('t', at, ['甲']), tube('u', at + 20 * DAY, ['乙'])]
    expect(found(two, {}).candidates).toEqual([{ tubeId: 't' }, { tubeId: 'u' }])
    expect(found(two, { testedAt: at + 20.5 * DAY }).subject).toEqual({ tubeId: 'u' })
    expect(found(two, { name: '甲' }).subject).toEqual({ tubeId: 't' })
    expect(found([tube('t', at), tube('u', at + DAY / 8)], { testedAt: at + DAY / 4 }).state).toBe('waiting')
  })
})
