import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { listAudit } from '@gezhong/shared/audit/contract'
import { civilDay } from '@gezhong/shared/civil-day'
import { issueCredential, recordTraining } from '@gezhong/shared/grid/credentials/contract'
import {
  listDeliveryCases,
  listScans,
  loadRun,
  sendDeliveries,
  settleDeliveryCase,
  type DeliveryRow,
} from '@gezhong/shared/supplies/deliveries/contract'
import { cancelOrder, listOrders } from '@gezhong/shared/supplies/orders/contract'
import { moveRun } from '@gezhong/shared/supplies/runs/contract'
import { moveStall, readStall, saveStall } from '@gezhong/shared/supplies/stalls/contract'
import { readVoucher, reissueVoucher } from '@gezhong/shared/supplies/vouchers/contract'
import { uuidv7 } from 'uuidv7'
import { aRun, aVolunteer, deliveryRow, ordersToCarry, type Ordered } from '../../../test/a-run.ts'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { addPersona, makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'

/* What people try who should not, and what happens to a bag from two sides at once. */

const DOORS = ['中区1号', '中区2号', '中区3号', '中区8号'] as const
const DAY = 86_400_000

let app: TestApp
let clock: TestApp['kernel']['clock']
let cast: Cast
let carrier: Persona
let stallId: string
let orders: Record<string, Ordered>
let runId: string

beforeAll(async () => {
  app = await startTestApp()
  ;({ clock } = app.kernel)
})

afterAll(() => app.close())

const now = () => app.kernel.clock().toISOString()
const goOn = (ms: number) => (app.kernel.clock = () => new Date(clock().getTime() + ms))
const phone = uuidv7()

const row = (run: string | null, door: string, over: Partial<DeliveryRow> = {}) =>
  deliveryRow({ runId: run, code: orders[door]!.digits, at: now() }, over)

const send = (who: Persona, rows: DeliveryRow[], sentAt = now()) =>
  who.call(sendDeliveries, { body: { phoneId: phone, sentAt, rows } })

const load = (who: Persona, id: string) => who.call(loadRun, { params: { id }, body: { phoneId: phone } })

const cases = async () => (await cast.gridLead.call(listDeliveryCases, { query: { stall: stallId } })).rows

const voucherAt = async (door: string) =>
  (await cast.gridLead.call(readVoucher, { params: { id: orders[door]!.orderId } })).voucher!

const cancel = (door: string) =>
  cast.gridLead.call(cancelOrder, { params: { id: orders[door]!.orderId }, body: { revision: 1 } })

beforeEach(async () => {
  app.kernel.clock = clock
  cast = await makeCast(app)
  carrier = await aVolunteer(app, cast, '小林', '2')
  ;({ stallId, orders } = await ordersToCarry(app, cast, '2', DOORS))
  runId = await aRun(cast, stallId, '2', carrier)
  await load(carrier, runId)
})

describe('somebody who carries nothing', () => {
  test('opens no case, crosses into no grid and leaves nothing on another’s run', async () => {
    for (const who of [cast.resident, cast.stranger]) {
      const { rows } = await send(who, [row(null, '中区3号'), row(runId, '中区3号')])
      expect(rows.map(({ verdict, outcome }) => `${verdict} ${outcome}`)).toEqual(Array(2).fill('wrong-grid noted'))
    }
    expect(await cases()).toEqual([])
    expect((await cast.gridLead.call(listScans, { query: { stall: stallId } })).total).toBe(0)
    const { rows: log } = await cast.secretary.call(listAudit, { query: { size: 200 } })
    expect(log.filter(({ action }) => action.startsWith('delivery.'))).toEqual([])
  })
})

describe('eight digits', () => {
  test('say nothing of bags that another carries, however many are tried', async () => {
    const other = await aVolunteer(app, cast, '小陈', '2')
    const elsewhere = await ordersToCarry(app, cast, '2', ['中区9号'])
    const own = await aRun(cast, elsewhere.stallId, '2', other)
    await load(other, own)
    await send(carrier, [row(runId, '中区1号')])
    const guessed = DOORS.flatMap((door) =>
      [own, runId, null].map((run) => row(run, door, { code: orders[door]!.shortCode })),
    )
    const { rows } = await send(other, guessed)
    expect(rows.map(({ verdict, outcome, deliveredByName }) => [verdict, outcome, deliveredByName])).toEqual(
      guessed.map(() => ['unknown', 'noted', null]),
    )
    expect(await cases()).toEqual([])
  })

  test('of a bag that one carried are a case when its run is over or its voucher another', async () => {
    const [anew, late] = ['中区1号', '中区2号'].map((door) => row(runId, door, { code: orders[door]!.shortCode }))
    await cast.gridLead.call(reissueVoucher, { params: { id: orders['中区1号']!.orderId }, body: { reason: '丢了' } })
    await carrier.call(moveRun, { params: { id: runId }, body: { to: 'ended' } })
    goOn(1000)
    const { rows } = await send(carrier, [anew!, { ...late!, at: now() }])
    expect(rows.map(({ verdict, outcome }) => `${verdict} ${outcome}`)).toEqual(['revoked case', 'wrong-route case'])
  })
})

test('a bag of another’s way is not on mine because I said that I failed with it', async () => {
  const other = await aVolunteer(app, cast, '小陈', '2')
  const elsewhere = await ordersToCarry(app, cast, '2', ['中区9号'])
  await load(other, await aRun(cast, elsewhere.stallId, '2', other))
  const code = elsewhere.orders['中区9号']!.digits
  const { rows } = await send(carrier, [
    row(runId, '中区1号', { code, act: 'failed', why: 'absent' }),
    row(runId, '中区1号', { code }),
  ])
  expect(rows.map(({ verdict, outcome }) => `${verdict} ${outcome}`)).toEqual(['wrong-route noted', 'wrong-route case'])
})

describe('a case', () => {
  test('is settled by somebody else than who made it', async () => {
    const worker = await addPersona(app, cast.communityId, '小吴', 'grid-worker', { gridId: cast.grids['2']! })
    await send(worker, [row(null, '中区1号')])
    const [one] = await cases()
    const settle = (who: Persona) =>
      who.call(settleDeliveryCase, { params: { id: one!.id }, body: { note: '收到了', delivered: true } })
    expect(await refusalOf(settle(worker))).toBe('not-allowed')
    expect((await voucherAt('中区1号')).state).toBe('live')
    expect((await settle(cast.gridLead)).state).toBe('settled')
    expect((await voucherAt('中区1号')).state).toBe('delivered')
  })

  test('is opened once, however often the same is done again', async () => {
    const again = Array.from({ length: 50 }, () => row(runId, '中区1号'))
    await send(carrier, [...again, ...again.map(() => row(runId, '中区2号', { act: 'failed', why: 'damaged' }))])
    const { rows } = await send(carrier, [row(runId, '中区1号')])
    expect(rows[0]).toMatchObject({ outcome: 'case', verdict: 'already-delivered' })
    expect((await cases()).map(({ kind, door }) => `${door} ${kind}`).toSorted()).toEqual([
      '中区1号 twice',
      '中区2号 damaged',
    ])
  })

  test('of an old voucher counts for the one given in its place', async () => {
    await cast.gridLead.call(reissueVoucher, { params: { id: orders['中区1号']!.orderId }, body: { reason: '丢了' } })
    await send(carrier, [row(runId, '中区1号')])
    const [one] = await cases()
    expect(one).toMatchObject({ kind: 'revoked' })
    await cast.gridLead.call(settleDeliveryCase, {
      params: { id: one!.id },
      body: { note: '送到了', delivered: true },
    })
    expect((await voucherAt('中区1号')).state).toBe('delivered')
  })
})

describe('a bag', () => {
  test('whose voucher is given anew stays on the way it is on', async () => {
    const { orderId } = orders['中区1号']!
    const { voucher } = await cast.gridLead.call(reissueVoucher, { params: { id: orderId }, body: { reason: '丢了' } })
    const { stops } = await load(carrier, runId)
    expect(stops.find(({ door }) => door === '中区1号')!.shortCode).toBe(voucher.shortCode)
    const { rows } = await send(carrier, [row(runId, '中区1号', { code: voucher.digits })])
    expect(rows[0]).toMatchObject({ outcome: 'counted', verdict: 'deliverable' })
  })

  test('that has reached its door is not cancelled, alone or with its stall, nor sold anew', async () => {
    await send(carrier, [row(runId, '中区1号')])
    expect(await refusalOf(cancel('中区1号'))).toBe('already-settled')
    const move = (to: 'open' | 'called-off') =>
      cast.gridLead.call(moveStall, { params: { id: stallId }, body: { to, reason: '弄错了' } })
    expect(await refusalOf(move('called-off'))).toBe('already-settled')
    expect(await refusalOf(move('open'))).toBe('already-settled')
    expect((await cancel('中区2号')).state).toBe('cancelled')
  })

  test('that is cancelled and handed over at once is one of both, and if both a case says so', async () => {
    for (const door of DOORS) {
      const [cancelled, told] = await Promise.all([refusalOf(cancel(door)), send(carrier, [row(runId, door)])])
      const outcome = told.rows[0]!.outcome
      expect([door, cancelled, outcome]).toEqual([
        door,
        ...(cancelled === null ? [null, 'case'] : ['already-settled', 'counted']),
      ])
    }
    const { rows } = await cast.gridLead.call(listOrders, { params: { id: stallId }, query: { state: 'cancelled' } })
    expect((await cases()).map(({ door }) => door).toSorted()).toEqual(rows.map(({ door }) => door).toSorted())
  })

  test('is never handed over before its run, whatever the phone’s clock says, and not after its last day', async () => {
    const { shortCode } = orders['中区2号']!
    await send(carrier, [row(runId, '中区1号', { at: '2001-01-01T00:00:00.000Z' })])
    const { stops, run } = await load(carrier, runId)
    expect(stops.find(({ door }) => door === '中区1号')!.deliveredAt).toBe(run.designatedAt)
    goOn(5 * DAY)
    const { rows } = await send(carrier, [row(runId, '中区2号'), row(runId, '中区2号', { code: shortCode })])
    expect(rows.map(({ verdict }) => verdict)).toEqual(['expired', 'expired'])
  })

  test('of a stall that is put off is taken at its door, printed label and all', async () => {
    const { items, ...stall } = await cast.gridLead.call(readStall, { params: { id: stallId } })
    const later = (at: string) => new Date(Date.parse(at) + 5 * DAY).toISOString()
    await cast.gridLead.call(saveStall, {
      params: { id: stallId },
      body: {
        ...stall,
        items,
        deliverFrom: later(stall.deliverFrom),
        deliverUntil: later(stall.deliverUntil),
      },
    })
    goOn(5 * DAY)
    expect((await voucherAt('中区1号')).lastDay > civilDay(app.kernel.clock())).toBe(true)
    expect((await send(carrier, [row(runId, '中区1号')])).rows[0]!.outcome).toBe('counted')
  })
})

test('a run is not taken onto a phone once the credential’s last day is over', async () => {
  const grid = cast.grids['2']!
  const day = civilDay(app.kernel.clock())
  const one = await addPersona(app, cast.communityId, '小黄', 'volunteer', { gridId: grid })
  const whose = { accountId: one.accountId, post: 'volunteer' } as const
  await cast.secretary.call(recordTraining, { body: { id: uuidv7(), ...whose, gridId: grid, day } })
  await cast.secretary.call(issueCredential, {
    body: { id: uuidv7(), ...whose, gridIds: [grid], validFrom: day, validUntil: day },
  })
  const elsewhere = await ordersToCarry(app, cast, '2', ['中区9号'])
  const id = await aRun(cast, elsewhere.stallId, '2', one)
  expect((await load(one, id)).stops).toHaveLength(1)
  goOn(DAY)
  expect(await refusalOf(load(one, id))).toBe('not-a-carrier')
})
