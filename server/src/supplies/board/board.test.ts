import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { listAudit } from '@gezhong/shared/audit/contract'
import { civilDay } from '@gezhong/shared/civil-day'
import {
  boardBuildings,
  exportSupplyDay,
  listPurchases,
  listUndelivered,
  supplyBoard,
} from '@gezhong/shared/supplies/board/contract'
import {
  listDeliveryCases,
  listScans,
  loadRun,
  sendDeliveries,
  type DeliveryRow,
} from '@gezhong/shared/supplies/deliveries/contract'
import { placeOrder } from '@gezhong/shared/supplies/orders/contract'
import { listBags, packBag } from '@gezhong/shared/supplies/packing/contract'
import { shareArrivals } from '@gezhong/shared/supplies/shortage/contract'
import { moveStall, readStall, saveStall } from '@gezhong/shared/supplies/stalls/contract'
import readXlsx from 'read-excel-file/node'
import { uuidv7 } from 'uuidv7'
import { aRun, aVolunteer, deliveryRow, ordersToCarry, type Ordered } from '../../../test/a-run.ts'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'

const DOORS = ['中区1号', '中区2号', '中区3号', '中区8号'] as const
const HOUR = 3_600_000

let app: TestApp
let cast: Cast
let carrier: Persona
let stallId: string
let itemId: string
let day: string
let orders: Record<string, Ordered>

beforeAll(async () => {
  app = await startTestApp()
})

afterAll(() => app.close())

beforeEach(async () => {
  cast = await makeCast(app)
  carrier = await aVolunteer(app, cast, '小林', '2')
  ;({ stallId, itemId, orders } = await ordersToCarry(app, cast, '2', DOORS))
  day = (await cast.secretary.call(readStall, { params: { id: stallId } })).day
})

const phoneId = uuidv7()
const now = () => app.kernel.clock().toISOString()

const row = (runId: string, code: string, over: Partial<DeliveryRow> = {}) =>
  deliveryRow({ runId, code, at: now() }, over)

/** Two doors are served, one is not at home, one is left; a bag of the first grid is turned away. */
async function carry(): Promise<void> {
  const runId = await aRun(cast, stallId, '2', carrier)
  await carrier.call(loadRun, { params: { id: runId }, body: { phoneId } })
  const foreign = await ordersToCarry(app, cast, '1', ['东区1号'])
  const rows = [
    row(runId, orders['中区1号']!.digits),
    row(runId, orders['中区2号']!.digits, { missing: [{ itemId, milli: 500 }] }),
    row(runId, orders['中区3号']!.digits, { act: 'failed', why: 'absent' }),
    row(runId, foreign.orders['东区1号']!.digits, { act: 'turned-away', verdict: 'wrong-grid' }),
  ]
  await carrier.call(sendDeliveries, { body: { phoneId, sentAt: now(), rows } })
}

const boardOf = (who: Persona) => who.call(supplyBoard, { query: { day } })
const numbersOf = async (who: Persona) => (await boardOf(who)).stalls.find(({ id }) => id === stallId)

async function later(hours: number, then: () => Promise<void>): Promise<void> {
  const { clock } = app.kernel
  app.kernel.clock = () => new Date(clock().getTime() + hours * HOUR)
  try {
    await then()
  } finally {
    app.kernel.clock = clock
  }
}

test('a stall’s day is counted as it goes: come, packed, given to somebody, delivered, tried, late', async () => {
  expect(await numbersOf(cast.secretary)).toMatchObject({
    orders: 4,
    amountFen: 600,
    kinds: 1,
    arrived: 0,
    packed: 0,
    assigned: 0,
    delivered: 0,
    failed: 0,
    late: 0,
    crossings: 0,
    openCases: 0,
  })
  const { revision } = await cast.secretary.call(readStall, { params: { id: stallId } })
  await cast.secretary.call(shareArrivals, {
    params: { id: stallId },
    body: { revision, arrivals: [{ itemId, arrivedMilli: 4000, way: 'equal' }] },
  })
  const { pieces } = await cast.secretary.call(listBags, { params: { id: stallId } })
  const [bag, other] = pieces.flatMap(({ bags }) => bags)
  await cast.secretary.call(packBag, { params: { id: bag!.orderId }, body: { revision: bag!.revision } })
  await cast.secretary.call(packBag, { params: { id: other!.orderId }, body: { revision: other!.revision } })
  await carry()
  expect(await numbersOf(cast.secretary)).toMatchObject({
    kinds: 1,
    arrived: 1,
    packed: 2,
    assigned: 2,
    delivered: 2,
    failed: 1,
    late: 0,
    crossings: 1,
    openCases: 1,
  })
  await later(9, async () => expect(await numbersOf(cast.secretary)).toMatchObject({ late: 2 }))
  const { runs } = await boardOf(cast.secretary)
  expect(runs).toMatchObject([{ carrierName: '小林', bags: 4, delivered: 2, failed: 1 }])
})

