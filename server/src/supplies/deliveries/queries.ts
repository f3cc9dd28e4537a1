import type { CaseKind, FailedWhy } from '@gezhong/shared/supplies/deliveries/contract'
import type { RunState } from '@gezhong/shared/supplies/runs/contract'
import type { VoucherState } from '@gezhong/shared/supplies/vouchers/contract'
import { and, eq, sql } from 'drizzle-orm'
import { idList, textList } from '../../database/id-list.ts'
import { insertRows } from '../../database/insert-rows.ts'
import type { Db } from '../../database/pool.ts'
import { voucher } from '../vouchers/tables.ts'
import { deliveryCase, deliveryScan } from './tables.ts'

export type ScanRow = typeof deliveryScan.$inferSelect
export type CaseRow = typeof deliveryCase.$inferSelect

/** A voucher as it is judged, held until the transaction ends. */
export interface HeldVoucher extends Record<string, unknown> {
  id: string
  order_id: string
  stall_id: string
  household_id: string
  building_id: string
  grid_id: string
  serial: string
  short_code: string
  last_day: string
  state: VoucherState
  cancelled: boolean
  door: string
  delivered_at: Date | null
  delivered_by: string | null
  delivered_by_name: string | null
  delivered_scan: string | null
  grid_code: string
}

/** Those that codes name, each of them held in order of their ids. Elevated; serials and short codes are digits and hex. */
export async function holdVouchers(
  db: Db,
  communityId: string,
  { serials, shortCodes }: { serials: readonly string[]; shortCodes: readonly string[] },
): Promise<HeldVoucher[]> {
  const held = await db.execute<{ id: string }>(sql`
    SELECT id FROM voucher
    WHERE community_id = ${communityId}
      AND (serial = ANY (${textList(serials)}) OR short_code = ANY (${textList(shortCodes)}))
    ORDER BY id FOR UPDATE`)
  const ids = held.rows.map(({ id }) => id)
  // By a statement of its own: the one that waited for the vouchers knows orders only as they were before.
  const { rows } = await db.execute<HeldVoucher>(sql`
    SELECT voucher.id, voucher.order_id, voucher.stall_id, voucher.household_id, voucher.building_id, voucher.grid_id,
      voucher.serial, voucher.short_code, voucher.last_day::text, voucher.state,
      stall_order.state = 'cancelled' AS cancelled, household.door, voucher.delivered_at, voucher.delivered_by,
      account.display_name AS delivered_by_name, voucher.delivered_scan, grid.code AS grid_code
    FROM voucher
    JOIN stall_order ON stall_order.community_id = voucher.community_id AND stall_order.id = voucher.order_id
    JOIN household ON household.community_id = voucher.community_id AND household.id = voucher.household_id
    JOIN grid ON grid.community_id = voucher.community_id AND grid.id = voucher.grid_id
    LEFT JOIN account ON account.id = voucher.delivered_by
    WHERE voucher.community_id = ${communityId} AND voucher.id = ANY (${idList(ids)})`)
  return rows
}

/** A stop on one of these runs, with the run as it stands. */
export interface StopOfRun extends Record<string, unknown> {
  run_id: string
  voucher_id: string
  order_id: string
  tries: number
}

export async function readStops(db: Db, communityId: string, runIds: readonly string[]): Promise<StopOfRun[]> {
  const { rows } = await db.execute<StopOfRun>(sql`
    SELECT run_stop.run_id, run_stop.voucher_id, voucher.order_id, run_stop.tries FROM run_stop
    JOIN voucher ON voucher.community_id = run_stop.community_id AND voucher.id = run_stop.voucher_id
    WHERE run_stop.community_id = ${communityId} AND run_stop.run_id = ANY (${idList(runIds)})`)
  return rows
}

export interface RunOfRow extends Record<string, unknown> {
  id: string
  grid_id: string
  grid_code: string
  state: RunState
  phone_id: string | null
  designated_at: Date
  ended_at: Date | null
}

/** Those of them that this account carries, or did. */
export async function readRunsOf(
  db: Db,
  communityId: string,
  carrierId: string,
  ids: readonly string[],
): Promise<RunOfRow[]> {
  const { rows } = await db.execute<RunOfRow>(sql`
    SELECT run.id, run.grid_id, grid.code AS grid_code, run.state, run.phone_id, run.designated_at, run.ended_at
    FROM run JOIN grid ON grid.community_id = run.community_id AND grid.id = run.grid_id
    WHERE run.community_id = ${communityId} AND run.carrier_id = ${carrierId} AND run.id = ANY (${idList(ids)})`)
  return rows
}

export interface KnownScan extends Record<string, unknown> {
  id: string
  account_id: string
  content_mark: string
  outcome: ScanRow['outcome']
  verdict: ScanRow['verdict']
  voucher_id: string | null
}

