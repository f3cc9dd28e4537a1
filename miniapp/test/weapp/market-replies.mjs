// What the server answers about a stall, what is ordered there, and a group's order chain.
import { CABBAGE, GRID, HOUSEHOLD, id, NOW, STALL } from './canned-ids.mjs'

const stall = {
  id: STALL,
  gridId: GRID,
  gridCode: '2',
  day: '2026-11-23',
  title: '爱心菜吧',
  note: '',
  payCode: 'wxp://f2f0someone',
  state: 'open',
  cutOff: '2026-11-23T14:00:00+08:00',
  deliverFrom: '2026-11-23T16:00:00+08:00',
  deliverUntil: '2026-11-23T20:00:00+08:00',
  revision: 1,
  openedAt: NOW,
  orders: 1,
  amountFen: 300,
  now: NOW,
}
const item = (number, name) => ({
  id: id(number),
  name,
  aliases: [],
  unit: '斤',
  priceFen: 150,
  stepMilli: 500,
  limitMilli: null,
  photoId: null,
  offeredMilli: null,
  leftMilli: null,
  orderedMilli: 2000,
  amountFen: 0,
})
/** As many things as a stall may sell. */
const items = [item(1001, '大白菜'), ...Array.from({ length: 199 }, (_, at) => item(1200 + at, `菜${at + 1}`))]
const order = (lines) => ({
  id: id(1100),
  stallId: STALL,
  householdId: HOUSEHOLD,
  door: '中区32号',
  gridCode: '2',
  priority: false,
  state: 'placed',
  revision: 1,
  source: 'self',
  note: '',
  lines: lines.map((line) => ({
    ...line,
    name: '大白菜',
    unit: '斤',
    givenMilli: null,
    weighed: false,
    shortWhy: null,
    amountFen: (line.milli * line.priceFen) / 1e3,
  })),
  amountFen: lines.reduce((sum, { milli, priceFen }) => sum + (milli * priceFen) / 1000, 0),
  packedAt: null,
  placedAt: NOW,
  changedAt: NOW,
  changedByName: null,
})
const goods = [{ itemId: CABBAGE, name: '大白菜', unit: '斤', milli: 2000 }]
const homeOf = (number) => ({ householdId: id(3000 + number), door: `中区${number}号`, headcount: 3 })
const line = (number) => ({
  key: `line-${number}`,
  line: number,
  index: number,
  text: `${number}. 中区${number}号 白菜2斤 188····3570`,
  spans: [],
  door: `中区${number}号`,
  goods,
  remark: '',
  reasons: [],
  verdict: 'ok',
  toSettle: false,
  household: homeOf(number),
  candidates: [],
  isNew: true,
  fix: null,
})
const plan = (number) => {
  const { householdId, door } = homeOf(number)
  return { householdId, door, doing: 'new', goods, ordered: [], amountFen: 300, problem: null }
}
function chain(length, pastedAt) {
  const numbers = Array.from({ length }, (_, at) => at + 1)
  return {
    stallId: STALL,
    gridId: GRID,
    pastedAt,
    lastConfirmation: null,
    lastUndo: null,
    lines: numbers.map(line),
    plans: numbers.map(plan),
    counts: { new: length, changed: 0, cancelled: 0, same: 0, conflict: 0, refused: 0 },
    toSettle: 0,
  }
}

const bag = {
  orderId: id(1100),
  stallId: STALL,
  door: '中区32号',
  gridCode: '2',
  priority: false,
  state: 'placed',
  revision: 1,
  note: '',
  amountFen: 300,
  packedAt: null,
  packedByName: null,
  changedSince: false,
  lines: [
    {
      ...goods[0],
      dueMilli: 2e3,
      weighedMilli: null,
      givenMilli: 2e3,
      amountFen: 300,
    },
  ],
}
const bags = {
  pieces: [{ gridId: GRID, gridCode: '2', bags: [bag], packed: 0, totals: [{ ...goods[0], leftMilli: 2000 }] }],
  mayPack: true,
  over: true,
}

const money = { dueFen: 300, paidFen: 0, openFen: 300, overpaidFen: 0 }
const dues = {
  rows: [
    {
      orderId: id(1100),
      householdId: HOUSEHOLD,
      door: '中区32号',
      gridCode: '2',
      state: 'placed',
      orderedFen: 300,
      ...money,
    },
  ],
  total: 1,
  ...money,
}

/** Null for what is not about them. */
export function marketAnswer(path, method, sent, state) {
  if (path === '/api/stalls') return { rows: [stall], total: 1 }
  if (path === `/api/stalls/${STALL}`) return { ...stall, items }
  if (path === '/api/own/orders')
    return { rows: state.order == null ? [] : [{ order: state.order, stall }], total: state.order == null ? 0 : 1 }
  if (path === `/api/stalls/${STALL}/households/${HOUSEHOLD}/order`) return { order: state.order ?? null }
  if (path === `/api/stalls/${STALL}/orders`) {
    const standing = order([{ itemId: CABBAGE, milli: 2000, priceFen: 150 }])
    return { rows: [standing], total: 1, amountFen: standing.amountFen }
  }
  if (path === `/api/stalls/${STALL}/bags`) return bags
  if (/^\/api\/orders\/[^/]+\/payments$/.test(path))
    return { dueFen: 75, paidFen: 0, openFen: 75, overpaidFen: 0, payments: [] }
  if (path === '/api/own/takings') return { takings: [] }
  if (path === `/api/stalls/${STALL}/dues`) return dues
  if (path === '/api/payments')
    return { verdicts: sent.payments.map(({ id }) => ({ id, verdict: 'recorded', stand: null })) }
  if (path === '/api/orders' && method === 'POST') {
    state.order = order(sent.lines)
    return state.order
  }
  if (!path.startsWith(`/api/stalls/${STALL}/chains/`)) return null
  return method === 'GET' ? chain(0, null) : chain(300, path.endsWith('/preview') ? null : NOW)
}
