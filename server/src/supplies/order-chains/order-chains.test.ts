import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import {
  confirmOrderChain,
  previewOrderChain,
  readOrderChain,
  type OrderChainView,
} from '@gezhong/shared/supplies/order-chains/contract'
import { cancelOrder, listOrders, placeOrder } from '@gezhong/shared/supplies/orders/contract'
import { moveStall, readStall } from '@gezhong/shared/supplies/stalls/contract'
import { uuidv7 } from 'uuidv7'
import { aStall, CABBAGE } from '../../../test/a-stall.ts'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { makeCast, type Cast } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'
import { transactAsSystem } from '../../database/transact.ts'
import { checkStock } from '../stock/check.ts'

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

const at = () => ({ id: stallId, gridId: cast.grids['2']! })
const preview = (text: string, more: object = {}) =>
  cast.gridLead.call(previewOrderChain, { params: at(), body: { text, ...more } })
const confirm = (text: string, more: object = {}) =>
  cast.gridLead.call(confirmOrderChain, { params: at(), body: { text, ...more } })

const doings = ({ plans }: OrderChainView) => plans.map(({ door, doing }) => `${door} ${doing}`)
const verdicts = ({ lines }: OrderChainView) => lines.map(({ verdict }) => verdict)

/** Door and thousandths of every order that stands. */
async function ordered() {
  const { rows } = await cast.gridLead.call(listOrders, { params: { id: stallId }, query: { state: 'placed' } })
  return rows.map(({ door, lines }) => `${door} ${lines.map(({ milli }) => milli).join('+')}`)
}

/** Levels and amounts that are not what the rows sum to. */
const balanced = () =>
  transactAsSystem(app.kernel, cast.communityId, async ({ db, communityId }) => {
    const { stockFaults, orderFaults } = await checkStock(db, communityId)
    return [...stockFaults, ...orderFaults]
  })

const CHAIN = '#接龙 爱心菜吧\n1. 中区1号 白菜2斤\n2. 中区2号 大白菜3斤半 13800002002\n3. 中区3号 白菜1斤'

