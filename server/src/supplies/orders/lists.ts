import { ownHouseholds } from '@gezhong/shared/actor'
import { civilDay } from '@gezhong/shared/civil-day'
import { Refusal } from '@gezhong/shared/errors'
import { EXPORT_ROWS, type ExportReason } from '@gezhong/shared/export-reason'
import { displayDoor } from '@gezhong/shared/people/door'
import { MILLI } from '@gezhong/shared/supplies/amounts'
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
import { readItems } from '../stalls/queries.ts'
import { stallOf } from '../stalls/service.ts'
import { countOrders, readOrders, type OrderFilter, type OrderView } from './queries.ts'

function present({ vault, communityId }: Work, row: OrderView): Order {
  return {
    id: row.id,
    stallId: row.stall_id,
    householdId: row.household_id,
    door: row.door,
    gridCode: row.grid_code,
    priority: row.priority,
    state: row.state,
    revision: row.revision,
    source: row.source,
    note: row.note_sealed === null ? '' : maskText(vault.openForCommunity(communityId, row.note_sealed)),
    lines: row.lines,
    amountFen: row.amount_fen,
    placedAt: new Date(row.placed_at).toISOString(),
    changedAt: new Date(row.changed_at).toISOString(),
    changedByName: row.by_name,
  }
}

/** One order that the asker sees. */
export async function orderOf(work: Work, filter: OrderFilter): Promise<Order> {
  const [row] = await readOrders(work.db, work.communityId, filter, { page: 1, size: 1 })
  if (row === undefined) throw new Refusal('not-found')
  return present(work, row)
}

export async function own(work: Work, { page, size }: z.output<(typeof ownOrders)['query']>) {
  const filter = { householdIds: ownHouseholds(work.actor) }
  const rows = await readOrders(work.db, work.communityId, filter, { page, size, newest: true })
  const { total } = await countOrders(work.db, work.communityId, filter)
  const stalls = new Map<string, Awaited<ReturnType<typeof stallOf>>>()
  for (const id of new Set(rows.map((row) => row.stall_id))) stalls.set(id, await stallOf(work, id))
  return {
    rows: rows.map((row) => ({
      order: { ...present(work, row), changedByName: null },
      stall: stalls.get(row.stall_id)!,
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
    rows: rows.map((row) => {
      const { lines, note } = present(work, row)
      const amounts = items.map(({ id: itemId }) => {
        const line = lines.find((one) => one.itemId === itemId)
        return line === undefined ? null : line.milli / MILLI
      })
      const stands = [row.amount_fen / 100, ORDER_STATE_WORDS[row.state], ORDER_SOURCE_WORDS[row.source], note]
      return [row.grid_code, displayDoor(row.door), ...amounts, ...stands]
    }),
  })
}
