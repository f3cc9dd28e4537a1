import { hasRole, STAFF_ROLES } from '@gezhong/shared/actor'
import { civilDay } from '@gezhong/shared/civil-day'
import { Refusal } from '@gezhong/shared/errors'
import { EXPORT_ROWS, type ExportReason } from '@gezhong/shared/export-reason'
import { ORDER_STATE_WORDS } from '@gezhong/shared/supplies/orders/contract'
import {
  DUE_STATE_WORDS,
  type Due,
  type DueState,
  type exportSettlement,
  type HandIn,
  type listDues,
  type listPayments,
  type OwnTakings,
  type Payment,
  type Settlement,
} from '@gezhong/shared/supplies/payments/contract'
import { collectorsOf, paidOf, settle, standOf } from '@gezhong/shared/supplies/payments/settle'
import { canKeepStall } from '@gezhong/shared/supplies/policy'
import type { z } from 'zod'
import type { Work } from '../../database/transact.ts'
import { readSubtree } from '../../grid/communities/queries.ts'
import { exportFile } from '../../http/export-file.ts'
import type { FileReply } from '../../http/serve.ts'
import { maskText } from '../../security/mask-text.ts'
import { findOrder } from '../orders/queries.ts'
import { stallOf } from '../stalls/service.ts'
import {
  readHandIns,
  readOrderMoney,
  readPayments,
  readTakings,
  type HandInView,
  type MoneyView,
  type OrderMoney,
} from './queries.ts'

const DAY = 86_400_000

const reasonOf = ({ vault, communityId }: Work, sealed: Buffer | null): string =>
  sealed === null ? '' : maskText(vault.openForCommunity(communityId, sealed))

/** Their names are told to those in office; the household sees its money, not who works. */
function presentPayments(work: Work, rows: readonly MoneyView[]): Payment[] {
  const gone = new Set(rows.flatMap(({ takesBack }) => takesBack ?? []))
  const named = hasRole(work.actor, STAFF_ROLES)
  return rows.map(({ collectorId: _, reasonSealed, collectorName, ...row }) => ({
    ...row,
    at: new Date(row.at).toISOString(),
    reason: reasonOf(work, reasonSealed),
    collectorName: named ? collectorName : null,
    isTakenBack: gone.has(row.id),
  }))
}

export async function ofOrder(work: Work, id: string) {
  const order = await findOrder(work.db, work.communityId, id)
  if (order === undefined) throw new Refusal('not-found')
  const rows = await readPayments(work.db, work.communityId, { orderId: id })
  return { ...standOf(order.amountFen, paidOf(rows)), payments: presentPayments(work, rows) }
}

const stateOf = ({ openFen, overpaidFen }: Pick<Due, 'openFen' | 'overpaidFen'>): DueState =>
  openFen > 0 ? 'open' : overpaidFen > 0 ? 'overpaid' : 'settled'

type Asked = z.output<(typeof exportSettlement)['query']>

/** Of the orders in the asker's scope, those under the filter. One that was cancelled before anything was paid owes nothing. */
async function duesOf({ db, communityId }: Work, stallId: string, { state, grid, q }: Asked): Promise<Due[]> {
  const orders = await readOrderMoney(db, communityId, stallId)
  const { stands } = settle(orders, await readPayments(db, communityId, { stallId }), [])
  const within = grid === undefined ? null : new Set(await readSubtree(db, communityId, grid))
  const present = ({ id, gridId: _, ...order }: OrderMoney): Due => ({ ...order, orderId: id, ...stands.get(id)! })
  return orders
    .filter((order) => within === null || within.has(order.gridId))
    .filter(({ door }) => q === undefined || door.includes(q))
    .map(present)
    .filter((due) => due.state === 'placed' || due.paidFen !== 0)
    .filter((due) => state === undefined || stateOf(due) === state)
}

const total = (dues: readonly Due[], key: 'dueFen' | 'paidFen' | 'openFen' | 'overpaidFen'): number =>
  dues.reduce((fen, due) => fen + due[key], 0)

export async function dues(
  work: Work,
  stallId: string,
  { page, size, ...asked }: z.output<(typeof listDues)['query']>,
) {
  await stallOf(work, stallId)
  const found = await duesOf(work, stallId, asked)
  return {
    rows: found.slice((page - 1) * size, page * size),
    total: found.length,
    dueFen: total(found, 'dueFen'),
    paidFen: total(found, 'paidFen'),
    openFen: total(found, 'openFen'),
    overpaidFen: total(found, 'overpaidFen'),
  }
}

