import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { Refusal } from '@gezhong/shared/errors'
import { listAudit } from '@gezhong/shared/audit/contract'
import { readOwnData } from '@gezhong/shared/people/own-data/contract'
import { cancelOrder, placeOrder } from '@gezhong/shared/supplies/orders/contract'
import {
  confirmHandIn,
  listDues,
  listPayments,
  ownTakings,
  paymentsOfOrder,
  readSettlement,
  sendPayments,
  takeBackHandIn,
  type PaymentSaid,
} from '@gezhong/shared/supplies/payments/contract'
import { WAYS } from '@gezhong/shared/supplies/payments/settle'
import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { aStall } from '../../../test/a-stall.ts'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'
import { transact } from '../../database/transact.ts'
import { recordPayments } from './service.ts'

let app: TestApp
let cast: Cast
let stallId: string
let itemId: string

beforeAll(async () => {
  app = await startTestApp()
})

afterAll(() => app.close())

beforeEach(async () => {
  cast = await makeCast(app)
  ;({ stallId, itemId } = await aStall(app, cast.secretary, cast.grids['2']!, { open: true }))
})

const nowText = () => app.kernel.clock().toISOString()

/** One that comes to 1.50 a 斤. */
const order = async (door: string, milli = 2000) =>
  cast.secretary.call(placeOrder, {
    body: {
      id: uuidv7(),
      stallId,
      householdId: cast.households[door]!.id,
      revision: 0,
      lines: [{ itemId, milli, priceFen: 150 }],
    },
  })

type Said = Partial<PaymentSaid> & { orderId: string }

const paymentOf = (said: Said): PaymentSaid => ({
  id: uuidv7(),
  way: 'cash',
  takenFen: 0,
  changeFen: 0,
  takesBack: null,
  reason: '',
  at: nowText(),
  ...said,
})

const send = async (who: Persona, ...said: Said[]) =>
  (await who.call(sendPayments, { body: { sentAt: nowText(), payments: said.map(paymentOf) } })).verdicts

const verdictsOf = async (who: Persona, ...said: Said[]) => (await send(who, ...said)).map(({ verdict }) => verdict)

const sheet = () => cast.gridLead.call(readSettlement, { params: { id: stallId } })

const handIn = (who: Persona, collector: Persona, expectedFen: number, over: object = {}) =>
  who.call(confirmHandIn, {
    params: { id: stallId },
    body: { id: uuidv7(), collectorId: collector.accountId, expectedFen, countedFen: expectedFen, ...over },
  })

