import type { PlannedStop, Run } from '@gezhong/shared/supplies/runs/contract'
import { placeOf } from './proposal.ts'
import type { Bag, RunView } from './queries.ts'

const instant = (at: Date | null): string | null => (at === null ? null : new Date(at).toISOString())

export const presentRun = (row: RunView): Run => ({
  id: row.id,
  stallId: row.stall_id,
  stallTitle: row.stall_title,
  day: row.day,
  deliverFrom: instant(row.deliver_from)!,
  deliverUntil: instant(row.deliver_until)!,
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
  designatedAt: instant(row.designated_at)!,
  startedAt: instant(row.started_at),
  endedAt: instant(row.ended_at),
  lastScanAt: instant(row.last_scan_at),
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
