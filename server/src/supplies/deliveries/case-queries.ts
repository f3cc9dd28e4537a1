import type { CaseKind, DeliveryAct, FailedWhy } from '@gezhong/shared/supplies/deliveries/contract'
import type { ScanVerdict } from '@gezhong/shared/supplies/deliveries/verdict'
import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '../../database/pool.ts'
import { deliveryCase } from './tables.ts'

export interface CaseView extends Record<string, unknown> {
  id: string
  stall_id: string
  kind: CaseKind
  state: 'open' | 'settled'
  voucher_id: string
  order_id: string
  household_id: string
  door: string
  grid_id: string
  grid_code: string
  carrier_id: string
  carrier_name: string
  scan_id: string
  content_sealed: Buffer
  at: Date
  delivered_at: Date | null
  delivered_by_name: string | null
  delivered_scan: string | null
  note_sealed: Buffer | null
  settled_by_name: string | null
  settled_at: Date | null
}

/** Of one stall, or of all that deliver on a day. */
interface Whence {
  stall?: string | undefined
  day?: string | undefined
}

export interface CaseFilter extends Whence {
  id?: string
  state?: 'open' | 'settled' | undefined
}

const casesFrom = (communityId: string, { id, stall, day, state }: CaseFilter) => sql`
    FROM delivery_case
    JOIN stall ON stall.community_id = delivery_case.community_id AND stall.id = delivery_case.stall_id
    JOIN delivery_scan ON delivery_scan.community_id = delivery_case.community_id
      AND delivery_scan.id = delivery_case.scan_id
    JOIN voucher ON voucher.community_id = delivery_case.community_id AND voucher.id = delivery_case.voucher_id
    JOIN household ON household.community_id = delivery_case.community_id
      AND household.id = delivery_case.household_id
    JOIN grid ON grid.community_id = delivery_case.community_id AND grid.id = delivery_case.grid_id
    JOIN account carrier ON carrier.id = delivery_scan.account_id
    LEFT JOIN account deliverer ON deliverer.id = voucher.delivered_by
    LEFT JOIN account settler ON settler.id = delivery_case.settled_by
    WHERE delivery_case.community_id = ${communityId}
      AND ${id === undefined ? sql`true` : sql`delivery_case.id = ${id}`}
      AND ${stall === undefined ? sql`true` : sql`delivery_case.stall_id = ${stall}`}
      AND ${day === undefined ? sql`true` : sql`stall.day = ${day}::date`}
      AND ${state === undefined ? sql`true` : sql`delivery_case.state = ${state}`}`

/** Open ones first, then the newest. What a bag lacked is read with the case's scan, which is seen with its run or its voucher. */
export async function readCases(
  db: Db,
  communityId: string,
  filter: CaseFilter,
  { page, size }: { page: number; size: number },
): Promise<CaseView[]> {
  const { rows } = await db.execute<CaseView>(sql`
    SELECT delivery_case.id, delivery_case.stall_id, delivery_case.kind, delivery_case.state, delivery_case.voucher_id,
      voucher.order_id, delivery_case.household_id, household.door, delivery_case.grid_id,
      grid.code AS grid_code, delivery_scan.account_id AS carrier_id, carrier.display_name AS carrier_name, delivery_case.scan_id,
      delivery_scan.content_sealed, delivery_scan.at, voucher.delivered_at,
      deliverer.display_name AS delivered_by_name, voucher.delivered_scan, delivery_case.note_sealed,
      settler.display_name AS settled_by_name, delivery_case.settled_at
    ${casesFrom(communityId, filter)}
    ORDER BY delivery_case.state, delivery_case.opened_at DESC, delivery_case.id
    LIMIT ${size} OFFSET ${(page - 1) * size}`)
  return rows
}

