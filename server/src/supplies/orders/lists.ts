import { ownHouseholds } from '@gezhong/shared/actor'
import { civilDay } from '@gezhong/shared/civil-day'
import { Refusal } from '@gezhong/shared/errors'
import { EXPORT_ROWS, type ExportReason } from '@gezhong/shared/export-reason'
import { givenOf, MILLI } from '@gezhong/shared/supplies/amounts'
import {
  ORDER_SOURCE_WORDS,
  ORDER_STATE_WORDS,
  type exportOrders,
  type listOrders,
  type Order,
  type ownOrders,
} from '@gezhong/shared/supplies/orders/contract'
import type { z } from 'zod'
import type { Work } from '../../database/transact.ts'
import { readSubtree } from '../../grid/communities/queries.ts'
import { exportFile } from '../../http/export-file.ts'
import type { FileReply } from '../../http/serve.ts'
import { maskText } from '../../security/mask-text.ts'
import { requireTarget } from '../../people/reports/service.ts'
import { readItems } from '../stalls/queries.ts'
import { stallOf, stallsOrderedAt } from '../stalls/service.ts'
import { countOrders, readOrders, type OrderFilter, type OrderRow, type OrderView } from './queries.ts'

/** What an order's row does not say of itself. */
interface Around extends Pick<Order, 'door' | 'gridCode' | 'priority' | 'lines'> {
  byName: string
}

export function presentOrder({ vault, communityId }: Work, row: OrderRow, { byName, ...around }: Around): Order {
  const note = row.noteSealed === null ? '' : maskText(vault.openForCommunity(communityId, row.noteSealed))
  const { id, stallId, householdId, state, revision, source, amountFen } = row
  const [placedAt, changedAt] = [row.placedAt.toISOString(), row.changedAt.toISOString()]
  const packedAt = row.packedAt?.toISOString() ?? null
  const order = { id, stallId, householdId, state, revision, source, amountFen, note, packedAt, placedAt, changedAt }
  return { ...order, ...around, changedByName: byName }
}

const present = (work: Work, { row, ...around }: OrderView): Order => presentOrder(work, row, around)

export async function ofHousehold(work: Work, stallId: string, householdId: string): Promise<{ order: Order | null }> {
  await stallOf(work, stallId)
  await requireTarget(work, householdId)
  const [view] = await readOrders(work.db, work.communityId, { stallId, household: householdId }, { page: 1, size: 1 })
  return { order: view === undefined ? null : present(work, view) }
}

/** An order in the asker's scope. */
export async function orderOf(work: Work, id: string): Promise<Order> {
  const [view] = await readOrders(work.db, work.communityId, { ids: [id] }, { page: 1, size: 1 })
  if (view === undefined) throw new Refusal('not-found')
  return present(work, view)
}

export async function own(work: Work, { page, size }: z.output<(typeof ownOrders)['query']>) {
  const filter = { householdIds: ownHouseholds(work.actor) }
  const rows = await readOrders(work.db, work.communityId, filter, { page, size, newest: true })
  const { total } = await countOrders(work.db, work.communityId, filter)
  const stalls = await stallsOrderedAt(work, [...new Set(rows.map(({ row }) => row.stallId))])
  return {
    rows: rows.map((view) => ({
      order: { ...present(work, view), changedByName: null },
      stall: stalls.get(view.row.stallId)!,
    })),
    total,
  }
}

type Asked = z.output<(typeof exportOrders)['query']>

async function filterOf({ db, communityId }: Work, stallId: string, { grid, ...asked }: Asked): Promise<OrderFilter> {
  return { ...asked, stallId, gridIds: grid === undefined ? null : await readSubtree(db, communityId, grid) }
}

export async function list(
  work: Work,
  stallId: string,
  { page, size, ...asked }: z.output<(typeof listOrders)['query']>,
) {
  await stallOf(work, stallId)
  const filter = await filterOf(work, stallId, asked)
  const rows = await readOrders(work.db, work.communityId, filter, { page, size })
  return { rows: rows.map((row) => present(work, row)), ...(await countOrders(work.db, work.communityId, filter)) }
}

export async function exportFileOf(work: Work, id: string, asked: Asked, { reason }: ExportReason): Promise<FileReply> {
  const stall = await stallOf(work, id)
  const filter = await filterOf(work, id, asked)
  const rows = await readOrders(work.db, work.communityId, filter, { page: 1, size: EXPORT_ROWS + 1 })
  if (rows.length > EXPORT_ROWS) throw new Refusal('too-large', `一次最多导出 ${EXPORT_ROWS} 单，请按网格分开导出`)
  const items = await readItems(work.db, work.communityId, id)
  work.record({ action: 'order.exported', subjectId: id, detail: `${rows.length} 单，用途：${reason}` })
  return exportFile(work, {
    fileName: `订单-${stall.gridCode}网格-${stall.day}-${civilDay(work.now)}.xlsx`,
    reason,
    headers: [
      '网格',
      '门牌',
      ...items.map(({ name, unit }) => `${name}（${unit}）`),
      '金额（元）',
      '状态',
      '来自',
      '备注',
    ],
    rows: rows.map((view) => {
      const { lines, note, amountFen, state, source, gridCode, door } = present(work, view)
      const amounts = items.map(({ id: itemId }) => {
        const line = lines.find((one) => one.itemId === itemId)
        return line === undefined ? null : givenOf(line) / MILLI
      })
      const stands = [amountFen / 100, ORDER_STATE_WORDS[state], ORDER_SOURCE_WORDS[source], note]
      return [gridCode, door, ...amounts, ...stands]
    }),
  })
}