export async function payments(
  work: Work,
  stallId: string,
  { page, size, ...asked }: z.output<(typeof listPayments)['query']>,
) {
  await stallOf(work, stallId)
  const found = await readPayments(work.db, work.communityId, { stallId, ...asked })
  const rows = presentPayments(work, found).slice((page - 1) * size, page * size)
  return { rows, total: found.length, paidFen: paidOf(found) }
}

function presentHandIns(work: Work, rows: readonly HandInView[]): HandIn[] {
  const gone = new Set(rows.flatMap(({ takesBack }) => takesBack ?? []))
  return rows.map(({ reasonSealed, stallId: _, at, ...row }) => ({
    ...row,
    at: new Date(at).toISOString(),
    reason: reasonOf(work, reasonSealed),
    isTakenBack: gone.has(row.id),
  }))
}

/**
 * All of the stall, also of a household that lies elsewhere by now: its money was taken here, and must not vanish with it. So
 * it is added up over the whole community, and only numbers leave; the lists beside it stay in the asker's scope.
 */
export async function settlement(work: Work, stallId: string): Promise<Settlement> {
  const { db, communityId } = work
  const stall = await stallOf(work, stallId)
  if (!canKeepStall(work.actor, stall.gridCode)) throw new Refusal('not-allowed')
  const [orders, rows, handIns] = await work.elevated(async () => [
    await readOrderMoney(db, communityId, stallId),
    await readPayments(db, communityId, { stallId }),
    await readHandIns(db, communityId, { stallIds: [stallId] }),
  ])
  const { stands: _, collectors, ...sums } = settle(orders, rows, handIns)
  const names = new Map([...rows, ...handIns].map(({ collectorId, collectorName }) => [collectorId, collectorName]))
  return {
    ...sums,
    orders: orders.filter(({ state }) => state === 'placed').length,
    collectors: collectors.map((sum) => ({ ...sum, collectorName: names.get(sum.collectorId)! })),
    handIns: presentHandIns(work, handIns),
  }
}

const yuan = (fen: number): number => fen / 100

export async function exportFileOf(work: Work, id: string, asked: Asked, { reason }: ExportReason): Promise<FileReply> {
  const stall = await stallOf(work, id)
  const found = await duesOf(work, id, asked)
  if (found.length > EXPORT_ROWS) throw new Refusal('too-large', `一次最多导出 ${EXPORT_ROWS} 户，请按网格分开导出`)
  work.record({ action: 'settlement.exported', subjectId: id, detail: `${found.length} 户，用途：${reason}` })
  const row = (due: Due) => [
    due.gridCode,
    due.door,
    ORDER_STATE_WORDS[due.state],
    ...[due.orderedFen, due.dueFen, due.paidFen, due.openFen, due.overpaidFen].map(yuan),
    DUE_STATE_WORDS[stateOf(due)],
  ]
  const sum = (of: (due: Due) => number) => yuan(found.reduce((fen, due) => fen + of(due), 0))
  const sums = [
    '合计',
    `${found.length} 户`,
    '',
    sum(({ orderedFen }) => orderedFen),
    ...(['dueFen', 'paidFen', 'openFen', 'overpaidFen'] as const).map((key) => yuan(total(found, key))),
    '',
  ]
  return exportFile(work, {
    fileName: `结算-${stall.gridCode}网格-${stall.day}-${civilDay(work.now)}.xlsx`,
    reason,
    headers: ['网格', '门牌', '订单', '订的（元）', '应收（元）', '已收（元）', '还欠（元）', '要退（元）', '结清'],
    rows: [...found.map(row), sums],
  })
}

/** Days of stalls that one still looks at for what one took. */
const TAKINGS_DAYS = 2

/** One's own alone: whoever has been at a door knows what was taken there, whatever one may see otherwise. */
export async function own(work: Work): Promise<{ takings: OwnTakings[] }> {
  const { db, communityId, actor, now } = work
  const since = civilDay(new Date(now.getTime() - TAKINGS_DAYS * DAY))
  const [rows, handIns] = await work.elevated(async () => {
    const taken = await readTakings(db, communityId, actor.accountId, since)
    const stallIds = [...new Set(taken.map(({ stallId }) => stallId))]
    return [taken, await readHandIns(db, communityId, { stallIds, collectorId: actor.accountId })] as const
  })
  const stalls = new Map(rows.map(({ stallId, title, day }) => [stallId, { stallId, title: maskText(title), day }]))
  const takings = [...stalls.values()].map((stall) => {
    const [sums] = collectorsOf(
      rows.filter(({ stallId }) => stallId === stall.stallId),
      handIns.filter(({ stallId }) => stallId === stall.stallId),
    )
    return { ...stall, ...sums! }
  })
  return { takings }
}