test('without a day it is the next that has a stall; one that was called off is no part of it', async () => {
  const today = civilDay(app.kernel.clock())
  expect(await cast.secretary.call(supplyBoard)).toMatchObject({ day: today, stalls: [] })
  const tomorrow = civilDay(new Date(app.kernel.clock().getTime() + 24 * HOUR))
  const { items, ...stall } = await cast.secretary.call(readStall, { params: { id: stallId } })
  const next = uuidv7()
  const body = { ...stall, day: tomorrow, revision: 0, items: items.map((item) => ({ ...item, id: uuidv7() })) }
  await cast.secretary.call(saveStall, { params: { id: next }, body })
  expect(await cast.secretary.call(supplyBoard)).toMatchObject({ day: tomorrow, stalls: [{ id: next }] })
  await cast.secretary.call(moveStall, { params: { id: next }, body: { to: 'open' } })
  await cast.secretary.call(moveStall, { params: { id: next }, body: { to: 'called-off' } })
  expect((await cast.secretary.call(supplyBoard)).stalls).toEqual([])
})

test('everybody sees what lies in their grid', async () => {
  await carry()
  // Nobody said that these were packed, but they were handed over.
  expect(await numbersOf(cast.gridWorker)).toMatchObject({ orders: 3, packed: 2, delivered: 2 })
  expect(await numbersOf(cast.otherLead)).toBeUndefined()
  const asked = { query: { day } }
  expect((await cast.otherLead.call(listUndelivered, asked)).total).toBe(0)
  expect((await cast.otherLead.call(boardBuildings, asked)).buildings).toEqual([])
  expect((await cast.otherLead.call(listPurchases, asked)).purchases).toEqual([])
  expect(await refusalOf(cast.volunteer.call(supplyBoard, asked))).toBe('not-allowed')
  // A piece of a stall is not what a buyer buys by.
  expect((await cast.gridWorker.call(listPurchases, asked)).purchases).toEqual([])
})

test('a crossing is seen by the grid of the run and by that of the bag', async () => {
  await carry()
  const crossings = async (who: Persona) => (await who.call(listScans, { query: { verdict: 'wrong-grid' } })).rows
  const where = { gridCode: '1-1-1', runGridCode: '2' }
  expect(await crossings(cast.gridLead)).toMatchObject([{ door: null, ...where }])
  expect(await crossings(cast.otherLead)).toMatchObject([{ door: '东区1号', ...where }])
  expect((await cast.gridLead.call(listScans, { query: { day } })).total).toBe(4)
  expect((await cast.gridLead.call(listScans, { query: { day: '2021-01-01' } })).total).toBe(0)
  expect((await cast.gridLead.call(listDeliveryCases, { query: { day } })).total).toBe(1)
})

test('the buildings stand in the order of the run, with what is left there', async () => {
  const free = await cast.secretary.call(boardBuildings, { query: { day } })
  expect(free.buildings).toHaveLength(4)
  expect(free.buildings.every(({ runId, bags }) => runId === null && bags === 1)).toBe(true)
  await carry()
  const { buildings } = await cast.secretary.call(boardBuildings, { query: { day } })
  const of = (door: string) => buildings.find(({ buildingId }) => buildingId === cast.households[door]!.buildingId)
  expect(of('中区1号')).toMatchObject({
    bags: 1,
    delivered: 1,
    failed: 0,
    place: [expect.any(Number), expect.closeTo(24.78005)],
  })
  expect(of('中区3号')).toMatchObject({ bags: 1, delivered: 0, failed: 1 })
  expect(new Set(buildings.map(({ runId }) => runId)).size).toBe(1)
})

