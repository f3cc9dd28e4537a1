import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { sayFen } from '../../money.ts'
import { canBeGiven, netOf, settle, WAYS, type HandInRow, type MoneyOrder, type MoneyRow } from './settle.ts'

const ORDERS = ['a', 'b', 'c', 'd']
const PEOPLE = ['chen', 'lin', 'xu']

interface History {
  orders: MoneyOrder[]
  rows: MoneyRow[]
  handIns: HandInRow[]
}

const fen = fc.integer({ min: 0, max: 30_000 })
const given = fc
  .record({
    orderId: fc.constantFrom(...ORDERS),
    way: fc.constantFrom(...WAYS),
    takenFen: fen,
    changeFen: fen,
    collectorId: fc.constantFrom(...PEOPLE),
    isTakenBack: fc.boolean(),
  })
  .filter(canBeGiven)

/** What anybody may have done to a stall's money: payments, refunds, takings back, handings-in, counted rightly or not. */
const history: fc.Arbitrary<History> = fc
  .record({
    dues: fc.array(fen, { minLength: ORDERS.length, maxLength: ORDERS.length }),
    said: fc.array(given, { maxLength: 40 }),
    handIns: fc.array(
      fc.record({
        collectorId: fc.constantFrom(...PEOPLE),
        expectedFen: fc.integer({ min: -20_000, max: 60_000 }),
        countedFen: fc.integer({ min: -20_000, max: 60_000 }),
      }),
      { maxLength: 6 },
    ),
  })
  .map(({ dues, said, handIns }) => {
    const rows = said.flatMap(({ isTakenBack, ...money }, k) => {
      const row = { id: `p${k}`, takesBack: null, ...money }
      const back = { ...row, id: `t${k}`, takesBack: row.id, takenFen: row.changeFen, changeFen: row.takenFen }
      return isTakenBack ? [row, back] : [row]
    })
    const orders = ORDERS.map((id, k) => ({ id, orderedFen: dues[k]! + 100, dueFen: dues[k]! }))
    return { orders, rows, handIns }
  })

const sumOf = (amounts: readonly number[]) => amounts.reduce((total, one) => total + one, 0)

describe('the money of a stall', () => {
  test('balances to the fen for each household, each collector and the stall, whatever was done', () => {
    fc.assert(
      fc.property(history, ({ orders, rows, handIns }) => {
        const sums = settle(orders, rows, handIns)
        for (const { dueFen, paidFen, openFen, overpaidFen } of [...sums.stands.values(), sums]) {
          expect(paidFen + openFen - overpaidFen).toBe(dueFen)
          expect(Math.min(openFen, overpaidFen)).toBeGreaterThanOrEqual(0)
        }
        for (const stand of sums.stands.values()) expect(Math.min(stand.openFen, stand.overpaidFen)).toBe(0)
        for (const key of ['dueFen', 'paidFen', 'openFen', 'overpaidFen'] as const)
          expect(sumOf([...sums.stands.values()].map((stand) => stand[key]))).toBe(sums[key])
        expect(sumOf(Object.values(sums.ways))).toBe(sums.paidFen)
        for (const way of WAYS) expect(sumOf(sums.collectors.map((one) => one[way]))).toBe(sums.ways[way])
        for (const one of sums.collectors) {
          expect(one.handedFen + one.missingFen + one.heldFen).toBe(one.cash)
          const own = rows.filter(({ collectorId }) => collectorId === one.collectorId)
          expect(one.cash + one.transfer + one.prepaid).toBe(sumOf(own.map(netOf)))
        }
      }),
    )
  })

  test('is the same without what was taken back', () => {
    fc.assert(
      fc.property(history, ({ orders, rows, handIns }) => {
        const gone = new Set(rows.flatMap(({ id, takesBack }) => (takesBack === null ? [] : [id, takesBack])))
        const { collectors, stands, ...sums } = settle(orders, rows, handIns)
        const left = rows.filter(({ id }) => !gone.has(id))
        expect(settle(orders, left, handIns)).toMatchObject(sums)
        expect(collectors.map(({ payments }) => payments).reduce((total, one) => total + one, 0)).toBe(left.length)
        expect([...stands]).toEqual([...settle(orders, left, handIns).stands])
      }),
    )
  })

  test('in one plain day', () => {
    const row = { takesBack: null, changeFen: 0, collectorId: 'chen', way: 'cash' as const }
    const orders = [
      { id: 'a', orderedFen: 2000, dueFen: 1850 },
      { id: 'b', orderedFen: 900, dueFen: 900 },
      { id: 'c', orderedFen: 0, dueFen: 0 },
    ]
    const rows = [
      { ...row, id: '1', orderId: 'a', takenFen: 2000, changeFen: 150 },
      { ...row, id: '2', orderId: 'b', takenFen: 500, way: 'transfer' as const },
      { ...row, id: '3', orderId: 'c', takenFen: 700, way: 'prepaid' as const },
      { ...row, id: '4', orderId: 'c', takenFen: 0, changeFen: 300 },
    ]
    const sums = settle(orders, rows, [{ collectorId: 'chen', expectedFen: 1550, countedFen: 1500 }])
    expect(sums).toMatchObject({
      orders: 3,
      orderedFen: 2900,
      dueFen: 2750,
      paidFen: 2750,
      openFen: 400,
      overpaidFen: 400,
      refundedFen: 300,
      ways: { cash: 1550, transfer: 500, prepaid: 700 },
      collectors: [{ collectorId: 'chen', payments: 4, handedFen: 1500, missingFen: 50, heldFen: 0 }],
    })
    expect([...sums.stands.values()].map(({ openFen, overpaidFen }) => [openFen, overpaidFen])).toEqual([
      [0, 0],
      [400, 0],
      [0, 400],
    ])
    expect([sayFen(1250), sayFen(-5), sayFen(-1250)]).toEqual(['¥12.50', '-¥0.05', '-¥12.50'])
  })

  test('is given with change smaller than what was taken, or as a refund', () => {
    const can = (takenFen: number, changeFen: number) => canBeGiven({ takenFen, changeFen })
    expect([can(500, 0), can(500, 499), can(0, 500)]).toEqual([true, true, true])
    expect([can(500, 500), can(500, 600), can(0, 0)]).toEqual([false, false, false])
  })
})
