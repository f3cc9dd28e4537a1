import { Refusal } from '@gezhong/shared/errors'
import { displayDoor } from '@gezhong/shared/people/door'
import {
  CASE_KIND_WORDS,
  type DeliveryCase,
  type DeliveryRow,
  type listDeliveryCases,
  type listScans,
  type settleDeliveryCase,
} from '@gezhong/shared/supplies/deliveries/contract'
import { canSettleDelivery } from '@gezhong/shared/supplies/policy'
import type { z } from 'zod'
import { instantText } from '../../database/instant-text.ts'
import type { Work } from '../../database/transact.ts'
import { maskText } from '../../security/mask-text.ts'
import { readItemNames, type ItemName } from '../stalls/queries.ts'
import { countCases, countScans, readCases, readScans, settleCase, type CaseView } from './case-queries.ts'
import { deliverLate } from './queries.ts'

function present({ vault, communityId }: Work, row: CaseView, items: readonly ItemName[]): DeliveryCase {
  const { missing } = JSON.parse(vault.openForCommunity(communityId, row.content_sealed)) as DeliveryRow
  const itemOf = new Map(items.map((item) => [item.id, item]))
  const isOther = row.delivered_scan !== row.scan_id
  return {
    id: row.id,
    stallId: row.stall_id,
    kind: row.kind,
    state: row.state,
    orderId: row.order_id,
    householdId: row.household_id,
    door: row.door,
    gridCode: row.grid_code,
    carrierId: row.carrier_id,
    carrierName: row.carrier_name,
    at: instantText(row.at)!,
    missing: missing.flatMap(({ itemId, milli }) => {
      const item = itemOf.get(itemId)
      return item === undefined ? [] : [{ itemId, name: item.name, unit: item.unit, milli }]
    }),
    deliveredAt: isOther ? instantText(row.delivered_at) : null,
    deliveredByName: isOther ? row.delivered_by_name : null,
    note: row.note_sealed === null ? '' : maskText(vault.openForCommunity(communityId, row.note_sealed)),
    settledByName: row.settled_by_name,
    settledAt: instantText(row.settled_at),
  }
}

export async function list(work: Work, { page, size, ...filter }: z.output<(typeof listDeliveryCases)['query']>) {
  const { db, communityId } = work
  const rows = await readCases(db, communityId, filter, { page, size })
  const items = await readItemNames(db, communityId, [...new Set(rows.map(({ stall_id: stallId }) => stallId))])
  return { rows: rows.map((row) => present(work, row, items)), total: await countCases(db, communityId, filter) }
}

export async function settle(
  work: Work,
  id: string,
  { note, delivered }: z.output<(typeof settleDeliveryCase)['body']>,
): Promise<DeliveryCase> {
  const { db, communityId, vault, actor, now } = work
  const read = async () => (await readCases(db, communityId, { id }, { page: 1, size: 1 }))[0]
  const seen = await read()
  if (seen === undefined) throw new Refusal('not-found')
  const { order_id: orderId, scan_id: scanId, carrier_id: accountId } = seen
  if (!canSettleDelivery(actor, seen.grid_code, accountId))
    throw new Refusal('not-allowed', accountId === actor.accountId ? '自己送的，要由别人来处理' : undefined)
  const noteSealed = vault.sealForCommunity(communityId, note)
  if (!(await settleCase(db, communityId, id, { noteSealed, settledBy: actor.accountId, settledAt: now })))
    throw new Refusal('already-settled', '这件事已经有人处理了')
  if (delivered)
    await work.elevated(() => deliverLate(db, communityId, { orderId, scanId, accountId, at: new Date(seen.at) }))
  work.touch({ gridId: seen.grid_id, topic: 'orders' })
  work.record({
    action: 'delivery.settled',
    subjectId: seen.household_id,
    detail: `${displayDoor(seen.door)} ${CASE_KIND_WORDS[seen.kind]}`,
  })
  return present(work, (await read())!, await readItemNames(db, communityId, [seen.stall_id]))
}

export async function scans(work: Work, { page, size, ...filter }: z.output<(typeof listScans)['query']>) {
  const { db, communityId } = work
  const rows = await readScans(db, communityId, filter, { page, size })
  return {
    rows: rows.map((row) => ({
      id: row.id,
      act: row.act,
      verdict: row.verdict,
      why: row.why,
      typed: row.typed,
      door: row.door,
      gridCode: row.grid_code,
      runGridCode: row.run_grid_code,
      carrierName: row.carrier_name,
      at: instantText(row.at)!,
      receivedAt: instantText(row.received_at)!,
    })),
    total: await countScans(db, communityId, filter),
  }
}
