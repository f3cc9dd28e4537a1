import { civilDay } from '@gezhong/shared/civil-day'
import type { Unit } from '@gezhong/shared/supplies/orders/stall'
import { and, eq, gt, isNull, like, sql } from 'drizzle-orm'
import { transactAsSystem, type Kernel, type Work } from '../database/transact.ts'
import { grid } from '../grid/communities/tables.ts'
import { household } from '../people/ledger/tables.ts'
import { findTarget } from '../people/reports/queries.ts'
import { placeFor } from '../supplies/orders/service.ts'
import { keepItems } from '../supplies/stalls/items.ts'
import { addStall } from '../supplies/stalls/queries.ts'
import { stall } from '../supplies/stalls/tables.ts'
import { chanceOf } from './chance.ts'
import { DEMO_COMMUNITY_ID, demoId } from './identifiers.ts'

/** Name and what else the group calls it, unit, fen, step, most a household, how much there is; in units. */
const GOODS: readonly [string, string[], Unit, number, number, number | null, number | null][] = [
  ['大白菜', ['白菜'], '斤', 150, 0.5, 10, 300],
  ['土豆', ['马铃薯'], '斤', 200, 0.5, 10, 400],
  ['胡萝卜', ['红萝卜'], '斤', 250, 0.5, 5, 200],
  ['西红柿', ['番茄'], '斤', 400, 0.5, 5, 150],
  ['上海青', ['青菜', '小白菜'], '把', 300, 1, 4, 120],
  ['葱', ['小葱', '香葱'], '把', 150, 1, 2, 100],
  ['鸡蛋', ['蛋'], '板', 2500, 1, 1, 90],
  ['五花肉', ['猪肉', '肉'], '斤', 1800, 0.5, 3, 80],
  ['豆腐', [], '块', 200, 1, 4, null],
  ['大米', ['米'], '袋', 6800, 1, 1, 60],
  ['挂面', ['面条'], '包', 600, 1, 3, null],
  ['食用油', ['油'], '桶', 7500, 1, 1, 40],
]
const HOUR = 3_600_000
/** Households of a grid that have ordered already. */
const ORDERED = 24

const milli = (units: number | null): number | null => (units === null ? null : units * 1000)

async function isSelling({ db, communityId, now }: Work): Promise<boolean> {
  const open = await db
    .select({ id: stall.id })
    .from(stall)
    .where(and(eq(stall.communityId, communityId), eq(stall.state, 'open'), gt(stall.cutOff, now)))
    .limit(1)
  return open.length > 0
}

async function openStall(work: Work, gridId: string, gridCode: string, day: string, deliverFrom: Date) {
  const { db, communityId, now } = work
  const id = demoId('stall', `${day} ${gridCode}`)
  await addStall(db, {
    communityId,
    id,
    gridId,
    day,
    title: '爱心菜吧',
    note: '送到家门口，现金、扫码都行。楼上的请开一下门禁。',
    payCode: null,
    state: 'open',
    cutOff: new Date(deliverFrom.getTime() - 2 * HOUR),
    deliverFrom,
    deliverUntil: new Date(deliverFrom.getTime() + 4 * HOUR),
    revision: 1,
    madeBy: work.actor.accountId,
    madeAt: now,
    openedAt: now,
    sharedAt: null,
  })
  const items = GOODS.map(([name, aliases, unit, priceFen, step, limit, offered]) => ({
    id: demoId('stall-item', `${day} ${gridCode} ${name}`),
    name,
    aliases,
    unit,
    priceFen,
    stepMilli: step * 1000,
    limitMilli: milli(limit),
    photoId: null,
    offeredMilli: milli(offered),
  }))
  await keepItems(work, id, items)
  return { id, items }
}

async function orderThere(work: Work, gridCode: string, { id: stallId, items }: Awaited<ReturnType<typeof openStall>>) {
  const { db, communityId } = work
  const chance = chanceOf(`orders ${gridCode}`)
  const homes = await db
    .select({ id: household.id })
    .from(household)
    .innerJoin(grid, and(eq(grid.communityId, household.communityId), eq(grid.id, household.gridId)))
    .where(
      and(
        eq(household.communityId, communityId),
        like(grid.code, `${gridCode}-%`),
        eq(household.occupancy, 'occupied'),
        isNull(household.removedAt),
      ),
    )
    .orderBy(household.doorOrder)
  const buyers = homes.filter(() => chance.happens(ORDERED / homes.length))
  for (const { id } of buyers) {
    const target = (await findTarget(db, communityId, id))!
    const wanted = items.filter(() => chance.happens(0.3))
    const lines = (wanted.length === 0 ? items.slice(0, 2) : wanted).map((item) => ({
      itemId: item.id,
      milli: Math.min(item.limitMilli ?? 2000, item.stepMilli * (1 + chance.below(4))),
      priceFen: item.priceFen,
    }))
    await placeFor(
      work,
      target,
      {
        id: demoId('order', `${stallId} ${id}`),
        stallId,
        householdId: id,
        revision: 0,
        lines,
        note: '',
      },
      { source: chance.happens(0.6) ? 'self' : 'chain', levels: 'now' },
    )
  }
}

/**
 * A stall in every grid that delivers tomorrow afternoon, with some orders; made anew whenever the server starts and none
 * sells any more, so that there is always something to try.
 */
export async function seedStalls(kernel: Kernel): Promise<void> {
  await transactAsSystem(kernel, DEMO_COMMUNITY_ID, async (work) => {
    const { db, communityId, now } = work
    await db.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended('demo stalls', 0))`)
    if (await isSelling(work)) return
    const day = civilDay(new Date(now.getTime() + 24 * HOUR))
    const grids = await db
      .select({ id: grid.id, code: grid.code })
      .from(grid)
      .where(and(eq(grid.communityId, communityId), eq(grid.level, 'grid'), isNull(grid.retiredAt)))
    for (const { id, code } of grids) {
      const there = await db
        .select({ id: stall.id })
        .from(stall)
        .where(and(eq(stall.communityId, communityId), eq(stall.gridId, id), eq(stall.day, day)))
      if (there.length > 0) continue
      await orderThere(work, code, await openStall(work, id, code, day, new Date(`${day}T16:00:00+08:00`)))
    }
  })
}