describe('money for an order', () => {
  test('is recorded once, with change, and the household reads what it owes and has paid', async () => {
    const { id: orderId } = await order('中区3号')
    const said = { id: uuidv7(), orderId, takenFen: 500, changeFen: 250 }
    const [first] = await send(cast.gridWorker, said)
    expect(first).toEqual({
      id: said.id,
      verdict: 'recorded',
      stand: { dueFen: 300, paidFen: 250, openFen: 50, overpaidFen: 0 },
    })
    expect(await verdictsOf(cast.gridWorker, said, said, { ...said, takenFen: 600 })).toEqual([
      'again',
      'again',
      'id-taken',
    ])
    expect(await verdictsOf(cast.gridLead, said)).toEqual(['id-taken'])
    const read = await cast.resident.call(paymentsOfOrder, { params: { id: orderId } })
    expect([read.dueFen, read.paidFen, read.openFen, read.payments.length]).toEqual([300, 250, 50, 1])
    expect(read.payments[0]).toMatchObject({ takenFen: 500, changeFen: 250, collectorName: null, isTakenBack: false })
    const seen = await cast.gridLead.call(paymentsOfOrder, { params: { id: orderId } })
    expect(seen.payments[0]!.collectorName).toBe('吴网格员')
    const { households } = await cast.resident.call(readOwnData)
    expect(households[0]!.payments.map(({ takenFen, changeFen }) => [takenFen, changeFen])).toEqual([[500, 250]])
  })

  test('sent twice at once is one payment, told in the log once', async () => {
    const { id: orderId } = await order('中区3号')
    const said = { id: uuidv7(), orderId, takenFen: 300, at: nowText() }
    const both = await Promise.all([verdictsOf(cast.gridWorker, said, said), verdictsOf(cast.gridWorker, said)])
    expect(both.flat().toSorted()).toEqual(['again', 'again', 'recorded'])
    const { rows } = await cast.secretary.call(listAudit, { query: { size: 100 } })
    const told = rows.filter(({ action }) => action === 'payment.recorded')
    expect(told.map(({ detail }) => detail)).toEqual(['中区 3 号 现金 收 ¥3.00'])
  })

  test('is refused one by one, and the others of the batch count', async () => {
    const [mine, theirs] = [await order('中区3号'), await order('中区8号')]
    const others = [
      { orderId: theirs.id, takenFen: 300 },
      { orderId: uuidv7(), takenFen: 300 },
      { orderId: mine.id, takenFen: 300, changeFen: 300 },
      { orderId: mine.id, takenFen: 0, changeFen: 0 },
      { orderId: mine.id, takenFen: 300, takesBack: uuidv7(), reason: '记错' },
      { orderId: mine.id, takenFen: 300 },
    ]
    expect(await verdictsOf(cast.gridWorker, ...others)).toEqual([
      'unknown',
      'unknown',
      'not-valid',
      'not-valid',
      'unknown',
      'recorded',
    ])
    expect(await verdictsOf(cast.hubHousehold, others[0]!)).toEqual(['unknown'])
    expect(await refusalOf(send(cast.resident, others[0]!))).toBe('not-allowed')
    expect(await refusalOf(send(cast.gridWorker, { orderId: mine.id, takenFen: -1 }))).toBe('not-valid')
    expect(await refusalOf(send(cast.gridWorker, { orderId: mine.id, takenFen: 0.5 }))).toBe('not-valid')
    expect(await refusalOf(send(cast.gridWorker, { orderId: mine.id, takenFen: 2_000_001 }))).toBe('not-valid')
  })

  test('is taken by who looks after the building, and by whomever a run allows', async () => {
    const { id: orderId } = await order('中区1号')
    expect(await verdictsOf(cast.hubHousehold, { orderId, takenFen: 100 })).toEqual(['recorded'])
    const ofRun = (allowed: boolean) =>
      transact(app.kernel, cast.volunteer.sessionId, (work) =>
        recordPayments(work, { sentAt: nowText(), payments: [paymentOf({ orderId, takenFen: 200 })] }, () => allowed),
      )
    expect((await ofRun(false)).verdicts[0]).toMatchObject({ verdict: 'unknown', stand: null })
    expect((await ofRun(true)).verdicts[0]).toMatchObject({ verdict: 'recorded', stand: { openFen: 0 } })
    const { takings } = await cast.volunteer.call(ownTakings)
    expect(takings.map(({ cash, heldFen }) => [cash, heldFen])).toEqual([[200, 200]])
    expect((await cast.gridLead.call(ownTakings)).takings).toEqual([])
  })

  test('is taken back once, by a row that mirrors it and says why; the collector’s cash follows', async () => {
    const { id: orderId } = await order('中区3号')
    const paid = { id: uuidv7(), orderId, takenFen: 500, changeFen: 200 }
    await send(cast.gridWorker, paid)
    const back = {
      orderId,
      takenFen: 200,
      changeFen: 500,
      takesBack: paid.id,
      reason: '打 13700000001 问过，是邻居付的',
    }
    expect(await verdictsOf(cast.gridLead, { ...back, takenFen: 0 }, { ...back, reason: '' })).toEqual([
      'not-valid',
      'not-valid',
    ])
    const twice = await Promise.all([verdictsOf(cast.gridLead, back), verdictsOf(cast.gridWorker, back)])
    expect(twice.flat().toSorted()).toEqual(['recorded', 'taken-back'])
    const { payments, paidFen } = await cast.resident.call(paymentsOfOrder, { params: { id: orderId } })
    expect([paidFen, payments.map(({ isTakenBack }) => isTakenBack)]).toEqual([0, [false, true]])
    expect(JSON.stringify(payments)).not.toContain('13700000001')
    const { collectors } = await sheet()
    expect(collectors.map(({ collectorId, cash, payments: count }) => [collectorId, cash, count])).toEqual([
      [cast.gridWorker.accountId, 0, 0],
    ])
  })

  test('of an order that is cancelled later is owed back', async () => {
    const { id: orderId } = await order('中区3号')
    await send(cast.gridWorker, { orderId, takenFen: 300, way: 'prepaid' })
    await cast.resident.call(cancelOrder, { params: { id: orderId }, body: { revision: 1 } })
    await order('中区8号')
    const due = async (state: 'overpaid' | 'open' | 'settled') =>
      (await cast.gridLead.call(listDues, { params: { id: stallId }, query: { state } })).rows.map(
        ({ door, openFen, overpaidFen }) => [door, openFen, overpaidFen],
      )
    expect([await due('overpaid'), await due('open')]).toEqual([[['中区3号', 0, 300]], [['中区8号', 300, 0]]])
    await send(cast.gridWorker, { orderId, changeFen: 300 })
    expect([await due('overpaid'), await due('settled')]).toEqual([[], []])
    expect(await sheet()).toMatchObject({ paidFen: 0, refundedFen: 300, ways: { cash: -300, prepaid: 300 } })
  })
})

