import { expect, test } from '@jest/globals'
import { propose } from './proposal.ts'
import type { Bag } from './queries.ts'

/** A bag of a house so many steps to the east; null: nobody has drawn it. */
const bag = (house: string, east: number | null): Bag => ({
  voucher_id: `bag of ${house}`,
  order_id: house,
  household_id: house,
  building_id: house,
  grid_id: 'grid',
  grid_code: '2',
  door: house,
  priority: false,
  footprint:
    east === null
      ? null
      : [
          [118.5 + east * 1e-3, 24.7],
          [118.5 + east * 1e-3 + 1e-5, 24.7 + 1e-5],
        ],
  state: 'live',
  cancelled: false,
  position: 0,
  tries: 0,
  failed_why: null,
})

const wayOf = (bags: readonly Bag[], route: readonly string[] | null = null) =>
  propose(bags, route).bags.map(({ door }) => door)

test('the way goes along the street, whatever the doors are called', () => {
  const bags = [bag('1', 0), bag('2', 3), bag('3', 1), bag('4', 2)]
  expect(wayOf(bags)).toEqual(['1', '3', '4', '2'])
  const { meters, asWalked } = propose(bags, null)
  expect(meters).toBeGreaterThan(280)
  expect(meters).toBeLessThan(320)
  expect(asWalked).toBe(false)
})

test('all bags of a house are handed over there at once', () => {
  const second = { ...bag('1', 0), voucher_id: 'another', order_id: 'another', door: '1, upstairs' }
  expect(wayOf([bag('1', 0), bag('2', 1), second])).toEqual(['1', '1, upstairs', '2'])
})

test('a house that nobody has drawn comes after the one before it by door; the first of all stays first', () => {
  expect(wayOf([bag('1', 0), bag('2', null), bag('3', 2), bag('4', 1)])).toEqual(['1', '2', '4', '3'])
  expect(wayOf([bag('1', null), bag('2', 0), bag('3', 1)])).toEqual(['1', '2', '3'])
})

test('as somebody has designated it, it is walked again; a house that is new stands where distance puts it', () => {
  const bags = [bag('1', 0), bag('2', 1), bag('3', 2), bag('4', 3)]
  expect(wayOf(bags, ['4', '2', '1'])).toEqual(['4', '2', '3', '1'])
  expect(propose(bags, ['4', '2', '1']).asWalked).toBe(true)
  expect(propose(bags, ['gone']).asWalked).toBe(false)
})
