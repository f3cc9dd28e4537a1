import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { listAudit } from '@gezhong/shared/audit/contract'
import {
  confirmOrderChain,
  readOrderChain,
  undoOrderConfirmation,
  type OrderChainView,
} from '@gezhong/shared/supplies/order-chains/contract'
import {
  cancelOrder,
  listOrders,
  orderHistory,
  orderOfHousehold,
  placeOrder,
} from '@gezhong/shared/supplies/orders/contract'
import { moveStall, readStall } from '@gezhong/shared/supplies/stalls/contract'
import { uuidv7 } from 'uuidv7'
import { aStall, CABBAGE } from '../../../test/a-stall.ts'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'
import { transactAsSystem } from '../../database/transact.ts'
import { checkStock } from '../stock/check.ts'

const LEAD = '陈网格长'

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
  ;({ stallId, itemId } = await aStall(app, cast.gridLead, cast.grids['2']!, { open: true }))
})

const at = (code = '2') => ({ id: stallId, gridId: cast.grids[code]! })
const confirm = (text: string, more: object = {}) =>
  cast.gridLead.call(confirmOrderChain, { params: at(), body: { text, ...more } })
const undo = (of: OrderChainView, who: Persona = cast.gridLead) =>
  who.call(undoOrderConfirmation, {
    params: { id: stallId, gridId: of.gridId, confirmationId: of.lastConfirmation!.id },
  })

const order = (door: string, milli: number, revision = 0, note = '') => {
  const lines = [{ itemId, milli, priceFen: CABBAGE.priceFen }]
  const { id: householdId } = cast.households[door]!
  return cast.secretary.call(placeOrder, { body: { id: uuidv7(), stallId, householdId, revision, lines, note } })
}

const orderOf = async (door: string) => {
  const params = { id: stallId, householdId: cast.households[door]!.id }
  return (await cast.secretary.call(orderOfHousehold, { params })).order!
}

/** Door and thousandths of every order that stands. */
async function ordered() {
  const { rows } = await cast.gridLead.call(listOrders, { params: { id: stallId }, query: { state: 'placed' } })
  return rows.map(({ door, lines }) => `${door} ${lines.map(({ milli }) => milli).join('+')}`)
}

const left = async () => (await cast.gridLead.call(readStall, { params: { id: stallId } })).items[0]!.leftMilli

/** Levels and amounts that are not what the rows sum to. */
const faults = () =>
  transactAsSystem(app.kernel, cast.communityId, async ({ db, communityId }) => {
    const { stockFaults, orderFaults } = await checkStock(db, communityId)
    return [...stockFaults, ...orderFaults]
  })

const CHAIN = '#接龙 爱心菜吧\n1. 中区1号 白菜2斤\n2. 中区2号 白菜3斤\n3. 中区5号 白菜1斤'