export async function countCases(db: Db, communityId: string, filter: CaseFilter): Promise<number> {
  const { rows } = await db.execute<{ total: number }>(
    sql`SELECT count(*)::int AS total ${casesFrom(communityId, filter)}`,
  )
  return rows[0]!.total
}

/** False when somebody has settled it since. */
export async function settleCase(
  db: Db,
  communityId: string,
  id: string,
  settled: { noteSealed: Buffer; settledBy: string; settledAt: Date },
): Promise<boolean> {
  const done = await db
    .update(deliveryCase)
    .set({ ...settled, state: 'settled' })
    .where(and(eq(deliveryCase.communityId, communityId), eq(deliveryCase.id, id), eq(deliveryCase.state, 'open')))
    .returning({ id: deliveryCase.id })
  return done.length > 0
}

export interface ScanView extends Record<string, unknown> {
  id: string
  act: DeliveryAct
  verdict: ScanVerdict
  why: FailedWhy | null
  typed: boolean
  door: string | null
  grid_code: string | null
  run_grid_code: string | null
  carrier_name: string
  at: Date
  received_at: Date
}

export interface ScanFilter extends Whence {
  verdict?: ScanVerdict | undefined
  act?: DeliveryAct | undefined
  run?: string | undefined
}

/** A crossing belongs to the day of the run and to that of the bag, each seen by its own grid. */
const scansFrom = (communityId: string, { stall, day, verdict, act, run }: ScanFilter) => sql`
    FROM delivery_scan
    JOIN account ON account.id = delivery_scan.account_id
    LEFT JOIN run ON run.community_id = delivery_scan.community_id AND run.id = delivery_scan.run_id
    LEFT JOIN grid run_grid ON run_grid.community_id = delivery_scan.community_id AND run_grid.id = delivery_scan.grid_id
    LEFT JOIN grid ON grid.community_id = delivery_scan.community_id AND grid.id = delivery_scan.voucher_grid_id
    LEFT JOIN voucher ON voucher.community_id = delivery_scan.community_id AND voucher.id = delivery_scan.voucher_id
    LEFT JOIN household ON household.community_id = voucher.community_id AND household.id = voucher.household_id
    WHERE delivery_scan.community_id = ${communityId}
      AND ${stall === undefined ? sql`true` : sql`${stall} IN (run.stall_id, voucher.stall_id)`}
      AND ${
        day === undefined
          ? sql`true`
          : sql`EXISTS (SELECT 1 FROM stall WHERE stall.community_id = ${communityId} AND stall.day = ${day}::date
        AND stall.id IN (run.stall_id, voucher.stall_id))`
      }
      AND ${verdict === undefined ? sql`true` : sql`delivery_scan.verdict = ${verdict}`}
      AND ${act === undefined ? sql`true` : sql`delivery_scan.act = ${act}`}
      AND ${run === undefined ? sql`true` : sql`delivery_scan.run_id = ${run}`}`

/** In the asker's scope: of a voucher beyond it, row security shows no door. */
export async function readScans(
  db: Db,
  communityId: string,
  filter: ScanFilter,
  { page, size }: { page: number; size: number },
): Promise<ScanView[]> {
  const { rows } = await db.execute<ScanView>(sql`
    SELECT delivery_scan.id, delivery_scan.act, delivery_scan.verdict, delivery_scan.why, delivery_scan.typed,
      household.door, grid.code AS grid_code, run_grid.code AS run_grid_code, account.display_name AS carrier_name,
      delivery_scan.at, delivery_scan.received_at
    ${scansFrom(communityId, filter)}
    ORDER BY delivery_scan.at DESC, delivery_scan.id LIMIT ${size} OFFSET ${(page - 1) * size}`)
  return rows
}

export async function countScans(db: Db, communityId: string, filter: ScanFilter): Promise<number> {
  const { rows } = await db.execute<{ total: number }>(
    sql`SELECT count(*)::int AS total ${scansFrom(communityId, filter)}`,
  )
  return rows[0]!.total
}
