import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { cancelOrder, orderHistory } from '@gezhong/shared/supplies/orders/contract'
import { findBag, listBags, packBag, unpackBag, weighLine } from '@gezhong/shared/supplies/packing/contract'
import { readShortage, shareArrivals } from '@gezhong/shared/supplies/shortage/contract'
import { moveStall } from '@gezhong/shared/supplies/stalls/contract'
import { readVoucher, reissueVoucher } from '@gezhong/shared/supplies/vouchers/contract'
import { aClosedStall, faultsOf, type ClosedStall } from '../../../test/a-closed-stall.ts'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'

let app: TestApp
let cast: Cast
let stall: ClosedStall

beforeAll(async () => {
  app = await startTestApp()
})

afterAll(() => app.close())

beforeEach(async () => {
  cast = await makeCast(app)
  stall = await aClosedStall(app, cast, { 中区1号: 2, 中区3号: 3, 中区8号: 2 })
})

const bags = async (who: Persona = cast.gridLead) => who.call(listBags, { params: { id: stall.stallId } })

const bag = async (door: string) =>
  (await bags()).pieces.flatMap((piece) => piece.bags).find((one) => one.door === door)!

const weigh = (door: string, weighedMilli: number | null, over: object = {}, who: Persona = cast.gridLead) =>
  who.call(weighLine, {
    params: { id: stall.orders[door]!, itemId: stall.items.cabbage },
    body: { dueMilli: { 中区1号: 2000, 中区3号: 3000, 中区8号: 2000 }[door]!, weighedMilli, ...over },
  })

const pack = async (door: string, revision?: number, who: Persona = cast.gridLead) =>
  who.call(packBag, {
    params: { id: stall.orders[door]! },
    body: { revision: revision ?? (await bag(door)).revision },
  })

const share = async (arrivedMilli: number) =>
  cast.gridLead.call(shareArrivals, {
    params: { id: stall.stallId },
    body: {
      revision: (await cast.gridLead.call(readShortage, { params: { id: stall.stallId } })).revision,
      arrivals: [{ itemId: stall.items.cabbage, arrivedMilli, way: 'equal' }],
    },
  })

describe('a pick list', () => {
  test('goes by piece of the grid and door, with what is given and its totals; others see their part', async () => {
    await share(5000)
    const { pieces, mayPack, over } = await bags()
    expect([mayPack, over]).toEqual([true, true])
    expect(pieces.map(({ gridCode, bags: all }) => [gridCode, all.map(({ door }) => door)])).toEqual([
      ['2-1-1', ['中区1号', '中区3号']],
      ['2-2-1', ['中区8号']],
    ])
    expect(pieces[0]!.totals).toEqual([
      { itemId: stall.items.cabbage, name: '大白菜', unit: '斤', milli: 3500, leftMilli: 3500 },
    ])
    expect(pieces[0]!.bags[0]!.lines).toMatchObject([{ milli: 2000, dueMilli: 2000, givenMilli: 2000, amountFen: 300 }])
    const doorsOf = async (who: Persona) => (await bags(who)).pieces.flatMap((one) => one.bags.map(({ door }) => door))
    expect(await doorsOf(cast.gridWorker)).toEqual(['中区1号', '中区3号'])
    expect((await bags(cast.gridWorker)).mayPack).toBe(false)
    expect(await doorsOf(cast.hubHousehold)).toEqual(['中区1号'])
    expect(await refusalOf(bags(cast.otherLead))).toBe('not-found')
  })
})

describe('a weight', () => {
  test('is what is owed, stays in the history, and far from what is due is asked again', async () => {
    const weighed = await weigh('中区1号', 2100)
    expect(weighed.lines[0]).toMatchObject({ weighedMilli: 2100, givenMilli: 2100, amountFen: 315 })
    expect(weighed.amountFen).toBe(315)
    expect((await weigh('中区1号', 2100)).revision).toBe(weighed.revision)
    expect(await refusalOf(weigh('中区1号', 1500))).toBe('far-off')
    expect((await weigh('中区1号', 1500, { sure: true })).amountFen).toBe(225)
    expect((await weigh('中区1号', null)).amountFen).toBe(300)
    const { changes } = await cast.gridLead.call(orderHistory, { params: { id: stall.orders['中区1号']! } })
    expect(changes.map(({ amountFen, source }) => [amountFen, source])).toEqual([
      [300, 'stall'],
      [225, 'stall'],
      [315, 'stall'],
      [300, 'proxy'],
    ])
    expect(await faultsOf(app, cast)).toEqual([])
  })

  test('counts against the share it was weighed for, and goes when that changes', async () => {
    await weigh('中区1号', 2100)
    await weigh('中区3号', 2900)
    await share(6000)
    // The first still gets all of it; the second gets less, so that its weight is none any more.
    expect((await bag('中区1号')).lines[0]!.weighedMilli).toBe(2100)
    expect((await bag('中区3号')).lines[0]).toMatchObject({ weighedMilli: null, givenMilli: 2000 })
    expect(await refusalOf(weigh('中区3号', 2000))).toBe('changed-meanwhile')
    expect((await weigh('中区3号', 1950, { dueMilli: 2000 })).amountFen).toBe(293)
  })

  test('is entered by who keeps the stall, after its orders are closed', async () => {
    expect(await refusalOf(weigh('中区1号', 2000, {}, cast.gridWorker))).toBe('not-allowed')
    expect(await refusalOf(weigh('中区1号', 2000, {}, cast.otherLead))).toBe('not-found')
    await cast.gridLead.call(moveStall, { params: { id: stall.stallId }, body: { to: 'open' } })
    expect(await refusalOf(weigh('中区1号', 2100))).toBe('not-closed')
  })
})

