import { describe, expect, test } from '@jest/globals'
import { doorParts } from '@gezhong/shared/people/door'
import { buildingDoor } from '../people/ledger/door-order.ts'
import { demoFiles } from './files.ts'
import { DEMO_COMMUNITY_ID, demoId } from './identifiers.ts'
import { demoVillage } from './village.ts'

const village = demoVillage()
const { grids, buildings, households, accounts, grants, identities, responsible } = village
const ofLevel = (level: string) => grids.filter((one) => one.level === level)
const isUnique = (values: readonly string[]) => new Set(values).size === values.length

/** Twice the area that a ring encloses, in degrees; positive when it runs against the clock. */
const area = (ring: readonly [number, number][]) =>
  ring.slice(1).reduce((sum, [x, y], i) => sum + (ring[i]?.[0] ?? 0) * y - x * (ring[i]?.[1] ?? 0), 0)

function isInside([x, y]: [number, number], ring: readonly [number, number][]): boolean {
  let inside = false
  ring.slice(1).forEach(([x2, y2], i) => {
    const [x1, y1] = ring[i] ?? [0, 0]
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside
  })
  return inside
}

describe('the plan of the demo village', () => {
  test('has the size of the village it is drawn from', () => {
    expect(ofLevel('grid')).toHaveLength(7)
    expect(ofLevel('sub-grid')).toHaveLength(32)
    for (const { id } of ofLevel('sub-grid')) {
      const units = grids.filter(({ parentId }) => parentId === id).length
      expect([2, 3]).toContain(units)
    }
    expect(buildings.filter(({ gridCode }) => gridCode.startsWith('2-'))).toHaveLength(244)
    expect(Math.abs(buildings.length - 1700)).toBeLessThan(50)
    expect(Math.abs(households.length - 2700)).toBeLessThan(100)
    const people = households.reduce((sum, { headcount }) => sum + (headcount ?? 0), 0)
    expect(Math.abs(people - 9000)).toBeLessThan(300)
  })

  test('is the same in every process', () => {
    expect(DEMO_COMMUNITY_ID).toBe('017fe0b4-8000-79f2-a8b3-bedcfb2622ac')
    const home = households.find(({ door }) => door === '中区32号')
    expect(home).toMatchObject({ id: demoId('household', '中区32号'), headcount: 3, gridCode: '2-1-2' })
    expect(home?.phones).toEqual(['13900044388'])
  })

  test('every building stands in a lowest grid that has some, every household in its building, every door is canonical', () => {
    const units = new Map(ofLevel('unit').map(({ id, code }) => [id, code]))
    const doors = new Map(buildings.map(({ id, door }) => [id, door]))
    for (const { gridId, gridCode } of buildings) expect(units.get(gridId)).toBe(gridCode)
    expect(new Set(buildings.map(({ gridId }) => gridId)).size).toBe(units.size)
    for (const { door, buildingId, headcount, occupancy } of households) {
      expect(buildingDoor(door)).toBe(doors.get(buildingId))
      expect(doorParts(door)).not.toBeNull()
      if (occupancy === 'vacant' || occupancy === 'sealed') expect(headcount).toBe(0)
    }
    expect(new Set(households.map(({ buildingId }) => buildingId)).size).toBe(buildings.length)
  })

  test('ids, doors, codes and phones are used once; phones are none that anybody has', () => {
    const people = households.flatMap((one) => one.people)
    for (const list of [grids, buildings, households, people, accounts, grants])
      expect(isUnique(list.map(({ id }) => id))).toBe(true)
    expect(isUnique(households.map(({ door }) => door))).toBe(true)
    expect(isUnique(buildings.flatMap(({ unitCode }) => unitCode ?? []))).toBe(true)
    const phones = households.flatMap((one) => one.phones)
    expect(isUnique(phones)).toBe(true)
    for (const phone of phones) expect(phone).toMatch(/^1[35789]\d000\d{5}$/)
  })

  test('no more people are named than live there, and some households are known by headcount only', () => {
    for (const { headcount, people } of households) expect(people.length).toBeLessThanOrEqual(headcount ?? 0)
    const named = households.filter(({ people }) => people.length > 0)
    expect(named.length).toBeGreaterThan(600)
    expect(named.length).toBeLessThan(households.length * 0.5)
    for (const state of ['vacant', 'sealed', 'away'])
      expect(households.filter(({ occupancy }) => occupancy === state).length).toBeGreaterThan(10)
    const first = households.filter(({ priority }) => priority)
    expect(first.length).toBeGreaterThan(40)
    for (const { note } of first) expect(note).not.toBe('')
  })

  test('about a dozen buildings have nobody, all others somebody whose work lies there', () => {
    const without = buildings.filter(({ id }) => !responsible.has(id))
    expect(without.length).toBeGreaterThanOrEqual(10)
    expect(without.length).toBeLessThanOrEqual(14)
    const codes = new Map(grids.map(({ id, code }) => [id, code]))
    const places = new Map(grants.map(({ accountId, gridId }) => [accountId, codes.get(gridId ?? '') ?? '']))
    for (const { id, gridCode } of buildings) {
      const accountId = responsible.get(id)
      if (accountId !== undefined) expect(`${gridCode}-`.startsWith(`${places.get(accountId)}-`)).toBe(true)
    }
  })

  test('everybody who is offered for sign-in has a role, and hub2 answers for three houses', () => {
    expect(identities.map(({ name }) => name)).toEqual(
      'secretary lead2 lead5 worker2 worker2-3 hub2 resident2 resident5 resident7 elder2 volunteer2 volunteer2b guard1'.split(
        ' ',
      ),
    )
    for (const { accountId, role } of identities)
      expect(grants.filter((grant) => grant.accountId === accountId).map((grant) => grant.role)).toEqual([role])
    const hub2 = identities.find(({ name }) => name === 'hub2')
    const own = buildings.filter(({ id }) => responsible.get(id) === hub2?.accountId)
    expect(own.map(({ door }) => door)).toEqual(['中区31号', '中区32号', '中区33号'])
    expect(accounts.every(({ displayName }) => displayName.length <= 40)).toBe(true)
  })

  test('on the map every house lies inside its own grid, whose ring is closed', () => {
    const outlines = new Map(grids.map(({ id, outline }) => [id, outline]))
    for (const { outline } of grids) {
      expect(outline[0]).toEqual(outline.at(-1))
      expect(area(outline)).toBeGreaterThan(0)
    }
    for (const { footprint, gridId } of buildings)
      for (const corner of footprint) expect(isInside(corner, outlines.get(gridId) ?? [])).toBe(true)
    for (const [longitude, latitude] of grids.flatMap(({ outline }) => outline)) {
      expect(Math.abs(longitude - 118.57)).toBeLessThan(0.012)
      expect(Math.abs(latitude - 24.79)).toBeLessThan(0.008)
    }
  })

  test('the files to try hold the ledger and a chain for every group', () => {
    const files = demoFiles()
    expect(files.map(({ name }) => name)).toContain('g2-chain.txt')
    expect(files).toHaveLength(8)
    expect(files[0]?.text.split('\n')).toHaveLength(households.length + 2)
    expect(files[0]?.text).toContain('2-1-2,中区32号,3,13900044388\n')
  })
})
