import type { PlannedStop, Run } from '@gezhong/shared/supplies/runs/contract'
import { instantText } from '../../database/instant-text.ts'
import { placeOf } from './proposal.ts'
import type { Bag, RunView } from './queries.ts'

export const presentRun = (row: RunView): Run => ({
  id: row.id,
  stallId: row.stall_id,
  stallTitle: row.stall_title,
  day: row.day,
  deliverFrom: instantText(row.deliver_from)!,
  deliverUntil: instantText(row.deliver_until)!,
  gridId: row.grid_id,
  gridCode: row.grid_code,
  carrierId: row.carrier_id,
  carrierName: row.carrier_name,
  state: row.state,
  revision: row.revision,
  phoneId: row.phone_id,
  bags: row.bags,
  delivered: row.delivered,
  failed: row.failed,
  designatedAt: instantText(row.designated_at)!,
  startedAt: instantText(row.started_at),
  endedAt: instantText(row.ended_at),
  lastScanAt: instantText(row.last_scan_at),
})

export const presentBag = (bag: Bag): PlannedStop => ({
  voucherId: bag.voucher_id,
  orderId: bag.order_id,
  householdId: bag.household_id,
  door: bag.door,
  gridCode: bag.grid_code,
  priority: bag.priority,
  place: placeOf(bag),
  state: bag.state === 'delivered' ? 'delivered' : 'live',
})
