import { placeOrder } from '@gezhong/shared/supplies/orders/contract'
import { moveStall, saveStall } from '@gezhong/shared/supplies/stalls/contract'
import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { checkStock } from '../src/supplies/stock/check.ts'
import { transactAsSystem } from '../src/database/transact.ts'
import type { TestApp } from './app.ts'
import type { Cast } from './cast.ts'

export interface ClosedStall {
  stallId: string
  /** Sold by weight and with an end, by weight without one, and by the piece with an end. */
  items: { cabbage: string; greens: string; eggs: string }
  /** By door. */
  orders: Record<string, string>
}

const PRICES = { cabbage: 150, greens: 300, eggs: 2500 }

/** A stall of grid 2 that is closed, where these doors have ordered so many 斤 of cabbage, one after the other. */
export async function aClosedStall(
  app: TestApp,
  cast: Cast,
  wanted: Readonly<Record<string, number>>,
  { close = true, inCare = [] }: { close?: boolean; inCare?: readonly string[] } = {},
): Promise<ClosedStall> {
  const [stallId, items] = [uuidv7(), { cabbage: uuidv7(), greens: uuidv7(), eggs: uuidv7() }]
  const hours = (count: number) => new Date(app.kernel.clock().getTime() + count * 3_600_000).toISOString()
  const sold = { stepMilli: 500, limitMilli: null, offeredMilli: null }
  await cast.gridLead.call(saveStall, {
    params: { id: stallId },
    body: {
      gridId: cast.grids['2']!,
      day: '2022-04-03',
      title: '爱心菜吧',
      cutOff: hours(2),
      deliverFrom: hours(4),
      deliverUntil: hours(8),
      revision: 0,
      items: [
        { ...sold, id: items.cabbage, name: '大白菜', unit: '斤', priceFen: PRICES.cabbage, offeredMilli: 60_000 },
        { ...sold, id: items.greens, name: '上海青', unit: '斤', priceFen: PRICES.greens },
        {
          ...sold,
          id: items.eggs,
          name: '鸡蛋',
          unit: '板',
          stepMilli: 1000,
          priceFen: PRICES.eggs,
          offeredMilli: 5000,
        },
      ],
    },
  })
  await cast.gridLead.call(moveStall, { params: { id: stallId }, body: { to: 'open' } })
  const orders: Record<string, string> = {}
  for (const [door, count] of Object.entries(wanted)) {
    const { id: householdId } = cast.households[door]!
    const lines = [{ itemId: items.cabbage, milli: count * 1000, priceFen: PRICES.cabbage }]
    const body = { id: uuidv7(), stallId, householdId, revision: 0, lines }
    orders[door] = (await cast.gridLead.call(placeOrder, { body })).id
  }
  await transactAsSystem(app.kernel, cast.communityId, async ({ db, communityId }) => {
    for (const door of inCare)
      await db.execute(sql`UPDATE household SET priority = true
        WHERE community_id = ${communityId} AND id = ${cast.households[door]!.id}`)
    // One after the other also where a fast machine takes them in the same millisecond.
    for (const [at, id] of Object.values(orders).entries())
      await db.execute(sql`UPDATE stall_order SET placed_at = placed_at + ${`${at} seconds`}::interval
        WHERE community_id = ${communityId} AND id = ${id}`)
  })
  if (close) await cast.gridLead.call(moveStall, { params: { id: stallId }, body: { to: 'closed' } })
  return { stallId, items, orders }
}

/** Levels and amounts that are not what the rows sum to. */
export const faultsOf = (app: TestApp, { communityId }: Cast) =>
  transactAsSystem(app.kernel, communityId, async ({ db }) => {
    const { stockFaults, orderFaults } = await checkStock(db, communityId)
    return [...stockFaults, ...orderFaults]
  })
