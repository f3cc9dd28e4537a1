/** An invented stall for the tests of the mini-program, with what is ordered there. */
import type { OrderChainLine, OrderChainView, HouseholdPlan } from '@gezhong/shared/supplies/order-chains/contract'
import type { Order } from '@gezhong/shared/supplies/orders/contract'
import type { Stall, StallItem, StallWithItems } from '@gezhong/shared/supplies/stalls/contract'
import { HOUSEHOLD, id, NOW } from './village.ts'

const item = (
  number: number,
  name: string,
  unit: StallItem['unit'],
  priceFen: number,
  over: Partial<StallItem> = {},
) => ({
  id: id(number),
  name,
  aliases: [],
  unit,
  priceFen,
  stepMilli: unit === '斤' ? 500 : 1000,
  limitMilli: null,
  photoId: null,
  offeredMilli: null,
  leftMilli: null,
  orderedMilli: 0,
  amountFen: 0,
  ...over,
})

export const CABBAGE: StallItem = item(1001, '大白菜', '斤', 150, { orderedMilli: 3500, amountFen: 525 })
export const EGGS: StallItem = item(1002, '鸡蛋', '板', 2500, { offeredMilli: 5000, leftMilli: 5000 })

export const STALL: Stall = {
  id: id(1000),
  gridId: id(202),
  gridCode: '2',
  day: '2026-11-23',
  title: '爱心菜吧',
  note: '',
  payCode: null,
  state: 'open',
  cutOff: '2026-11-23T14:00:00+08:00',
  deliverFrom: '2026-11-23T16:00:00+08:00',
  deliverUntil: '2026-11-23T20:00:00+08:00',
  revision: 1,
  openedAt: NOW,
  orders: 2,
  amountFen: 3025,
  now: NOW,
}

export const stallWith = (items: StallItem[] = [CABBAGE, EGGS], over: Partial<Stall> = {}): StallWithItems => ({
  ...STALL,
  ...over,
  items,
})

/** Nothing was shared out or weighed. */
export const AS_ORDERED = { givenMilli: null, weighed: false, shortWhy: null }

export const order = (over: Partial<Order> = {}): Order => ({
  id: id(1100),
  stallId: STALL.id,
  householdId: HOUSEHOLD.id,
  door: HOUSEHOLD.door,
  gridCode: '2',
  priority: false,
  state: 'placed',
  revision: 1,
  source: 'self',
  note: '',
  lines: [
    { itemId: CABBAGE.id, name: '大白菜', unit: '斤', milli: 2000, priceFen: 150, amountFen: 300, ...AS_ORDERED },
  ],
  amountFen: 300,
  packedAt: null,
  placedAt: NOW,
  changedAt: NOW,
  changedByName: null,
  ...over,
})

export const goods = (milli: number) => [{ itemId: CABBAGE.id, name: '大白菜', unit: '斤' as const, milli }]

export const orderLine = (over: Partial<OrderChainLine>): OrderChainLine => ({
  key: `line-${over.line ?? 1}`,
  line: 1,
  index: 1,
  text: '',
  spans: [],
  door: null,
  goods: [],
  remark: '',
  reasons: [],
  verdict: 'ok',
  toSettle: false,
  household: null,
  candidates: [],
  isNew: true,
  fix: null,
  ...over,
})

export const plan = (over: Partial<HouseholdPlan>): HouseholdPlan => ({
  householdId: HOUSEHOLD.id,
  door: HOUSEHOLD.door,
  doing: 'new',
  goods: goods(2000),
  ordered: [],
  amountFen: 300,
  problem: null,
  ...over,
})

export function orderChain(
  lines: OrderChainLine[],
  plans: HouseholdPlan[],
  pastedAt: string | null = null,
): OrderChainView {
  const count = (doing: HouseholdPlan['doing']) => plans.filter((one) => one.doing === doing).length
  return {
    stallId: STALL.id,
    gridId: STALL.gridId,
    pastedAt,
    lastConfirmation: null,
    lastUndo: null,
    lines,
    plans,
    counts: {
      new: count('new'),
      changed: count('changed'),
      cancelled: count('cancelled'),
      same: count('same'),
      conflict: count('conflict'),
      refused: count('refused'),
    },
    toSettle: lines.filter(({ toSettle }) => toSettle).length,
  }
}
