import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { listAudit } from '@gezhong/shared/audit/contract'
import { orderHistory, orderOfHousehold, placeOrder } from '@gezhong/shared/supplies/orders/contract'
import { packBag } from '@gezhong/shared/supplies/packing/contract'
import {
  answerSubstitute,
  offerSubstitute,
  previewShortage,
  readShortage,
  shareArrivals,
  substitutesOfOrder,
  withdrawSubstitutes,
  type Shortage,
} from '@gezhong/shared/supplies/shortage/contract'
import { moveStall, readStall } from '@gezhong/shared/supplies/stalls/contract'
import { uuidv7 } from 'uuidv7'
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

/** The one in care ordered last. */
const WANTED = { 中区1号: 3, 中区3号: 3, 中区8号: 2, 中区9号: 3 }

beforeEach(async () => {
  cast = await makeCast(app)
  stall = await aClosedStall(app, cast, WANTED, { inCare: ['中区9号'] })
})

const arrived = (milli: number, way: 'equal' | 'first-come' = 'equal', itemId = stall.items.cabbage) => ({
  itemId,
  arrivedMilli: milli,
  way,
})

const now = (who = cast.gridLead) => who.call(readShortage, { params: { id: stall.stallId } })

const share = async (...arrivals: ReturnType<typeof arrived>[]) =>
  cast.gridLead.call(shareArrivals, {
    params: { id: stall.stallId },
    body: { revision: (await now()).revision, arrivals },
  })

const sharesOf = ({ rows }: Shortage) => rows.map(({ door, shareMilli }) => [door, shareMilli])

const orderOf = async (door: string, who: Persona = cast.gridLead) => {
  const params = { id: stall.stallId, householdId: cast.households[door]!.id }
  return (await who.call(orderOfHousehold, { params })).order!
}