test('whoever has not got a bag is named, also after the run is over, by what has to be done', async () => {
  const undelivered = async (kind?: 'late' | 'failed' | 'unassigned') =>
    (await cast.gridLead.call(listUndelivered, { query: { day, kind } })).rows.map(({ door }) => door)
  expect(await undelivered('unassigned')).toEqual([...DOORS])
  await carry()
  expect(await undelivered()).toEqual(['中区3号', '中区8号'])
  expect(await undelivered('failed')).toEqual(['中区3号'])
  expect(await undelivered('unassigned')).toEqual([])
  expect(await undelivered('late')).toEqual([])
  await later(9, async () => expect(await undelivered('late')).toEqual(['中区3号', '中区8号']))
  const { rows } = await cast.gridLead.call(listUndelivered, { query: { day, kind: 'failed' } })
  expect(rows).toMatchObject([{ failedWhy: 'absent', tries: 1, carrierName: '小林', runState: 'started' }])
})

test('the same goods of all stalls are one line for who buys them', async () => {
  const { items, ...stall } = await cast.secretary.call(readStall, { params: { id: stallId } })
  const [second, itemOfSecond] = [uuidv7(), uuidv7()]
  const gridId = cast.grids['1']!
  const body = { ...stall, gridId, revision: 0, items: items.map((item) => ({ ...item, id: itemOfSecond })) }
  await cast.secretary.call(saveStall, { params: { id: second }, body })
  await cast.secretary.call(moveStall, { params: { id: second }, body: { to: 'open' } })
  const order = { id: uuidv7(), stallId: second, householdId: cast.households['东区1号']!.id, revision: 0 }
  await cast.secretary.call(placeOrder, {
    body: { ...order, lines: [{ itemId: itemOfSecond, milli: 1500, priceFen: 150 }] },
  })
  const { purchases } = await cast.secretary.call(listPurchases, { query: { day } })
  expect(purchases).toMatchObject([
    { name: '大白菜', unit: '斤', orderedMilli: 5500, arrivedMilli: null, amountFen: 825 },
  ])
  expect(purchases[0]!.stalls.map(({ gridCode, orderedMilli }) => [gridCode, orderedMilli]).toSorted()).toEqual([
    ['1', 1500],
    ['2', 4000],
  ])
  expect((await cast.gridLead.call(listPurchases, { query: { day } })).purchases).toMatchObject([
    { orderedMilli: 4000, stalls: [{ gridCode: '2' }] },
  ])
})

test('the day is taken away as one workbook, with its reason in the audit', async () => {
  await carry()
  const send = (who: Persona, stall?: string) =>
    app.server.inject({
      method: 'POST',
      url: exportSupplyDay.path,
      query: { day, ...(stall === undefined ? {} : { stall }) },
      headers: { authorization: `Bearer ${who.token}` },
      payload: { reason: '向镇里报送菜情况' },
    })
  const reply = await send(cast.gridLead)
  expect(reply.statusCode).toBe(200)
  const sheets = Object.fromEntries((await readXlsx(reply.rawPayload)).map(({ sheet, data }) => [sheet, data.slice(2)]))
  expect(Object.keys(sheets)).toEqual(['菜吧', '采购', '送菜', '没送到', '扫码', '要过目'])
  expect(sheets['菜吧']).toMatchObject([expect.arrayContaining(['爱心菜吧', 4, 6])])
  expect(sheets['采购']).toEqual([['大白菜', '斤', 4, null, 6, '2：4斤']])
  expect(sheets['送菜']).toMatchObject([expect.arrayContaining(['小林', 4, 2, 1])])
  expect(sheets['没送到']!.map(([, door]) => door)).toEqual(['中区3号', '中区8号'])
  expect(sheets['扫码']).toHaveLength(4)
  const moment = expect.stringMatching(/^\d{4}-\d\d-\d\d \d{1,2}:\d\d$/)
  expect(sheets['扫码']![0]!.at(0)).toEqual(moment)
  // Begun, scanned, and not over.
  expect(sheets['送菜']![0]!.slice(-3)).toEqual([moment, moment, null])
  expect(sheets['要过目']).toMatchObject([expect.arrayContaining(['中区2号', '少给了', '大白菜 0.5斤'])])
  const { rows } = await cast.secretary.call(listAudit, { query: { size: 200 } })
  expect(rows.find(({ action }) => action === 'delivery.exported')!.detail).toContain('向镇里报送菜情况')
  expect((await send(cast.otherLead, stallId)).statusCode).toBe(404)
})