describe('a pasted chain', () => {
  test('is shown with what it would do, and writes nothing before it is confirmed', async () => {
    const seen = await preview(CHAIN)
    expect(verdicts(seen)).toEqual(['ok', 'ok', 'ok'])
    expect(doings(seen)).toEqual(['中区1号 new', '中区2号 new', '中区3号 new'])
    expect(seen.plans[1]).toMatchObject({ amountFen: 525, problem: null })
    expect(seen.lines[1]!.text).not.toContain('13800002002')
    expect(await ordered()).toEqual([])
    await confirm(CHAIN)
    expect(await ordered()).toEqual(['中区1号 2000', '中区2号 3500', '中区3号 1000'])
    expect(await balanced()).toEqual([])
  })

  test('pasted again, longer, renumbered or edited, changes only what changed', async () => {
    await confirm(CHAIN)
    const again = await confirm(CHAIN)
    expect(again.counts).toMatchObject({ same: 3, new: 0, changed: 0 })
    expect(again.lines.map(({ isNew }) => isNew)).toEqual([false, false, false])
    const longer = `${CHAIN.replace('2. 中区2号 大白菜3斤半', '5. 中区2号 大白菜4斤')}\n4. 中区5号 白菜2斤\n6. 中区1号 不要了`
    const seen = await confirm(longer)
    expect(doings(seen)).toEqual(['中区1号 cancelled', '中区2号 changed', '中区3号 same', '中区5号 new'])
    expect(await ordered()).toEqual(['中区2号 4000', '中区3号 1000', '中区5号 2000'])
    const { lines, pastedAt } = await cast.gridLead.call(readOrderChain, { params: at() })
    expect([lines.length, pastedAt === null]).toEqual([5, false])
    expect(await balanced()).toEqual([])
  })

  test('leaves alone what a household has changed by itself since, until the group says something else', async () => {
    await confirm(CHAIN)
    const { rows } = await cast.gridLead.call(listOrders, { params: { id: stallId }, query: { q: '中区3号' } })
    await cast.resident.call(cancelOrder, { params: { id: rows[0]!.id }, body: { revision: 1 } })
    expect((await confirm(CHAIN)).counts.same).toBe(3)
    expect(await ordered()).toEqual(['中区1号 2000', '中区2号 3500'])
    const more = `${CHAIN}\n4. 中区3号 改成白菜2斤`
    expect((await confirm(more)).plans.find(({ door }) => door === '中区3号')!.doing).toBe('new')
    expect(await ordered()).toContain('中区3号 2000')
  })

  test('does not overrule what a household ordered otherwise by itself: a person says which counts', async () => {
    const lines = [{ itemId, milli: 5000, priceFen: CABBAGE.priceFen }]
    const { id: householdId } = cast.households['中区3号']!
    await cast.resident.call(placeOrder, { body: { id: uuidv7(), stallId, householdId, revision: 0, lines } })
    const plan = (await confirm(CHAIN)).plans[2]!
    expect([plan.doing, plan.goods[0]!.milli, plan.ordered[0]!.milli]).toEqual(['conflict', 1000, 5000])
    expect((await confirm(CHAIN)).counts.conflict).toBe(1)
    await confirm(CHAIN, { settled: [{ householdId, counts: 'order' }] })
    expect([(await confirm(CHAIN)).counts.conflict, (await ordered())[2]]).toEqual([0, '中区3号 5000'])
    const edited = `${CHAIN}\n4. 中区3号 改成白菜2斤`
    expect((await confirm(edited)).counts.conflict).toBe(1)
    await confirm(edited, { settled: [{ householdId, counts: 'chain' }] })
    expect((await ordered())[2]).toBe('中区3号 2000')
  })

  test('orders what there is, first come first served, and says of the rest why not', async () => {
    const text = '1. 中区1号 白菜10斤\n2. 中区2号 白菜8斤\n3. 中区3号 白菜4斤\n4. 中区5号 白菜2斤\n5. 中区6号 白菜11斤'
    const seen = await preview(text)
    expect(doings(seen).map((words) => words.split(' ')[1])).toEqual(['new', 'new', 'refused', 'new', 'refused'])
    expect(seen.plans[2]!.problem).toBe('大白菜只剩 2斤')
    expect(seen.plans[4]!.problem).toBe('大白菜每户最多 10斤')
    const done = await confirm(text)
    expect(done.counts).toMatchObject({ new: 3, refused: 2 })
    const { items } = await cast.gridLead.call(readStall, { params: { id: stallId } })
    expect(items[0]!.leftMilli).toBe(0)
    // What could not be had is asked for again with the next paste.
    expect((await confirm(text)).counts).toMatchObject({ same: 3, refused: 2 })
    expect(await balanced()).toEqual([])
  })

  test('keeps a worker’s word about a line', async () => {
    const text = '1. 中区1号 白菜\n2. 白菜2斤\n3. 谢谢大家 白菜1斤 中区2号'
    const seen = await preview(text)
    expect(seen.lines.filter(({ toSettle }) => toSettle).map(({ verdict }) => verdict)).toEqual(['incomplete'])
    const [, second, third] = seen.lines
    const householdId = cast.households['中区6号']!.id
    const fixes = [
      { key: second!.key, householdId },
      { key: third!.key, text: '中区2号 白菜3斤' },
    ]
    await confirm(text, { fixes })
    expect(await ordered()).toEqual(['中区1号 1000', '中区2号 3000', '中区6号 2000'])
    const read = await cast.gridLead.call(readOrderChain, { params: at() })
    expect(read.lines.map(({ fix }) => fix)).toEqual([null, null, '中区2号 白菜3斤'])
    expect((await confirm(text, { fixes: [{ key: second!.key, dismissed: true }, fixes[1]] })).lines[1]!.verdict).toBe(
      'dismissed',
    )
  })

  test('of another grid, of a closed stall or after the cut-off is refused', async () => {
    const ofOther = { id: stallId, gridId: cast.grids['1']! }
    expect(await refusalOf(cast.secretary.call(previewOrderChain, { params: ofOther, body: { text: CHAIN } }))).toBe(
      'not-found',
    )
    await cast.gridLead.call(moveStall, { params: { id: stallId }, body: { to: 'closed' } })
    expect(await refusalOf(confirm(CHAIN))).toBe('stall-shut')
    expect((await preview(CHAIN)).lines).toHaveLength(3)
  })

  test('pasted twice at the same moment orders once', async () => {
    await Promise.all([confirm(CHAIN), confirm(CHAIN)])
    expect(await ordered()).toEqual(['中区1号 2000', '中区2号 3500', '中区3号 1000'])
    const { items } = await cast.gridLead.call(readStall, { params: { id: stallId } })
    expect(items[0]!.leftMilli).toBe(20_000 - 6500)
  })
})