describe('the newest confirmation of an order chain', () => {
  test('is taken back whole: orders, stock and what the chain was known to say', async () => {
    const first = await confirm(CHAIN)
    expect(first.lastConfirmation).toMatchObject({
      byName: LEAD,
      counts: { new: 3, changed: 0, cancelled: 0 },
    })
    const before = [await orderOf('中区1号'), await orderOf('中区2号')]
    const second = await confirm(
      `${CHAIN.replace('中区1号 白菜2斤', '中区1号 白菜4斤')}\n4. 中区2号 不要了\n5. 中区6号 白菜1斤`,
    )
    expect(await ordered()).toEqual(['中区1号 4000', '中区5号 1000', '中区6号 1000'])
    const { chain, putBack, kept } = await undo(second)
    expect([putBack, kept]).toEqual([3, []])
    expect(await ordered()).toEqual(['中区1号 2000', '中区2号 3000', '中区5号 1000'])
    expect(await left()).toBe(20_000 - 6000)
    const after = [await orderOf('中区1号'), await orderOf('中区2号')]
    const content = ({ lines, amountFen, source, note, state }: (typeof after)[0]) => [
      lines,
      amountFen,
      source,
      note,
      state,
    ]
    expect(after.map(content)).toEqual(before.map(content))
    expect(chain.lines).toHaveLength(3)
    expect(chain.lastConfirmation!.id).toBe(first.lastConfirmation!.id)
    expect(chain.lastUndo).toMatchObject({
      byName: LEAD,
      confirmedAt: second.lastConfirmation!.at,
    })
    // And what was there before the first of all, which was nothing.
    const nothing = await undo(first)
    expect([nothing.putBack, nothing.chain.lines, nothing.chain.lastConfirmation]).toEqual([3, [], null])
    expect([await ordered(), await left(), await faults()]).toEqual([[], 20_000, []])
    expect((await confirm(CHAIN)).counts.new).toBe(3)
    expect((await cast.gridLead.call(readOrderChain, { params: at() })).lastUndo).toBeNull()
  })

  test('stays where the household has changed its order since, and says at which door', async () => {
    const done = await confirm(CHAIN)
    await order('中区2号', 5000, 1)
    const { id, revision } = await orderOf('中区5号')
    await cast.gridLead.call(cancelOrder, { params: { id }, body: { revision } })
    const { putBack, kept } = await undo(done)
    expect(putBack).toBe(1)
    expect(kept.map(({ door, why }) => `${door}${why}`).toSorted()).toEqual(['中区2号后来改过单', '中区5号后来改过单'])
    expect(await ordered()).toEqual(['中区2号 5000'])
    expect(await faults()).toEqual([])
  })

  test('gives a household back the order, the note and the source that the chain overruled', async () => {
    await order('中区1号', 5000, 0, '放门口')
    const { id: householdId } = cast.households['中区1号']!
    const done = await confirm('1. 中区1号 白菜2斤', { settled: [{ householdId, counts: 'chain' }] })
    expect(await orderOf('中区1号')).toMatchObject({ amountFen: 300, source: 'chain', note: '放门口' })
    await undo(done)
    const now = await orderOf('中区1号')
    expect(now).toMatchObject({ amountFen: 750, source: 'proxy', note: '放门口', revision: 3 })
    const { changes } = await cast.gridLead.call(orderHistory, { params: { id: now.id } })
    expect(changes.map(({ amountFen }) => amountFen)).toEqual([750, 300, 750])
  })

  test('gives back to one what it takes from another, and only then looks for what is short', async () => {
    await confirm('1. 中区1号 白菜10斤\n2. 中区2号 白菜10斤')
    const swapped = await confirm('1. 中区1号 白菜5斤\n2. 中区2号 不要了\n3. 中区5号 白菜10斤\n4. 中区6号 白菜5斤')
    expect(await left()).toBe(0)
    const { putBack, kept } = await undo(swapped)
    expect([putBack, kept]).toEqual([4, []])
    expect(await ordered()).toEqual(['中区1号 10000', '中区2号 10000'])
    expect(await faults()).toEqual([])
  })

  test('stays where others have bought the goods meanwhile; the rest goes back', async () => {
    await confirm('1. 中区1号 白菜10斤\n2. 中区2号 白菜10斤')
    const less = await confirm('1. 中区1号 白菜6斤\n2. 中区2号 不要了\n3. 中区5号 白菜1斤')
    await order('中区6号', 9000)
    const { putBack, kept } = await undo(less)
    expect([putBack, kept]).toEqual([2, [{ door: '中区2号', why: '：货已经订给别家，不够退回' }]])
    expect(await ordered()).toEqual(['中区1号 10000', '中区6号 9000'])
    expect([await left(), await faults()]).toEqual([1000, []])
  })

  test('only the newest, once, of this chain, and never of a stall that was called off', async () => {
    const first = await confirm(CHAIN)
    const second = await confirm(`${CHAIN}\n4. 中区6号 白菜1斤`)
    expect(await refusalOf(undo(first))).toBe('undo-blocked')
    expect(await refusalOf(undo({ ...second, gridId: cast.grids['2-1']! }))).toBe('not-found')
    // The same text again is no confirmation of its own, so it does not stand before the one that did something.
    expect((await confirm(`${CHAIN}\n4. 中区6号 白菜1斤`)).lastConfirmation!.id).toBe(second.lastConfirmation!.id)
    const both = await Promise.allSettled([undo(second), undo(second)])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await refusalOf(undo(second))).toBe('already-undone')
    await cast.gridLead.call(moveStall, { params: { id: stallId }, body: { to: 'called-off' } })
    expect(await refusalOf(undo(first))).toBe('undo-blocked')
    expect(await faults()).toEqual([])
  })

  test('after the cut-off only by who keeps the stall, and the log tells of it', async () => {
    const params = at('2-1')
    const done = await cast.gridWorker.call(confirmOrderChain, { params, body: { text: '1. 中区1号 白菜2斤' } })
    const { cutOff } = await cast.gridLead.call(readStall, { params: { id: stallId } })
    const { clock } = app.kernel
    app.kernel.clock = () => new Date(Date.parse(cutOff) + 1000)
    try {
      expect(await refusalOf(undo(done, cast.gridWorker))).toBe('past-cut-off')
      expect((await undo(done)).putBack).toBe(1)
    } finally {
      app.kernel.clock = clock
    }
    const { rows } = await cast.secretary.call(listAudit, { query: { action: 'order-chain.undone' } })
    expect(rows[0]).toMatchObject({ byName: LEAD, detail: '2-1 网格，退回 1 户，没动 0 户' })
  })
})
