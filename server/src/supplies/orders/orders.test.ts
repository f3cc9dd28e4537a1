import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { Refusal } from '@gezhong/shared/errors'
import { listAudit } from '@gezhong/shared/audit/contract'
import { readOwnData } from '@gezhong/shared/people/own-data/contract'
import { supplyBoard } from '@gezhong/shared/supplies/board/contract'
import { listDeliveryCases, listScans } from '@gezhong/shared/supplies/deliveries/contract'
import { cancelOrder, listOrders, orderHistory, ownOrders, placeOrder } from '@gezhong/shared/supplies/orders/contract'
import { listStalls, moveStall, readStall, saveStall } from '@gezhong/shared/supplies/stalls/contract'
import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { aStall } from '../../../test/a-stall.ts'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { addPersona, makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'
import { transactAsSystem } from '../../database/transact.ts'
import { findTarget } from '../../people/reports/queries.ts'
import { checkStock } from '../stock/check.ts'
import { placeFor } from './service.ts'

let app: TestApp
let cast: Cast
let stallId: string
let items: { cabbage: string; eggs: string; rice: string }

beforeAll(async () => {
  app = await startTestApp()
})

afterAll(() => app.close())

const hours = (count: number) => new Date(app.kernel.clock().getTime() + count * 3_600_000).toISOString()

const stallOf = (gridId: string, over: object = {}) => ({
  gridId,
  day: '2022-04-03',
  title: '爱心菜吧',
  cutOff: hours(2),
  deliverFrom: hours(4),
  deliverUntil: hours(8),
  revision: 0,
  items: [
    {
      id: items.cabbage,
      name: '大白菜',
      aliases: ['白菜'],
      unit: '斤' as const,
      priceFen: 150,
      stepMilli: 500,
      limitMilli: 10_000,
      offeredMilli: 20_000,
    },
    {
      id: items.eggs,
      name: '鸡蛋',
      unit: '板' as const,
      priceFen: 2500,
      stepMilli: 1000,
      limitMilli: 2000,
      offeredMilli: 50_000,
    },
    {
      id: items.rice,
      name: '大米',
      unit: '袋' as const,
      priceFen: 6800,
      stepMilli: 1000,
      limitMilli: null,
      offeredMilli: null,
    },
  ],
  ...over,
})

beforeEach(async () => {
  cast = await makeCast(app)
  stallId = uuidv7()
  items = { cabbage: uuidv7(), eggs: uuidv7(), rice: uuidv7() }
  await cast.gridLead.call(saveStall, { params: { id: stallId }, body: stallOf(cast.grids['2']!) })
  await cast.gridLead.call(moveStall, { params: { id: stallId }, body: { to: 'open' } })
})

const line = (itemId: string, milli: number, priceFen = 150) => ({ itemId, milli, priceFen })

const order = (who: Persona, door: string, lines: ReturnType<typeof line>[], over: object = {}) =>
  who.call(placeOrder, {
    body: { id: uuidv7(), stallId, householdId: cast.households[door]!.id, revision: 0, lines, ...over },
  })

/** What is left, and what is ordered, of the three items. */
async function levels() {
  const { items: now } = await cast.secretary.call(readStall, { params: { id: stallId } })
  return now.map(({ leftMilli, orderedMilli }) => [leftMilli, orderedMilli])
}

/** Levels and amounts that are not what the rows sum to. */
const balanced = () =>
  transactAsSystem(app.kernel, cast.communityId, async ({ db, communityId }) => {
    const { stockFaults, orderFaults } = await checkStock(db, communityId)
    return [...stockFaults, ...orderFaults]
  })

describe('a stall', () => {
  test('is seen by those to whom it sells once it is published, and by its keepers before', async () => {
    const draft = uuidv7()
    const body = stallOf(cast.grids['1']!, { items: stallOf('').items.map((item) => ({ ...item, id: uuidv7() })) })
    await cast.otherLead.call(saveStall, { params: { id: draft }, body })
    const seen = async (who: Persona) => (await who.call(listStalls)).rows.map(({ id }) => id).toSorted()
    expect(await seen(cast.secretary)).toEqual([stallId, draft].toSorted())
    expect(await seen(cast.otherLead)).toEqual([draft])
    for (const who of [cast.gridLead, cast.gridWorker, cast.hubHousehold, cast.resident])
      expect(await seen(who)).toEqual([stallId])
    expect(await refusalOf(cast.resident.call(readStall, { params: { id: draft } }))).toBe('not-found')
    const { stallId: own } = await aStall(app, cast.gridLead, cast.grids['2']!)
    expect(await seen(cast.gridLead)).toEqual([stallId, own].toSorted())
    for (const who of [cast.gridWorker, cast.hubHousehold, cast.resident]) expect(await seen(who)).toEqual([stallId])
    expect(await refusalOf(cast.resident.call(readStall, { params: { id: own } }))).toBe('not-found')
    expect(await refusalOf(cast.gridLead.call(moveStall, { params: { id: draft }, body: { to: 'open' } }))).toBe(
      'not-found',
    )
    expect(await refusalOf(cast.gridWorker.call(moveStall, { params: { id: stallId }, body: { to: 'closed' } }))).toBe(
      'not-allowed',
    )
  })

  test('is one a grid and day, and offers no less than is ordered', async () => {
    const another = { params: { id: uuidv7() }, body: stallOf(cast.grids['2']!, { items: [] as never[] }) }
    another.body.items = stallOf('').items.map((item) => ({ ...item, id: uuidv7() }))
    expect(await refusalOf(cast.gridLead.call(saveStall, another))).toBe('already-there')
    await order(cast.resident, '中区3号', [line(items.cabbage, 6000)])
    const saved = await cast.gridLead.call(readStall, { params: { id: stallId } })
    const change = (offeredMilli: number | null, revision = saved.revision) =>
      cast.gridLead.call(saveStall, {
        params: { id: stallId },
        body: stallOf(cast.grids['2']!, {
          revision,
          items: stallOf('').items.map((item) => (item.id === items.cabbage ? { ...item, offeredMilli } : item)),
        }),
      })
    expect(await refusalOf(change(5000))).toBe('too-little')
    expect(await refusalOf(change(30_000, saved.revision - 1))).toBe('changed-meanwhile')
    await change(8000)
    expect((await levels())[0]).toEqual([2000, 6000])
    await change(null, saved.revision + 1)
    expect((await levels())[0]).toEqual([null, 6000])
    await change(9000, saved.revision + 2)
    expect((await levels())[0]).toEqual([3000, 6000])
    expect(await balanced()).toEqual([])
  })

  test('is of a day that somebody may mean', async () => {
    const query = { day: '0000-01-01' }
    for (const asked of [listStalls, supplyBoard, listDeliveryCases, listScans])
      expect(await refusalOf(cast.gridLead.call(asked as typeof listStalls, { query }))).toBe('not-valid')
    for (const year of ['0001', '9999']) {
      const at = (clock: string) => `${year}-12-30T${clock}:00.000Z`
      const times = { cutOff: at('00:00'), deliverFrom: at('01:00'), deliverUntil: at('02:00') }
      for (const over of [times, { day: `${year}-12-30` }]) {
        const body = stallOf(cast.grids['2']!, { revision: 2, ...over })
        expect(await refusalOf(cast.gridLead.call(saveStall, { params: { id: stallId }, body }))).toBe('not-valid')
      }
    }
  })

  test('shows its households the code by which they transfer money, and takes nothing else for one', async () => {
    const save = (payCode: string, revision: number) =>
      cast.gridLead.call(saveStall, {
        params: { id: stallId },
        body: stallOf(cast.grids['2']!, { revision, payCode }),
      })
    await save(' wxp://f2f0someone ', 2)
    expect((await cast.resident.call(readStall, { params: { id: stallId } })).payCode).toBe('wxp://f2f0someone')
    for (const wrong of ['12345678', 'javascript:alert(1)', 'wxp://', 'wxp://两个 字', `wxp://${'a'.repeat(500)}`])
      expect(await refusalOf(save(wrong, 3))).toBe('not-valid')
  })

  test('tells the log when its code is another, as the money then goes elsewhere, and the code to nobody', async () => {
    const saves = [null, 'wxp://f2f0someone', 'wxp://f2f0someone', 'wxp://f2f0other', null]
    for (const [at, payCode] of saves.entries()) {
      const body = stallOf(cast.grids['2']!, { revision: 2 + at, payCode })
      await cast.gridLead.call(saveStall, { params: { id: stallId }, body })
    }
    const { rows } = await cast.secretary.call(listAudit, { query: { size: 100 } })
    const changes = rows.filter(({ action }) => action === 'stall.changed').map(({ detail }) => detail ?? '')
    const told = changes.map((detail) => detail.split('，').slice(2).join())
    expect(told.toReversed()).toEqual(['', '加了收款码', '', '换了收款码', '去掉了收款码'])
    expect(changes.join()).not.toContain('wxp')
  })

  test('holds no number of somebody’s for everybody to read', async () => {
    const body = stallOf(cast.grids['2']!, { revision: 2, note: '问我 13800001111' })
    expect(await refusalOf(cast.gridLead.call(saveStall, { params: { id: stallId }, body }))).toBe('not-valid')
  })
})

describe('an order', () => {
  test('takes from the levels, fixes its price, is changed and cancelled, and each word is kept', async () => {
    const placed = await order(cast.resident, '中区3号', [line(items.cabbage, 2500), line(items.eggs, 1000, 2500)])
    expect([placed.amountFen, placed.source, placed.revision]).toEqual([2875, 'self', 1])
    expect(await levels()).toEqual([
      [17_500, 2500],
      [49_000, 1000],
      [null, 0],
    ])
    const saved = await cast.gridLead.call(readStall, { params: { id: stallId } })
    const dearer = stallOf('').items.map((item) => (item.id === items.cabbage ? { ...item, priceFen: 200 } : item))
    await cast.gridLead.call(saveStall, {
      params: { id: stallId },
      body: stallOf(cast.grids['2']!, { revision: saved.revision, items: dearer }),
    })
    const more = [line(items.cabbage, 3000, 150)]
    expect(await refusalOf(order(cast.resident, '中区3号', more, { revision: 1 }))).toBe('price-changed')
    const less = await order(cast.resident, '中区3号', [line(items.cabbage, 2000, 150)], { revision: 1 })
    expect([less.amountFen, less.lines[0]!.priceFen]).toEqual([300, 150])
    const grown = await order(cast.gridWorker, '中区3号', [line(items.cabbage, 3000, 200)], { revision: 2 })
    expect([grown.amountFen, grown.source]).toEqual([600, 'proxy'])
    expect(await refusalOf(order(cast.resident, '中区3号', more, { revision: 2 }))).toBe('changed-meanwhile')
    const cancelled = await cast.resident.call(cancelOrder, { params: { id: placed.id }, body: { revision: 3 } })
    expect([cancelled.state, cancelled.amountFen]).toEqual(['cancelled', 0])
    expect((await levels()).map(([left, ordered]) => [left, ordered])).toEqual([
      [20_000, 0],
      [50_000, 0],
      [null, 0],
    ])
    const { changes } = await cast.gridWorker.call(orderHistory, { params: { id: placed.id } })
    expect(changes.map(({ state, amountFen }) => [state, amountFen])).toEqual([
      ['cancelled', 0],
      ['placed', 600],
      ['placed', 300],
      ['placed', 2875],
    ])
    const again = await order(cast.resident, '中区3号', [line(items.cabbage, 1000, 200)], { revision: 4 })
    expect([again.id, again.revision, again.state]).toEqual([placed.id, 5, 'placed'])
    expect(await balanced()).toEqual([])
    const { rows } = await cast.secretary.call(listAudit, { query: { size: 100 } })
    const told = rows.filter(({ action }) => action.startsWith('order.')).map(({ action }) => action)
    const thrice = ['order.changed', 'order.changed', 'order.changed']
    expect(told.toSorted()).toEqual(['order.cancelled', ...thrice, 'order.placed'])
  })

  test('is refused with the item and a sentence for what stands in its way', async () => {
    const tried = (lines: ReturnType<typeof line>[]) => refusalOf(order(cast.resident, '中区3号', lines))
    expect(await tried([line(items.cabbage, 300)])).toBe('uneven')
    expect(await tried([line(items.cabbage, 10_500)])).toBe('over-limit')
    expect(await tried([line(items.cabbage, 6000), line(items.cabbage, 5000)])).toBe('over-limit')
    expect(await tried([line(items.cabbage, 1000, 140)])).toBe('price-changed')
    expect(await tried([line(uuidv7(), 1000)])).toBe('not-sold')
    expect(await tried([line(items.cabbage, -1000)])).toBe('not-valid')
    expect(await tried([line(items.cabbage, 0.5)])).toBe('not-valid')
    expect(await tried([line(items.rice, 999_000, 6800)])).toBe('too-large')
    const most = [line(items.rice, 600_000, 6800), line(items.rice, 600_000, 6800)]
    expect(await tried(most)).toBe('over-limit')
    await order(cast.gridWorker, '中区1号', [line(items.cabbage, 10_000)])
    await order(cast.gridWorker, '中区2号', [line(items.cabbage, 9000)])
    expect(await tried([line(items.cabbage, 1500)])).toBe('not-enough')
    expect((await levels())[0]).toEqual([1000, 19_000])
  })

  test('ends at the cut-off by the server’s clock, to the second', async () => {
    const placed = await order(cast.resident, '中区3号', [line(items.cabbage, 1000)])
    const { cutOff } = await cast.resident.call(readStall, { params: { id: stallId } })
    const { clock } = app.kernel
    const isNow = (before: number) => (app.kernel.clock = () => new Date(Date.parse(cutOff) - before))
    isNow(1000)
    await order(cast.resident, '中区3号', [line(items.cabbage, 2000)], { revision: 1 })
    isNow(0)
    for (const who of [cast.resident, cast.gridLead])
      expect(await refusalOf(order(who, '中区3号', [line(items.cabbage, 1000)], { revision: 2 }))).toBe('past-cut-off')
    const cancel = (who: Persona) => who.call(cancelOrder, { params: { id: placed.id }, body: { revision: 2 } })
    expect(await refusalOf(cancel(cast.resident))).toBe('past-cut-off')
    expect((await cancel(cast.gridLead)).state).toBe('cancelled')
    app.kernel.clock = clock
  })

  test('is its household’s and its scope’s alone', async () => {
    const placed = await order(cast.resident, '中区3号', [line(items.cabbage, 1000)], { note: '放门口 13800001111' })
    expect(placed.note).not.toContain('13800001111')
    expect(await refusalOf(order(cast.resident, '中区1号', [line(items.cabbage, 1000)]))).toBe('not-found')
    expect(await refusalOf(order(cast.otherLead, '东区1号', [line(items.cabbage, 1000)]))).toBe('not-found')
    expect(await refusalOf(cast.otherLead.call(orderHistory, { params: { id: placed.id } }))).toBe('not-found')
    const mine = await cast.resident.call(ownOrders)
    expect(mine.rows.map(({ order: one, stall }) => [one.door, stall.id, one.changedByName])).toEqual([
      ['中区3号', stallId, null],
    ])
    const listed = await cast.gridWorker.call(listOrders, { params: { id: stallId } })
    expect([listed.total, listed.amountFen]).toEqual([1, 150])
    expect((await cast.hubHousehold.call(listOrders, { params: { id: stallId } })).total).toBe(0)
    const own = await cast.resident.call(readOwnData)
    expect(own.households[0]!.orders.map(({ goods, amountFen }) => [goods, amountFen])).toEqual([['大白菜 1斤', 150]])
  })

  test('stays to be seen when its household has moved to where the stall sells nothing', async () => {
    await order(cast.resident, '中区3号', [line(items.cabbage, 1000)])
    const { id: householdId, buildingId } = cast.households['中区3号']!
    await transactAsSystem(app.kernel, cast.communityId, async (work) => {
      for (const [table, id] of [
        ['household', householdId],
        ['building', buildingId],
      ] as const)
        await work.db.execute(
          sql`UPDATE ${sql.identifier(table)} SET grid_id = ${cast.grids['1-1-1']!} WHERE community_id = ${work.communityId} AND id = ${id}`,
        )
      work.touch({ gridId: cast.grids['1-1-1']!, topic: 'ledger' })
    })
    await app.settle()
    const [mine] = (await cast.resident.call(ownOrders)).rows
    expect([mine!.stall.id, mine!.order.gridCode]).toEqual([stallId, '1-1-1'])
    expect((await cast.resident.call(listStalls)).rows).toEqual([])
    expect((await cast.gridLead.call(listOrders, { params: { id: stallId } })).rows).toEqual([])
    expect((await cast.secretary.call(listOrders, { params: { id: stallId } })).total).toBe(1)
  })

  test('that no person placed is listed, counted and told like any other', async () => {
    const householdId = cast.households['中区3号']!.id
    const wanted = { id: uuidv7(), stallId, householdId, revision: 0, lines: [line(items.cabbage, 1500)], note: '' }
    await transactAsSystem(app.kernel, cast.communityId, async (work) => {
      const target = (await findTarget(work.db, work.communityId, householdId))!
      await placeFor(work, target, wanted, { source: 'self', levels: 'now' })
    })
    const { rows, total } = await cast.gridWorker.call(listOrders, { params: { id: stallId } })
    expect([total, rows.map(({ door, changedByName }) => [door, changedByName])]).toEqual([1, [['中区3号', '系统']]])
    const { changes } = await cast.gridWorker.call(orderHistory, { params: { id: wanted.id } })
    expect(changes.map(({ byName }) => byName)).toEqual(['系统'])
    const { items: sold } = await cast.gridWorker.call(readStall, { params: { id: stallId } })
    expect(sold.map(({ orderedMilli, amountFen }) => [orderedMilli, amountFen])).toEqual([
      [1500, 225],
      [0, 0],
      [0, 0],
    ])
  })

  test('that is sent again is the same one', async () => {
    const id = uuidv7()
    const first = await order(cast.resident, '中区3号', [line(items.cabbage, 1000)], { id })
    const second = await order(cast.resident, '中区3号', [line(items.cabbage, 1000)], { id })
    expect([second.id, second.revision]).toEqual([first.id, 1])
    expect((await levels())[0]).toEqual([19_000, 1000])
  })
})

describe('law 5', () => {
  test('many buyers of few pieces at once end with exactly so many sold', async () => {
    const doors = Object.keys(cast.households).filter((door) => door.startsWith('中区'))
    const tried = await Promise.all(
      doors.map((door) =>
        order(cast.gridLead, door, [line(items.cabbage, 3000), line(items.eggs, 1000, 2500)]).then(
          () => 'sold',
          (error: unknown) => (error instanceof Refusal ? error.code : error),
        ),
      ),
    )
    const six = (outcome: string) => Array<string>(6).fill(outcome)
    expect(tried.toSorted()).toEqual([...six('not-enough'), ...six('sold')])
    expect((await levels())[0]).toEqual([2000, 18_000])
    expect((await levels())[1]).toEqual([44_000, 6000])
    expect(await balanced()).toEqual([])
  })

  test('two of a household at once have one order, within its limit', async () => {
    const place = { householdId: cast.households['中区3号']!.id, householdGridId: cast.grids['2-1-1']! }
    const wife = await addPersona(app, cast.communityId, '妻子', 'resident', place)
    const outcomes = await Promise.all(
      [cast.resident, wife].map((who) =>
        order(who, '中区3号', [line(items.cabbage, 8000)]).then(
          () => 'placed',
          () => 'refused',
        ),
      ),
    )
    expect(outcomes.toSorted()).toEqual(['placed', 'refused'])
    expect((await levels())[0]).toEqual([12_000, 8000])
  })

  test('a stall that is called off gives everything back, also what is being ordered meanwhile', async () => {
    const doors = Object.keys(cast.households).filter((door) => door.startsWith('中区'))
    await Promise.all([
      ...doors.map((door) => order(cast.gridLead, door, [line(items.cabbage, 1000)]).catch(() => null)),
      cast.gridLead.call(moveStall, { params: { id: stallId }, body: { to: 'called-off', reason: '车没来' } }),
    ])
    expect((await levels())[0]).toEqual([20_000, 0])
    const { rows } = await cast.gridLead.call(listOrders, { params: { id: stallId }, query: { state: 'placed' } })
    expect(rows).toEqual([])
    expect(await balanced()).toEqual([])
  })
})