describe('handing in', () => {
  test('is confirmed by another, for what is held at that moment, once; a difference needs its reason', async () => {
    const { id: orderId } = await order('中区3号')
    await send(cast.gridWorker, { orderId, takenFen: 300 }, { orderId, takenFen: 700, way: 'transfer' })
    expect(await refusalOf(handIn(cast.gridWorker, cast.gridWorker, 300))).toBe('not-allowed')
    expect(await refusalOf(handIn(cast.otherLead, cast.gridWorker, 300))).toBe('not-found')
    expect(await refusalOf(handIn(cast.gridLead, cast.gridWorker, 1000))).toBe('changed-meanwhile')
    expect(await refusalOf(handIn(cast.gridLead, cast.gridWorker, 300, { countedFen: 290 }))).toBe('not-valid')
    expect(await refusalOf(handIn(cast.gridLead, cast.gridWorker, 2 ** 31))).toBe('not-valid')
    const one = { id: uuidv7(), countedFen: 290, reason: '少了一角' }
    const both = await Promise.all(
      [handIn(cast.gridLead, cast.gridWorker, 300, one), handIn(cast.secretary, cast.gridWorker, 300)].map((done) =>
        done.then(
          () => 'counted',
          (error: unknown) => (error instanceof Refusal ? error.code : error),
        ),
      ),
    )
    expect(both.toSorted()).toEqual(['already-settled', 'counted'])
    await send(cast.gridLead, { orderId, takenFen: 100 })
    expect(await refusalOf(handIn(cast.gridLead, cast.gridLead, 100))).toBe('not-allowed')
    const { collectors, handIns } = await sheet()
    const of = (who: Persona) => collectors.find(({ collectorId }) => collectorId === who.accountId)
    expect(of(cast.gridLead)).toMatchObject({ cash: 100, heldFen: 100, handedFen: 0 })
    expect(of(cast.gridWorker)).toMatchObject({ cash: 300, heldFen: 0 })
    expect(handIns).toHaveLength(1)
  })

  test('that was confirmed wrongly is taken back, and the cash is held again', async () => {
    const { id: orderId } = await order('中区3号')
    await send(cast.gridWorker, { orderId, takenFen: 300 })
    const id = uuidv7()
    await handIn(cast.gridLead, cast.gridWorker, 300, { id, countedFen: 250, reason: '少了五角' })
    await handIn(cast.gridLead, cast.gridWorker, 300, { id, countedFen: 250, reason: '少了五角' })
    expect((await sheet()).collectors).toMatchObject([{ handedFen: 250, missingFen: 50, heldFen: 0 }])
    const back = (reason: string) =>
      cast.gridLead.call(takeBackHandIn, {
        params: { id: stallId, handInId: id },
        body: { id: uuidv7(), reason },
      })
    expect(await refusalOf(back(''))).toBe('not-valid')
    await back('数错了')
    expect(await refusalOf(back('数错了'))).toBe('already-undone')
    const { collectors, handIns } = await sheet()
    expect(collectors).toMatchObject([{ cash: 300, handedFen: 0, missingFen: 0, heldFen: 300 }])
    expect(handIns.map(({ isTakenBack }) => isTakenBack)).toEqual([false, true])
    await handIn(cast.gridLead, cast.gridWorker, 300)
    expect(await refusalOf(handIn(cast.gridLead, cast.gridWorker, 0))).toBe('already-settled')
  })
})