describe('a bag', () => {
  test('is packed by who saw it as it is, opened again, and says who and when', async () => {
    const { revision } = await bag('中区1号')
    await weigh('中区1号', 2100)
    expect(await refusalOf(pack('中区1号', revision))).toBe('changed-meanwhile')
    const packed = await pack('中区1号')
    expect([packed.packedByName, packed.changedSince]).toEqual(['陈网格长', false])
    expect((await pack('中区1号')).packedAt).toBe(packed.packedAt)
    expect((await bags()).pieces.map((piece) => piece.packed)).toEqual([1, 0])
    expect((await bags()).pieces[0]!.totals[0]).toMatchObject({ milli: 5100, leftMilli: 3000 })
    const params = { id: stall.orders['中区1号']! }
    expect((await cast.gridLead.call(unpackBag, { params })).packedAt).toBeNull()
    expect(await refusalOf(cast.gridLead.call(unpackBag, { params }))).toBe('already-settled')
  })

  test('says so when its order changed after it was packed, and leaves the list when it is opened', async () => {
    await pack('中区1号')
    await weigh('中区1号', 2100)
    const changed = await bag('中区1号')
    expect(changed.changedSince).toBe(true)
    expect((await bags()).pieces[0]!.packed).toBe(0)
    expect((await pack('中区1号')).changedSince).toBe(false)
    const { revision } = await bag('中区1号')
    const params = { id: stall.orders['中区1号']! }
    await cast.gridLead.call(cancelOrder, { params, body: { revision } })
    const cancelled = await bag('中区1号')
    expect([cancelled.state, cancelled.changedSince, cancelled.lines]).toEqual(['cancelled', true, []])
    expect(await refusalOf(pack('中区1号'))).toBe('already-settled')
    await cast.gridLead.call(unpackBag, { params })
    expect(await bag('中区1号')).toBeUndefined()
  })

  test('is packed once by two who pack it at once, and weighed lines of both count', async () => {
    const { revision } = await bag('中区3号')
    const two = await Promise.all([pack('中区3号', revision), pack('中区3号', revision, cast.secretary)])
    expect(two[0].packedByName).toBe(two[1].packedByName)
    await Promise.all([weigh('中区1号', 2100), weigh('中区8号', 1900, {}, cast.secretary)])
    expect([(await bag('中区1号')).amountFen, (await bag('中区8号')).amountFen]).toEqual([315, 285])
  })
})

describe('a label', () => {
  const print = (body: object, who: Persona = cast.gridLead) =>
    app.server.inject({
      method: 'POST',
      url: `/api/stalls/${stall.stallId}/labels`,
      headers: { authorization: `Bearer ${who.token}` },
      payload: body,
    })
  const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\b/g)!.length

  test('is printed for every bag, eight a sheet or one a page, and again with the same code', async () => {
    const sheet = await print({ paper: 'a4' })
    expect([sheet.statusCode, sheet.headers['content-type'], pagesOf(sheet.rawPayload)]).toEqual([
      200,
      'application/pdf',
      1,
    ])
    const { voucher } = await cast.gridLead.call(readVoucher, { params: { id: stall.orders['中区3号']! } })
    expect(pagesOf((await print({ paper: 'roll' })).rawPayload)).toBe(3)
    expect(pagesOf((await print({ paper: 'roll', gridId: cast.grids['2-2'] })).rawPayload)).toBe(1)
    expect(pagesOf((await print({ paper: 'roll', orderIds: [stall.orders['中区1号']!] })).rawPayload)).toBe(1)
    const again = await cast.gridLead.call(readVoucher, { params: { id: stall.orders['中区3号']! } })
    expect(again.voucher!.shortCode).toBe(voucher!.shortCode)
    const found = await cast.gridLead.call(findBag, { body: { code: voucher!.shortCode } })
    expect(found.door).toBe('中区3号')
    expect((await cast.gridLead.call(findBag, { body: { code: voucher!.digits } })).door).toBe('中区3号')
    expect(await refusalOf(cast.otherLead.call(findBag, { body: { code: voucher!.shortCode } }))).toBe('not-found')
    expect(await refusalOf(cast.gridLead.call(findBag, { body: { code: '12345678' } }))).toBe('not-found')
    const params = { id: stall.orders['中区3号']! }
    await cast.gridLead.call(reissueVoucher, { params, body: { reason: '标签破了' } })
    expect(await refusalOf(cast.gridLead.call(findBag, { body: { code: voucher!.shortCode } }))).toBe('already-settled')
  })

  test('is refused on paper too narrow for its code, before orders are closed, and to who keeps no stall', async () => {
    const narrow = await print({ paper: 'roll', widthMm: 32 })
    expect([narrow.statusCode, (narrow.json() as { detail: string }).detail]).toEqual([
      422,
      '32 毫米的纸太窄：二维码印上去太小，扫不出来。请用 33 毫米以上的纸，常见的是 58 毫米',
    ])
    expect((await print({ paper: 'roll', widthMm: 33 })).statusCode).toBe(200)
    expect((await print({ paper: 'a4' }, cast.gridWorker)).statusCode).toBe(403)
    await cast.gridLead.call(moveStall, { params: { id: stall.stallId }, body: { to: 'open' } })
    expect((await print({ paper: 'a4' })).statusCode).toBe(409)
  })
})