describe('too little of a thing', () => {
  test('is shared out with people in care first, and each household reads why and owes less', async () => {
    const looked = await cast.gridLead.call(previewShortage, {
      params: { id: stall.stallId },
      body: { arrivals: [arrived(8000)] },
    })
    const shares = [
      ['中区1号', 2000],
      ['中区3号', 1500],
      ['中区8号', 1500],
    ]
    expect(sharesOf(looked)).toEqual(shares)
    expect([looked.amountFen, looked.wouldBeFen]).toEqual([1650, 1200])
    expect((await orderOf('中区1号')).amountFen).toBe(450)
    const kept = await share(arrived(8000))
    expect(sharesOf(kept)).toEqual(shares)
    expect([kept.amountFen, kept.wouldBeFen]).toEqual([1200, 1200])
    const own = await orderOf('中区3号', cast.resident)
    expect([own.amountFen, own.lines[0]!.givenMilli, own.lines[0]!.milli]).toEqual([225, 1500, 3000])
    expect(own.lines[0]!.shortWhy).toBe('大白菜到货少：先照顾老人和病人，其余每户平分，您家 1.5斤')
    expect((await orderOf('中区9号')).lines[0]).toMatchObject({ givenMilli: null, shortWhy: null, amountFen: 450 })
    const { changes } = await cast.resident.call(orderHistory, { params: { id: own.id } })
    expect(changes.map(({ source, amountFen }) => [source, amountFen])).toEqual([
      ['stall', 225],
      ['proxy', 450],
    ])
    expect(await faultsOf(app, cast)).toEqual([])
  })

  test('is shared by order time where that was chosen', async () => {
    expect(sharesOf(await share(arrived(8000, 'first-come')))).toEqual([
      ['中区3号', 2000],
      ['中区8号', 0],
    ])
    expect((await orderOf('中区8号')).lines[0]!.shortWhy).toBe(
      '大白菜到货少：先照顾老人和病人，其余先订先得，这次没有分到您家',
    )
  })

  test('can be told again and taken back, and the same again changes nothing', async () => {
    const first = await share(arrived(8000))
    const { revision } = await orderOf('中区1号')
    const same = await cast.gridLead.call(shareArrivals, {
      params: { id: stall.stallId },
      body: { revision: first.revision - 1, arrivals: [arrived(8000)] },
    })
    expect([same.revision, (await orderOf('中区1号')).revision]).toEqual([first.revision, revision])
    const stale = { revision: first.revision - 1, arrivals: [arrived(7000)] }
    expect(await refusalOf(cast.gridLead.call(shareArrivals, { params: { id: stall.stallId }, body: stale }))).toBe(
      'changed-meanwhile',
    )
    expect(sharesOf(await share(arrived(10_000)))).toEqual(
      [
        ['中区3号', 2500],
        ['中区1号', 2500],
      ].toReversed(),
    )
    const back = await share()
    expect([sharesOf(back), back.amountFen]).toEqual([[], 1650])
    expect((await orderOf('中区1号')).lines[0]).toMatchObject({ givenMilli: null, shortWhy: null, amountFen: 450 })
    expect(await faultsOf(app, cast)).toEqual([])
  })

  test('leaves packed bags as they are', async () => {
    await share(arrived(8000))
    const { id, revision } = await orderOf('中区1号')
    await cast.gridLead.call(packBag, { params: { id }, body: { revision } })
    const again = await share(arrived(6000))
    expect(sharesOf(again)).toEqual([
      ['中区1号', 2000],
      ['中区3号', 500],
      ['中区8号', 500],
    ])
    expect(again.packed).toBe(1)
  })

  test('is told only by who keeps the stall, once nobody orders any more, and then nobody does', async () => {
    const body = { revision: 3, arrivals: [arrived(8000)] }
    const params = { id: stall.stallId }
    expect(await refusalOf(cast.gridWorker.call(shareArrivals, { params, body }))).toBe('not-allowed')
    expect(await refusalOf(cast.otherLead.call(shareArrivals, { params, body }))).toBe('not-found')
    expect(await refusalOf(cast.gridWorker.call(readShortage, { params }))).toBe('not-allowed')
    expect(await refusalOf(share(arrived(1000, 'equal', uuidv7())))).toBe('not-sold')
    expect(await refusalOf(share(arrived(1000), arrived(2000)))).toBe('not-sold')
    await cast.gridLead.call(moveStall, { params, body: { to: 'open' } })
    expect(await refusalOf(share(arrived(8000)))).toBe('not-closed')
    await cast.gridLead.call(moveStall, { params, body: { to: 'closed' } })
    await share(arrived(8000))
    expect(await refusalOf(cast.gridLead.call(moveStall, { params, body: { to: 'open' } }))).toBe('already-settled')
  })

  test('shared out while others weigh, pack and order, stays within what came', async () => {
    const orders = await Promise.all(Object.keys(WANTED).map((door) => orderOf(door)))
    const { revision } = await now()
    const body = { revision, arrivals: [arrived(5000)] }
    const deeds: Promise<unknown>[] = [
      cast.gridLead.call(shareArrivals, { params: { id: stall.stallId }, body }),
      cast.secretary.call(shareArrivals, { params: { id: stall.stallId }, body }),
      ...orders.map((one) => cast.gridLead.call(packBag, { params: { id: one.id }, body: { revision: one.revision } })),
    ]
    const outcomes = await Promise.all(deeds.map((deed) => refusalOf(deed)))
    expect(outcomes.filter((one) => one !== null && one !== 'changed-meanwhile')).toEqual([])
    const after = await now()
    const given = after.items.find(({ itemId }) => itemId === stall.items.cabbage)!
    const full = (await Promise.all(Object.keys(WANTED).map((door) => orderOf(door)))).filter(
      ({ packedAt, lines }) => packedAt !== null && lines[0]!.givenMilli === null,
    )
    // A bag packed before keeps what was ordered; the rest never share more than what is left of five.
    const kept = full.reduce((sum, { lines }) => sum + lines[0]!.milli, 0)
    expect(given.sharedMilli).toBeLessThanOrEqual(Math.max(5000, kept))
    expect(await faultsOf(app, cast)).toEqual([])
  })
})

