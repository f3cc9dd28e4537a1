import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { shareOut, type Claim, type ShareWay } from './share-out.ts'
import { sayShort } from './short-words.ts'

const total = (shares: ReadonlyMap<string, number>) => [...shares.values()].reduce((sum, one) => sum + one, 0)

const claim = (id: string, milli: number, placedAt: number, priority = false): Claim => ({
  id,
  milli,
  placedAt,
  priority,
})

describe('an equal share', () => {
  test('is the same for everybody up to what they ordered, the remainder by order time', () => {
    const claims = [claim('a', 3000, 3), claim('b', 1000, 2), claim('c', 3000, 1)]
    expect(Object.fromEntries(shareOut(4500, 500, 'equal', claims))).toEqual({ c: 2000, a: 1500, b: 1000 })
  })

  test('comes after those in care', () => {
    const claims = [claim('a', 3000, 1), claim('b', 3000, 9, true), claim('c', 3000, 2)]
    expect(Object.fromEntries(shareOut(5000, 1000, 'equal', claims))).toEqual({ b: 3000, a: 1000, c: 1000 })
    expect(Object.fromEntries(shareOut(2000, 1000, 'equal', claims))).toEqual({ b: 2000, a: 0, c: 0 })
  })
})

test('first come is served by when the order was first placed', () => {
  const claims = [claim('a', 2000, 3), claim('b', 2000, 2), claim('c', 2000, 1)]
  expect(Object.fromEntries(shareOut(3500, 1000, 'first-come', claims))).toEqual({ c: 2000, b: 1000, a: 0 })
})

const arbitrary = fc.record({
  there: fc.integer({ min: 0, max: 60_000 }),
  step: fc.constantFrom(1, 100, 500, 1000, 2500),
  way: fc.constantFrom<ShareWay>('equal', 'first-come'),
  claims: fc
    .array(
      fc.record({
        milli: fc.integer({ min: 1, max: 20_000 }),
        priority: fc.boolean(),
        placedAt: fc.integer({ min: 0, max: 5 }),
      }),
      { maxLength: 12 },
    )
    .map((rows) => rows.map((row, at) => ({ ...row, id: `h${at}` }))),
})

describe('for whatever there is and whoever ordered', () => {
  test('nobody is given more than ordered, all together no more than there is, and less than a step stays', () => {
    fc.assert(
      fc.property(arbitrary, ({ there, step, way, claims }) => {
        const shares = shareOut(there, step, way, claims)
        expect(shares.size).toBe(claims.length)
        for (const { id, milli } of claims) {
          const given = shares.get(id)!
          expect(given).toBeGreaterThanOrEqual(0)
          expect(given).toBeLessThanOrEqual(milli)
          // In whole steps, or all of it.
          expect(given === milli || given % step === 0).toBe(true)
        }
        expect(total(shares)).toBeLessThanOrEqual(there)
        const wants = claims.some(({ id, milli }) => shares.get(id)! < milli)
        if (wants) expect(there - total(shares)).toBeLessThan(step)
      }),
    )
  })

  test('the others get nothing while somebody in care still wants', () => {
    fc.assert(
      fc.property(arbitrary, ({ there, step, way, claims }) => {
        const shares = shareOut(there, step, way, claims)
        const wanting = claims.some(({ id, milli, priority }) => priority && shares.get(id)! < milli)
        const others = claims.filter(({ priority }) => !priority).map(({ id }) => shares.get(id)!)
        expect(wanting && others.some((given) => given > 0)).toBe(false)
      }),
    )
  })

  test('equal shares differ by a step at most between those who wanted more', () => {
    fc.assert(
      fc.property(arbitrary, ({ there, step, claims }) => {
        const shares = shareOut(there, step, 'equal', claims)
        for (const priority of [true, false]) {
          const group = claims.filter((one) => one.priority === priority)
          const most = Math.max(0, ...group.map(({ id }) => shares.get(id)!))
          for (const { id, milli } of group)
            if (shares.get(id)! < milli) expect(most - shares.get(id)!).toBeLessThanOrEqual(step)
        }
      }),
    )
  })

  test('the order in which the claims are told changes nothing', () => {
    fc.assert(
      fc.property(arbitrary, fc.infiniteStream(fc.nat()), ({ there, step, way, claims }, keys) => {
        const keyed = claims.map((one) => ({ one, key: keys.next().value as number }))
        const mixed = keyed.toSorted((a, b) => a.key - b.key).map(({ one }) => one)
        const sorted = (shares: ReadonlyMap<string, number>) => [...shares].toSorted(([a], [b]) => (a < b ? -1 : 1))
        expect(sorted(shareOut(there, step, way, mixed))).toEqual(sorted(shareOut(there, step, way, claims)))
      }),
    )
  })

  test('whoever keeps a share and goes changes nothing for those who stay', () => {
    fc.assert(
      fc.property(arbitrary, fc.func(fc.boolean()), ({ there, step, way, claims }, goes) => {
        // Orders are made in whole steps; a broken piece may be given out again otherwise.
        const whole = claims.map((one) => ({ ...one, milli: Math.ceil(one.milli / step) * step }))
        const shares = shareOut(there, step, way, whole)
        const gone = whole.filter(({ id }) => goes(id))
        const kept = gone.reduce((sum, { id }) => sum + shares.get(id)!, 0)
        const stay = whole.filter(({ id }) => !goes(id))
        for (const [id, given] of shareOut(there - kept, step, way, stay)) expect(given).toBe(shares.get(id))
      }),
    )
  })
})

test('a household reads why in words that tell of nobody else', () => {
  const cabbage = { name: '大白菜', unit: '斤' }
  expect(sayShort('equal', cabbage, 1000)).toBe('大白菜到货少：先照顾老人和病人，其余每户平分，您家 1斤')
  expect(sayShort('first-come', cabbage, 0)).toBe('大白菜到货少：先照顾老人和病人，其余先订先得，这次没有分到您家')
})
