import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { listAudit } from '@gezhong/shared/audit/contract'
import { setOffice } from '@gezhong/shared/grid/communities/contract'
import { listTeam, revokeRole } from '@gezhong/shared/grid/team/contract'
import { listCredentials, revokeCredential } from '@gezhong/shared/grid/credentials/contract'
import { sendPayments } from '@gezhong/shared/supplies/payments/contract'
import { rotateSigningKey, withdrawSigningKey } from '@gezhong/shared/grid/signing-keys/contract'
import { readCode } from '@gezhong/shared/signed-code'
import {
  listDeliveryCases,
  listScans,
  loadRun,
  ownRuns,
  revealStopPhone,
  sendDeliveries,
  settleDeliveryCase,
  type DeliveryRow,
} from '@gezhong/shared/supplies/deliveries/contract'
import { cancelOrder } from '@gezhong/shared/supplies/orders/contract'
import {
  designateRun,
  listCarriers,
  listRuns,
  moveRun,
  proposeRun,
  readRun,
} from '@gezhong/shared/supplies/runs/contract'
import { shareArrivals } from '@gezhong/shared/supplies/shortage/contract'
import { readStall, saveStall } from '@gezhong/shared/supplies/stalls/contract'
import { readVoucher, reissueVoucher } from '@gezhong/shared/supplies/vouchers/contract'
import { uuidv7 } from 'uuidv7'
import { aRun, aVolunteer, deliveryRow, ordersToCarry, type Ordered } from '../../../test/a-run.ts'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { addPersona, makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'
import { transactAsSystem } from '../../database/transact.ts'
import { addPhone } from '../../people/resident-sign-in/queries.ts'

const DOORS = ['中区1号', '中区2号', '中区3号', '中区8号'] as const

let app: TestApp
let cast: Cast
let carrier: Persona
let other: Persona
let stallId: string
let itemId: string
let orders: Record<string, Ordered>

beforeAll(async () => {
  app = await startTestApp()
})

afterAll(() => app.close())

beforeEach(async () => {
  cast = await makeCast(app)
  carrier = await aVolunteer(app, cast, '小林', '2')
  other = await aVolunteer(app, cast, '小陈', '2')
  ;({ stallId, itemId, orders } = await ordersToCarry(app, cast, '2', DOORS))
})

const phone = uuidv7()
const now = () => app.kernel.clock().toISOString()

const row = (runId: string | null, door: string, over: Partial<DeliveryRow> = {}) =>
  deliveryRow({ runId, code: orders[door]!.digits, at: now() }, over)

const send = (who: Persona, rows: DeliveryRow[], phoneId = phone) =>
  who.call(sendDeliveries, { body: { phoneId, sentAt: now(), rows } })

const load = (who: Persona, id: string, over: object = {}) =>
  who.call(loadRun, { params: { id }, body: { phoneId: phone, ...over } })

describe('a voucher', () => {
  test('stands for an order from the cut-off on, for who may act for the household, and says nothing about it', async () => {
    const { orderId, digits } = orders['中区3号']!
    const { voucher } = await cast.resident.call(readVoucher, { params: { id: orderId } })
    expect(voucher).toMatchObject({ digits, state: 'live', deliveredAt: null })
    expect(readCode(digits)?.claims).toMatchObject({ kind: 'voucher', gridCode: '2-1-1' })
    expect(await refusalOf(cast.otherLead.call(readVoucher, { params: { id: orderId } }))).toBe('not-found')
    await cast.secretary.call(cancelOrder, { params: { id: orderId }, body: { revision: 1 } })
    expect((await cast.resident.call(readVoucher, { params: { id: orderId } })).voucher).toBeNull()
  })

  test('is given anew by who keeps the stall, and the old one is refused', async () => {
    const { orderId, digits, shortCode } = orders['中区3号']!
    const runId = await aRun(cast, stallId, '2', carrier)
    const params = { id: orderId }
    expect(await refusalOf(cast.resident.call(reissueVoucher, { params, body: { reason: '丢了' } }))).toBe(
      'not-allowed',
    )
    const { voucher } = await cast.gridLead.call(reissueVoucher, { params, body: { reason: '标签丢了' } })
    expect(voucher.digits).not.toBe(digits)
    await load(carrier, runId)
    const { rows } = await send(carrier, [
      row(runId, '中区3号', { act: 'turned-away' }),
      row(runId, '中区3号', { act: 'turned-away', code: shortCode }),
    ])
    expect(rows.map(({ verdict }) => verdict)).toEqual(['revoked', 'revoked'])
    const { rows: log } = await cast.secretary.call(listAudit, { query: { size: 200 } })
    expect(log.some(({ action }) => action === 'voucher.reissued')).toBe(true)
  })

  test('holds after the key was changed, and no more once its key is withdrawn', async () => {
    const runId = await aRun(cast, stallId, '2', carrier)
    await load(carrier, runId)
    const verdict = async () => (await send(carrier, [row(runId, '中区1号', { act: 'turned-away' })])).rows[0]!.verdict
    const first = { params: { number: 0 }, body: { reason: '备份丢了' } }
    // Both volunteers of this file carry a credential.
    const live = { vouchers: DOORS.length, credentials: 2 }
    expect(await refusalOf(cast.secretary.call(withdrawSigningKey, first))).toBe('already-settled')
    expect((await cast.secretary.call(rotateSigningKey)).keys).toMatchObject([
      { keyNumber: 1, signs: true, ...live },
      { keyNumber: 0, signs: false, ...live },
    ])
    expect(await verdict()).toBe('deliverable')
    expect((await cast.secretary.call(withdrawSigningKey, first)).keys).toMatchObject([
      { keyNumber: 1, ...live },
      { keyNumber: 0, withdrawnAt: expect.any(String), vouchers: 0, credentials: 0 },
    ])
    const { rows: log } = await cast.secretary.call(listAudit, { query: { size: 200 } })
    expect(log.find(({ action }) => action === 'signing-key.withdrawn')?.detail).toBe('第 1 把：备份丢了')
    expect(await verdict()).toBe('forged')
    const { voucher } = await cast.secretary.call(readVoucher, { params: { id: orders['中区1号']!.orderId } })
    orders['中区1号']!.digits = voucher!.digits
    expect(await verdict()).toBe('deliverable')
  })
})

describe('a run', () => {
  test('is proposed, designated, walked and ended; what is left is free for another', async () => {
    const [params, grid] = [{ id: stallId }, cast.grids['2']!]
    const { stops } = await cast.gridLead.call(proposeRun, { params, query: { grid } })
    expect(stops.map(({ door }) => door).toSorted()).toEqual([...DOORS].toSorted())
    const { carriers } = await cast.gridLead.call(listCarriers, { params, query: { grid } })
    expect(carriers.map(({ displayName }) => displayName)).toEqual(expect.arrayContaining(['小林', '小陈']))
    const runId = await aRun(cast, stallId, '2', carrier)
    expect((await cast.gridLead.call(proposeRun, { params, query: { grid } })).stops).toEqual([])
    expect((await cast.gridLead.call(listRuns, { params })).unassigned).toBe(0)
    const sheet = await load(carrier, runId)
    expect(sheet.stops.map(({ door }) => door)).toEqual(stops.map(({ door }) => door))
    expect(sheet.run).toMatchObject({ state: 'started', bags: 4, delivered: 0 })
    expect(sheet.keys).toHaveLength(1)
    await send(carrier, [row(runId, '中区1号')])
    await carrier.call(moveRun, { params: { id: runId }, body: { to: 'ended' } })
    const { runs, unassigned } = await cast.gridLead.call(listRuns, { params })
    expect(runs).toMatchObject([{ state: 'ended', bags: 4, delivered: 1 }])
    expect(unassigned).toBe(3)
    expect((await carrier.call(ownRuns)).runs).toMatchObject([{ id: runId, state: 'ended' }])
    expect((await other.call(ownRuns)).runs).toEqual([])
  })

  test('has in each bag what is really in it', async () => {
    const stall = await cast.secretary.call(readStall, { params: { id: stallId } })
    const body = { ...stall, payCode: 'wxp://f2f0someone' }
    const { revision } = await cast.secretary.call(saveStall, { params: { id: stallId }, body })
    // Two 斤 for four doors that wanted one each: nothing comes of half of them.
    await cast.secretary.call(shareArrivals, {
      params: { id: stallId },
      body: { revision, arrivals: [{ itemId, arrivedMilli: 2000, way: 'first-come' }] },
    })
    const { stops, payCode } = await load(carrier, await aRun(cast, stallId, '2', carrier))
    expect(payCode).toBe('wxp://f2f0someone')
    const inBag = stops.map(({ goods }) => goods.map(({ name, milli }) => `${name} ${milli}`).join())
    expect(inBag.toSorted()).toEqual(['', '', '大白菜 1000', '大白菜 1000'])
  })

  test('keeps the order it was given for the next time', async () => {
    const [grid, params] = [cast.grids['2']!, { id: stallId }]
    const { stops } = await cast.gridLead.call(proposeRun, { params, query: { grid } })
    const turned = stops.map(({ voucherId }) => voucherId).toReversed()
    const body = { stallId, gridId: grid, carrierId: carrier.accountId, revision: 0, voucherIds: turned }
    const id = uuidv7()
    await cast.gridLead.call(designateRun, { params: { id }, body })
    await cast.gridLead.call(moveRun, { params: { id }, body: { to: 'called-off' } })
    const again = await cast.gridLead.call(proposeRun, { params, query: { grid } })
    expect(again.asWalked).toBe(true)
    expect(again.stops.map(({ voucherId }) => voucherId)).toEqual(turned)
  })

  test('is not given twice, nor to somebody without a post there, nor by another grid', async () => {
    await aRun(cast, stallId, '2-2', carrier)
    const [grid, params] = [cast.grids['2']!, { id: stallId }]
    const { stops } = await cast.gridLead.call(proposeRun, { params, query: { grid } })
    expect(stops).toHaveLength(3)
    const body = {
      stallId,
      gridId: grid,
      carrierId: other.accountId,
      revision: 0,
      voucherIds: stops.map(({ voucherId }) => voucherId),
    }
    const id = uuidv7()
    const give = (who: Persona, over: object = {}) =>
      refusalOf(who.call(designateRun, { params: { id }, body: { ...body, ...over } }))
    expect(await give(cast.gridLead, { carrierId: cast.resident.accountId })).toBe('not-a-carrier')
    expect(await give(cast.otherLead)).toBe('not-found')
    expect(await give(cast.gridWorker)).toBe('not-allowed')
    const { stops: taken } = await cast.gridLead.call(readRun, {
      params: { id: (await cast.gridLead.call(listRuns, { params })).runs[0]!.id },
    })
    expect(await give(cast.gridLead, { voucherIds: [taken[0]!.voucherId] })).toBe('in-another-run')
    const first = cast.gridLead.call(designateRun, { params: { id }, body })
    const second = cast.gridLead.call(designateRun, { params: { id: uuidv7() }, body })
    const outcomes = (await Promise.allSettled([first, second])).map(({ status }) => status)
    expect(outcomes.toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  test('is walked by a volunteer only with a credential for its grid, and ends with it', async () => {
    const bare = await addPersona(app, cast.communityId, '小黄', 'volunteer', { gridId: cast.grids['2']! })
    await expect(aRun(cast, stallId, '2', bare)).rejects.toMatchObject({ code: 'not-a-carrier' })
    const runId = await aRun(cast, stallId, '2', carrier)
    await load(carrier, runId)
    const { carriers } = await cast.secretary.call(listCredentials)
    const { credential } = carriers.find(({ accountId }) => accountId === carrier.accountId)!
    await cast.secretary.call(revokeCredential, { params: { id: credential!.id }, body: { reason: '证丢了' } })
    expect((await send(carrier, [row(runId, '中区1号', { act: 'turned-away' })])).wipe).toEqual([runId])
    expect(await refusalOf(load(carrier, runId))).toBe('already-settled')
  })

  test('lets its volunteer take the money of its own doors, and of no others', async () => {
    const elsewhere = await ordersToCarry(app, cast, '2', ['中区9号'])
    const runId = await aRun(cast, stallId, '2', carrier)
    await load(carrier, runId)
    const paid = (orderId: string) => ({ id: uuidv7(), orderId, way: 'cash' as const, takenFen: 150, at: now() })
    const payments = [paid(orders['中区1号']!.orderId), paid(elsewhere.orders['中区9号']!.orderId)]
    const { verdicts } = await carrier.call(sendPayments, { body: { sentAt: now(), payments } })
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['recorded', 'unknown'])
    const sheet = await load(carrier, runId)
    expect(sheet.stops.find(({ door }) => door === '中区1号')).toMatchObject({ amountFen: 150, owedFen: 0 })
    expect(sheet.stops.find(({ door }) => door === '中区2号')).toMatchObject({ amountFen: 150, owedFen: 150 })
  })

  test('is held by one phone at a time', async () => {
    const runId = await aRun(cast, stallId, '2', carrier)
    await load(carrier, runId)
    const second = uuidv7()
    expect(await refusalOf(load(carrier, runId, { phoneId: second }))).toBe('held-elsewhere')
    await load(carrier, runId, { phoneId: second, takeOver: true })
    expect((await send(carrier, [row(runId, '中区1号')])).wipe).toEqual([runId])
    expect(await refusalOf(load(other, runId))).toBe('not-found')
  })

  test('ends with the post of who carries it; what was done before still counts', async () => {
    const runId = await aRun(cast, stallId, '2', carrier)
    await load(carrier, runId)
    const before = row(runId, '中区1号')
    const { members } = await cast.secretary.call(listTeam)
    const { grantId } = members.find(({ accountId }) => accountId === carrier.accountId)!
    const began = app.kernel.clock()
    app.kernel.clock = () => new Date(began.getTime() + 60_000)
    await cast.secretary.call(revokeRole, { params: { id: grantId } })
    app.kernel.clock = () => new Date(began.getTime() + 120_000)
    const answer = await send(carrier, [before, row(runId, '中区2号')])
    expect(answer.rows.map(({ outcome }) => outcome)).toEqual(['counted', 'case'])
    expect(answer.wipe).toEqual([runId])
    expect((await cast.gridLead.call(listRuns, { params: { id: stallId } })).unassigned).toBe(3)
  })
})

describe('deliveries', () => {
  let runId: string

  beforeEach(async () => {
    runId = await aRun(cast, stallId, '2', carrier)
    await load(carrier, runId)
  })

  test('count once, however often they are sent, and in whatever pieces', async () => {
    const rows = [row(runId, '中区1号'), row(runId, '中区2号'), row(runId, '中区3号')]
    const answers = await Promise.all([send(carrier, rows), send(carrier, rows.slice(1)), send(carrier, rows)])
    for (const { rows: told } of answers)
      expect(told.map(({ outcome, verdict }) => `${outcome} ${verdict}`)).toEqual(told.map(() => 'counted deliverable'))
    const { runs } = await cast.gridLead.call(listRuns, { params: { id: stallId } })
    expect(runs).toMatchObject([{ delivered: 3, failed: 0 }])
    expect((await cast.gridLead.call(listScans, { query: { stall: stallId } })).total).toBe(3)
  })

  test('of one voucher by two people at once count once; the later is a case', async () => {
    const mine = row(runId, '中区1号')
    const theirs = row(null, '中区1号')
    const [first, second] = await Promise.all([send(carrier, [mine]), send(other, [theirs])])
    expect(first.rows[0]).toMatchObject({ outcome: 'counted' })
    expect(second.rows[0]!.outcome).toBe('case')
    const { rows } = await cast.gridLead.call(listDeliveryCases, { query: { stall: stallId } })
    expect(rows).toMatchObject([{ state: 'open', door: '中区1号', carrierName: '小陈' }])
    expect(['twice', 'not-on-way']).toContain(rows[0]!.kind)
  })

  test('taken over by another phone: the first received counts, the later is a case of the grid lead', async () => {
    await load(carrier, runId, { phoneId: uuidv7(), takeOver: true })
    const [early, late] = [row(runId, '中区1号'), row(runId, '中区1号')]
    expect((await send(carrier, [late])).rows[0]!.outcome).toBe('counted')
    const answer = await send(carrier, [early])
    expect(answer.rows[0]).toMatchObject({ outcome: 'case', verdict: 'already-delivered', deliveredByName: '小林' })
    const { rows } = await cast.gridLead.call(listDeliveryCases, { query: { stall: stallId, state: 'open' } })
    const settled = await cast.gridLead.call(settleDeliveryCase, {
      params: { id: rows[0]!.id },
      body: { note: '两部手机都点了，只送了一袋' },
    })
    expect(settled).toMatchObject({ kind: 'twice', state: 'settled', settledByName: expect.any(String) })
    const again = cast.gridLead.call(settleDeliveryCase, { params: { id: rows[0]!.id }, body: { note: '再来' } })
    expect(await refusalOf(again)).toBe('already-settled')
  })

  test('fail with a reason, are tried again, and can be taken back by who made them', async () => {
    const failed = { act: 'failed', why: 'absent' } as const
    const refused = { act: 'failed', why: 'refused' } as const
    const stopAt = async (at: string) => (await load(carrier, runId)).stops.find(({ door }) => door === at)
    await send(carrier, [row(runId, '中区1号', failed), row(runId, '中区2号', failed), row(runId, '中区2号', refused)])
    expect(await stopAt('中区1号')).toMatchObject({ failedWhy: 'absent', tries: 1 })
    expect(await stopAt('中区2号')).toMatchObject({ failedWhy: 'refused', tries: 2 })
    await send(carrier, [row(runId, '中区1号', failed)])
    expect(await stopAt('中区1号')).toMatchObject({ failedWhy: 'absent', tries: 2 })
    const { rows: cases } = await cast.gridLead.call(listDeliveryCases, { query: { stall: stallId } })
    expect(cases.map(({ kind }) => kind)).toEqual(['refused'])
    await send(carrier, [row(runId, '中区1号')])
    expect((await send(other, [row(null, '中区1号', { act: 'undone' })])).rows[0]!.outcome).toBe('refused')
    expect((await send(carrier, [row(runId, '中区1号', { act: 'undone' })])).rows[0]!.outcome).toBe('counted')
    expect((await load(carrier, runId)).stops.find(({ door }) => door === '中区1号')!.deliveredAt).toBeNull()
  })

  test('in part say what was missing, to the people who keep the stall', async () => {
    await send(carrier, [row(runId, '中区1号', { missing: [{ itemId, milli: 500 }] })])
    const { rows: log } = await cast.secretary.call(listAudit, { query: { size: 200 } })
    expect(log.find(({ action }) => action === 'delivery.counted')).toMatchObject({ byName: '小林' })
    const { rows } = await cast.gridLead.call(listDeliveryCases, { query: { stall: stallId } })
    expect(rows).toMatchObject([{ kind: 'partial', missing: [{ name: '大白菜', milli: 500 }] }])
    expect((await load(carrier, runId)).stops.find(({ door }) => door === '中区1号')!.deliveredAt).not.toBeNull()
  })

  test('against what the server knows are kept and become cases, never lost', async () => {
    const { orderId } = orders['中区2号']!
    await cast.secretary.call(cancelOrder, { params: { id: orderId }, body: { revision: 1 } })
    const elsewhere = await ordersToCarry(app, cast, '1', ['东区2号'])
    const rows = [
      row(runId, '中区2号'),
      row(runId, '中区3号', { code: elsewhere.orders['东区2号']!.digits }),
      row(runId, '中区3号', {
        code: `${orders['中区3号']!.digits.slice(0, -1)}${(Number(orders['中区3号']!.digits.at(-1)) + 1) % 10}`,
      }),
      row(runId, '中区3号', { code: 'https://example.com', act: 'turned-away' }),
      row(runId, '中区3号', { code: '1234 5678' }),
    ]
    const answer = await send(carrier, rows)
    expect(answer.rows.map(({ verdict, outcome }) => `${verdict} ${outcome}`)).toEqual([
      'cancelled case',
      'wrong-grid case',
      'forged noted',
      'unknown noted',
      'unknown noted',
    ])
    const { rows: log } = await cast.secretary.call(listAudit, { query: { size: 200 } })
    expect(log.some(({ action }) => action === 'delivery.crossing')).toBe(true)
    const crossings = await cast.gridLead.call(listScans, { query: { stall: stallId, verdict: 'wrong-grid' } })
    expect(crossings.rows).toMatchObject([{ carrierName: '小林', door: null }])
  })

  test('of another person’s id or a changed row are refused, and the first stands', async () => {
    const first = row(runId, '中区1号')
    await send(carrier, [first])
    expect((await send(carrier, [{ ...first, act: 'undone' }])).rows[0]!.outcome).toBe('refused')
    expect((await send(other, [first])).rows[0]!.outcome).toBe('refused')
    expect((await load(carrier, runId)).run.delivered).toBe(1)
  })

  test('tell somebody without a post there nothing by guessing', async () => {
    await send(carrier, [row(runId, '中区1号')])
    const { rows } = await send(cast.stranger, [
      row(null, '中区1号', { act: 'turned-away', code: orders['中区1号']!.shortCode }),
      row(runId, '中区1号', { act: 'turned-away', code: orders['中区1号']!.digits }),
    ])
    expect(rows).toMatchObject([
      { verdict: 'unknown', deliveredAt: null },
      { deliveredAt: null, deliveredByName: null },
    ])
  })

  test('by a case settled as delivered count for who made them', async () => {
    const theirs = row(null, '中区8号')
    expect((await send(other, [theirs])).rows[0]).toMatchObject({ outcome: 'case', verdict: 'wrong-route' })
    const { rows } = await cast.gridLead.call(listDeliveryCases, { query: { stall: stallId } })
    await cast.gridLead.call(settleDeliveryCase, {
      params: { id: rows[0]!.id },
      body: { note: '小陈顺路带去了', delivered: true },
    })
    const stop = (await load(carrier, runId)).stops.find(({ door }) => door === '中区8号')!
    expect(stop).toMatchObject({ deliveredByName: '小陈' })
  })
})

describe('on the way', () => {
  test('the grid’s lead and who designated the run can be called by the numbers they proved, and the office', async () => {
    const { communityId, gridLead } = cast
    const phone = '13911112222'
    await transactAsSystem(app.kernel, communityId, ({ db, vault, now: verifiedAt }) =>
      addPhone(db, {
        accountId: gridLead.accountId,
        communityId,
        phoneSealed: vault.seal(communityId, phone),
        phoneIndex: vault.phoneIndex(communityId, phone),
        verifiedAt,
      }),
    )
    await cast.secretary.call(setOffice, { body: { place: '村委会一楼', officePhone: '0595-88123456' } })
    const runId = await aRun(cast, stallId, '2', carrier)
    const told = async () => {
      const { rows } = await cast.secretary.call(listAudit, { query: { action: 'run.phone-told' } })
      return rows.map(({ subjectId, byName, detail }) => [subjectId, byName, detail])
    }
    for (const _ of [1, 2])
      expect((await load(carrier, runId)).contacts).toEqual([
        { as: 'lead', name: '陈网格长', phone },
        { as: 'designator', name: '林书记', phone: null },
        { as: 'office', name: '村委会一楼', phone: '0595-88123456' },
      ])
    expect(await told()).toEqual([[gridLead.accountId, '小林', '陈网格长']])
  })

  test('a household is called from its stop, on one’s own started run, and that is on record', async () => {
    const runId = await aRun(cast, stallId, '2', carrier)
    const ask = async (who: Persona, voucherId: string) =>
      who.call(revealStopPhone, { params: { id: runId, voucherId } })
    const [run] = (await cast.gridLead.call(listRuns, { params: { id: stallId } })).runs
    const { stops } = await cast.gridLead.call(readRun, { params: { id: run!.id } })
    const stop = stops.find(({ door }) => door === '中区3号')!
    expect(await refusalOf(ask(carrier, stop.voucherId))).toBe('not-found')
    await load(carrier, runId)
    expect((await ask(carrier, stop.voucherId)).phones).toHaveLength(1)
    expect(await refusalOf(ask(other, stop.voucherId))).toBe('not-found')
    expect(await refusalOf(ask(carrier, uuidv7()))).toBe('not-found')
    await send(carrier, [row(runId, '中区3号')])
    expect(await refusalOf(ask(carrier, stop.voucherId))).toBe('not-found')
    const { rows } = await cast.secretary.call(listAudit, { query: { action: 'household.phone-revealed' } })
    expect(rows).toMatchObject([
      { byName: '小林', subjectId: cast.households['中区3号']!.id, detail: '中区 3 号（送菜时拨打）' },
    ])
    const refused = await cast.secretary.call(listAudit, { query: { action: 'access.refused' } })
    expect(refused.rows).toHaveLength(4)
  })
})