describe('something else instead', () => {
  const offer = (milli: number | null = null, itemId = stall.items.greens) =>
    cast.gridLead.call(offerSubstitute, {
      params: { id: stall.stallId },
      body: { shortItemId: stall.items.cabbage, itemId, milli },
    })
  const offered = async (door: string, who: Persona = cast.gridLead) =>
    (await who.call(substitutesOfOrder, { params: { id: stall.orders[door]! } })).rows
  const answer = (id: string, accept: boolean, who: Persona = cast.resident) =>
    who.call(answerSubstitute, { params: { id }, body: { accept } })

  test('is accepted by the household at its own price, or by somebody for it, and moves the stock', async () => {
    await share(arrived(8000))
    // 1.5 of the three households are short of 1, 1.5 and 0.5.
    expect(await offer(1000, stall.items.eggs)).toEqual({ offered: 3 })
    expect(await offer(1000, stall.items.eggs)).toEqual({ offered: 0 })
    const [own] = await offered('中区3号', cast.resident)
    expect(own).toMatchObject({ shortName: '大白菜', name: '鸡蛋', milli: 1000, amountFen: 2500, state: 'offered' })
    const order = await answer(own!.id, true)
    expect([order.amountFen, order.lines.map(({ name }) => name)]).toEqual([2725, ['大白菜', '鸡蛋']])
    const eggs = async () =>
      (await cast.gridLead.call(readStall, { params: { id: stall.stallId } })).items.find(
        ({ name }) => name === '鸡蛋',
      )!
    expect((await eggs()).leftMilli).toBe(4000)
    expect((await answer(own!.id, true)).revision).toBe(order.revision)
    const [other] = await offered('中区1号')
    expect(await refusalOf(answer(other!.id, true))).toBe('not-found')
    await answer(other!.id, true, cast.gridWorker)
    expect((await eggs()).leftMilli).toBe(3000)
    expect((await answer(own!.id, false)).amountFen).toBe(225)
    expect((await eggs()).leftMilli).toBe(4000)
    expect(await faultsOf(app, cast)).toEqual([])
  })

  test('is offered only of what lies there, and the last of it is had once', async () => {
    await share(arrived(8000))
    // Nobody knows of greens: they are bought as they are ordered.
    expect(await refusalOf(offer())).toBe('not-enough')
    expect(await refusalOf(offer(700))).toBe('uneven')
    expect(await refusalOf(offer(null, stall.items.eggs))).toBe('not-valid')
    await share(arrived(8000), arrived(1000, 'equal', stall.items.greens))
    expect(await offer(1000)).toEqual({ offered: 3 })
    const three = await Promise.all(['中区1号', '中区3号', '中区8号'].map((door) => offered(door)))
    const outcomes = await Promise.all(three.map(([one]) => refusalOf(answer(one!.id, true, cast.gridLead))))
    expect(outcomes.toSorted()).toEqual([null, 'not-enough', 'not-enough'].toSorted())
    expect(await faultsOf(app, cast)).toEqual([])
  })

  test('as much as is short, in whole steps', async () => {
    await share(arrived(8000), arrived(9000, 'equal', stall.items.greens))
    await offer()
    const all = await Promise.all(['中区1号', '中区3号', '中区8号'].map((door) => offered(door)))
    expect(all.map(([one]) => one!.milli)).toEqual([1000, 1500, 500])
  })

  test('goes when there is enough after all, also out of the order; without an answer it is a no', async () => {
    await share(arrived(8000))
    await offer(1000, stall.items.eggs)
    const [own] = await offered('中区3号')
    await answer(own!.id, true)
    const back = await share()
    expect(back.amountFen).toBe(1650)
    expect((await orderOf('中区3号')).lines.map(({ name }) => name)).toEqual(['大白菜'])
    expect(await offered('中区3号')).toEqual([])
    expect(await refusalOf(answer(own!.id, true))).toBe('already-settled')
    expect(await faultsOf(app, cast)).toEqual([])
  })

  test('is taken back by the stall, and closed with the bag', async () => {
    await share(arrived(8000))
    await offer(1000, stall.items.eggs)
    const [own] = await offered('中区3号')
    const { id, revision } = await orderOf('中区3号')
    await cast.gridLead.call(packBag, { params: { id }, body: { revision } })
    expect(await refusalOf(answer(own!.id, true))).toBe('already-settled')
    const params = { id: stall.stallId }
    expect(
      await cast.gridLead.call(withdrawSubstitutes, { params, body: { shortItemId: stall.items.cabbage } }),
    ).toEqual({ withdrawn: 3 })
    expect(await offered('中区1号')).toEqual([])
    const { rows } = await cast.secretary.call(listAudit, { query: { size: 100 } })
    const told = rows.map(({ action }) => action).filter((action) => /^(shortage|substitute)/.test(action))
    expect(told.toSorted()).toEqual(['shortage.shared', 'substitute.offered', 'substitute.withdrawn'])
  })

  test('nobody orders more at a stall that has shared out', async () => {
    await share(arrived(8000))
    const lines = [{ itemId: stall.items.greens, milli: 1000, priceFen: 300 }]
    const body = {
      id: uuidv7(),
      stallId: stall.stallId,
      householdId: cast.households['中区2号']!.id,
      revision: 0,
      lines,
    }
    expect(await refusalOf(cast.gridLead.call(placeOrder, { body }))).toBe('stall-shut')
  })
})