export async function readScansById(db: Db, communityId: string, ids: readonly string[]): Promise<KnownScan[]> {
  const { rows } = await db.execute<KnownScan>(sql`
    SELECT id, account_id, content_mark, outcome, verdict, voucher_id FROM delivery_scan
    WHERE community_id = ${communityId} AND id = ANY (${idList(ids)})`)
  return rows
}

/** `voucher kind` of what somebody did that waits to be looked at. */
export async function readOpenCases(
  db: Db,
  communityId: string,
  accountId: string,
  voucherIds: readonly string[],
): Promise<Set<string>> {
  const { rows } = await db.execute<{ voucher_id: string; kind: CaseKind }>(sql`
    SELECT delivery_case.voucher_id, delivery_case.kind FROM delivery_case
    JOIN delivery_scan ON delivery_scan.community_id = delivery_case.community_id
      AND delivery_scan.id = delivery_case.scan_id
    WHERE delivery_case.community_id = ${communityId} AND delivery_case.state = 'open'
      AND delivery_case.voucher_id = ANY (${idList(voucherIds)}) AND delivery_scan.account_id = ${accountId}`)
  return new Set(rows.map(({ voucher_id: voucherId, kind }) => `${voucherId} ${kind}`))
}

export const addScans = (db: Db, rows: readonly ScanRow[]): Promise<void> => insertRows(db, deliveryScan, rows)

export const addCases = (db: Db, rows: readonly CaseRow[]): Promise<void> => insertRows(db, deliveryCase, rows)

/** As these vouchers stand now; one statement for all. */
export async function writeVouchers(db: Db, communityId: string, vouchers: readonly HeldVoucher[]): Promise<void> {
  if (vouchers.length === 0) return
  const values = vouchers.map(
    ({ id, state, delivered_at: at, delivered_by: by, delivered_scan: scan }) =>
      sql`(${id}::uuid, ${state}, ${at === null ? null : new Date(at)}::timestamptz, ${by}::uuid, ${scan}::uuid)`,
  )
  await db.execute(sql`
    UPDATE voucher SET state = fresh.state, delivered_at = fresh.at, delivered_by = fresh.by,
      delivered_scan = fresh.scan
    FROM (VALUES ${sql.join(values, sql`, `)}) AS fresh (id, state, at, by, scan)
    WHERE voucher.community_id = ${communityId} AND voucher.id = fresh.id`)
}

export interface FailedStop {
  runId: string
  voucherId: string
  why: FailedWhy
  at: Date
  tries: number
}

/** As they stand after the last try; one statement for all. */
export async function failStops(db: Db, communityId: string, stops: readonly FailedStop[]): Promise<void> {
  if (stops.length === 0) return
  const last = new Map(stops.map((stop) => [`${stop.runId} ${stop.voucherId}`, stop]))
  const values = [...last.values()].map(
    ({ runId, voucherId, why, at, tries }) =>
      sql`(${runId}::uuid, ${voucherId}::uuid, ${why}, ${at.toISOString()}::timestamptz, ${tries}::smallint)`,
  )
  await db.execute(sql`
    UPDATE run_stop SET failed_why = fresh.why, failed_at = fresh.at, tries = fresh.tries
    FROM (VALUES ${sql.join(values, sql`, `)}) AS fresh (run_id, voucher_id, why, at, tries)
    WHERE run_stop.community_id = ${communityId} AND run_stop.run_id = fresh.run_id
      AND run_stop.voucher_id = fresh.voucher_id`)
}

/** Of a stall, revoked or of a cancelled order: refused whatever their code says. */
export async function readRefusedSerials(db: Db, communityId: string, stallId: string) {
  const { rows } = await db.execute<{ serial: string; why: 'cancelled' | 'revoked' }>(sql`
    SELECT voucher.serial, CASE WHEN voucher.state = 'revoked' THEN 'revoked' ELSE 'cancelled' END AS why
    FROM voucher JOIN stall_order ON stall_order.community_id = voucher.community_id
      AND stall_order.id = voucher.order_id
    WHERE voucher.community_id = ${communityId} AND voucher.stall_id = ${stallId}
      AND (voucher.state = 'revoked' OR stall_order.state = 'cancelled')
    ORDER BY voucher.serial`)
  return rows
}

/** The voucher of an order that holds, if nothing was handed over for it: also one given in the place of the one scanned. Elevated. */
export async function deliverLate(
  db: Db,
  communityId: string,
  { orderId, scanId, accountId, at }: { orderId: string; scanId: string; accountId: string; at: Date },
): Promise<void> {
  await db
    .update(voucher)
    .set({ state: 'delivered', deliveredAt: at, deliveredBy: accountId, deliveredScan: scanId })
    .where(and(eq(voucher.communityId, communityId), eq(voucher.orderId, orderId), eq(voucher.state, 'live')))
}