test('whatever happens to a stall’s money, its sheet balances with its rows to the fen', async () => {
  const doors = Object.keys(cast.households)
    .filter((door) => door.startsWith('中区'))
    .slice(0, 4)
  const orders = await Promise.all(doors.map((door, k) => order(door, 1000 + 500 * k)))
  const { gridLead, gridWorker, secretary } = cast
  const step = fc.record({
    who: fc.constantFrom(gridLead, secretary),
    at: fc.nat(doors.length - 1),
    way: fc.constantFrom(...WAYS),
    takenFen: fc.nat(900),
    changeFen: fc.nat(150),
    next: fc.constantFrom('nothing', 'nothing', 'take back', 'hand in'),
  })
  const [steps] = fc.sample(fc.array(step, { minLength: 25, maxLength: 25 }), { numRuns: 1, seed: 42 })
  for (const { who, at, next, ...money } of steps!) {
    const said = paymentOf({ orderId: orders[at]!.id, ...money })
    const [answer] = await send(who, said)
    if (next === 'take back' && answer!.verdict === 'recorded') {
      const mirror = { takenFen: said.changeFen, changeFen: said.takenFen, takesBack: said.id, reason: '记错了' }
      await send(gridWorker, { ...said, id: uuidv7(), ...mirror })
      await send(gridLead, { ...said, id: uuidv7(), ...mirror })
    }
    if (next === 'hand in') {
      const held =
        (await sheet()).collectors.find(({ collectorId }) => collectorId === secretary.accountId)?.heldFen ?? 0
      if (held !== 0) await handIn(gridLead, secretary, held, { countedFen: held - 1, reason: '差一分' })
    }
  }
  const sums = await sheet()
  const dues = await gridLead.call(listDues, { params: { id: stallId } })
  const { rows, paidFen } = await gridLead.call(listPayments, { params: { id: stallId }, query: { size: 500 } })
  expect(rows.length).toBeGreaterThan(15)
  expect(sums.paidFen + sums.openFen - sums.overpaidFen).toBe(sums.dueFen)
  for (const due of dues.rows) expect(due.paidFen + due.openFen - due.overpaidFen).toBe(due.dueFen)
  for (const key of ['dueFen', 'paidFen', 'openFen', 'overpaidFen'] as const) expect(dues[key]).toBe(sums[key])
  expect(paidFen).toBe(sums.paidFen)
  for (const one of sums.collectors) {
    const { collectorId: collector, cash, transfer, prepaid, handedFen, missingFen, heldFen } = one
    expect(handedFen + missingFen + heldFen).toBe(cash)
    const own = await gridLead.call(listPayments, { params: { id: stallId }, query: { collector } })
    expect(own.paidFen).toBe(cash + transfer + prepaid)
  }
})
