import type { FailedWhy } from '@gezhong/shared/supplies/deliveries/contract'
import type { RunState } from '@gezhong/shared/supplies/runs/contract'
import type { VoucherState } from '@gezhong/shared/supplies/vouchers/contract'
import { and, eq, sql, type SQL } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import { insertRows } from '../../database/insert-rows.ts'
import type { Db } from '../../database/pool.ts'
import { deliveryRoute, run, runStop } from './tables.ts'

export type RunRow = typeof run.$inferSelect

export async function findRun(db: Db, communityId: string, id: string, hold?: 'update'): Promise<RunRow | undefined> {
  const asked = db
    .select()
    .from(run)
    .where(and(eq(run.communityId, communityId), eq(run.id, id)))
  const [row] = await (hold === undefined ? asked : asked.for(hold))
  return row
}

export async function putRun(db: Db, row: RunRow): Promise<void> {
  const { communityId: _, id: __, ...change } = row
  await db
    .insert(run)
    .values(row)
    .onConflictDoUpdate({ target: [run.communityId, run.id], set: change })
}

/** A run as it is shown, with how far it is. */
export interface RunView extends Record<string, unknown> {
  id: string
  stall_id: string
  stall_title: string
  day: string
  deliver_from: Date
  deliver_until: Date
  grid_id: string
  grid_code: string
  carrier_id: string
  carrier_name: string
  state: RunState
  revision: number
  phone_id: string | null
  bags: number
  delivered: number
  failed: number
  designated_at: Date
  started_at: Date | null
  ended_at: Date | null
  last_scan_at: Date | null
}

export interface RunFilter {
  ids?: readonly string[]
  stallIds?: readonly string[]
  carrierId?: string
  /** Standing ones, and those that ended on this day or later. */
  endedSince?: Date
}

function runsFrom(communityId: string, { ids, stallIds, carrierId, endedSince }: RunFilter): SQL {
  const all = [sql`run.community_id = ${communityId}`]
  if (ids !== undefined) all.push(sql`run.id = ANY (${idList(ids)})`)
  if (stallIds !== undefined) all.push(sql`run.stall_id = ANY (${idList(stallIds)})`)
  if (carrierId !== undefined) all.push(sql`run.carrier_id = ${carrierId}`)
  if (endedSince !== undefined)
    all.push(sql`(run.state IN ('designated', 'started') OR (run.state = 'ended' AND run.ended_at >= ${endedSince}))`)
  return sql.join(all, sql` AND `)
}

/** Newest first; at most 200. A cancelled order's bag is not carried. */
export async function readRuns(db: Db, communityId: string, filter: RunFilter): Promise<RunView[]> {
  const { rows } = await db.execute<RunView>(sql`
    SELECT run.id, run.stall_id, stall.title AS stall_title, stall.day::text, stall.deliver_from, stall.deliver_until,
      run.grid_id, grid.code AS grid_code, run.carrier_id, account.display_name AS carrier_name, run.state, run.revision,
      run.phone_id,
      count(voucher.id)::int AS bags,
      count(voucher.id) FILTER (WHERE voucher.state = 'delivered')::int AS delivered,
      count(voucher.id) FILTER (WHERE voucher.state = 'live' AND run_stop.failed_why IS NOT NULL)::int AS failed,
      run.designated_at, run.started_at, run.ended_at,
      (SELECT max(delivery_scan.at) FROM delivery_scan WHERE delivery_scan.community_id = ${communityId}
        AND delivery_scan.run_id = run.id) AS last_scan_at
    FROM run
    JOIN stall ON stall.community_id = run.community_id AND stall.id = run.stall_id
    JOIN grid ON grid.community_id = run.community_id AND grid.id = run.grid_id
    JOIN account ON account.id = run.carrier_id
    LEFT JOIN (run_stop
      JOIN voucher ON voucher.community_id = run_stop.community_id AND voucher.id = run_stop.voucher_id
      JOIN stall_order ON stall_order.community_id = run_stop.community_id AND stall_order.id = voucher.order_id
        AND stall_order.state = 'placed')
      ON run_stop.community_id = run.community_id AND run_stop.run_id = run.id
    WHERE ${runsFrom(communityId, filter)}
    GROUP BY run.community_id, run.id, stall.community_id, stall.id, grid.community_id, grid.id, account.id
    ORDER BY run.designated_at DESC, run.id LIMIT 200`)
  return rows
}

/** A bag with its door, as who plans or carries it needs it. */
export interface Bag extends Record<string, unknown> {
  voucher_id: string
  order_id: string
  household_id: string
  building_id: string
  grid_id: string
  grid_code: string
  door: string
  priority: boolean
  footprint: [number, number][] | null
  state: VoucherState
  cancelled: boolean
  position: number
  tries: number
  failed_why: FailedWhy | null
}

const BAG = sql`
    voucher.id AS voucher_id, voucher.order_id, voucher.household_id, voucher.building_id, voucher.grid_id,
      grid.code AS grid_code, household.door, household.priority, building.footprint, voucher.state,
      stall_order.state = 'cancelled' AS cancelled`

const AROUND = sql`
    JOIN stall_order ON stall_order.community_id = voucher.community_id AND stall_order.id = voucher.order_id
    JOIN household ON household.community_id = voucher.community_id AND household.id = voucher.household_id
    JOIN building ON building.community_id = voucher.community_id AND building.id = voucher.building_id
    JOIN grid ON grid.community_id = voucher.community_id AND grid.id = voucher.grid_id`

/** Of a run, in the order in which it is walked. */
export async function readBagsOfRun(db: Db, communityId: string, runId: string): Promise<Bag[]> {
  const { rows } = await db.execute<Bag>(sql`
    SELECT ${BAG}, run_stop.position, run_stop.tries, run_stop.failed_why
    FROM run_stop
    JOIN voucher ON voucher.community_id = run_stop.community_id AND voucher.id = run_stop.voucher_id
    ${AROUND}
    WHERE run_stop.community_id = ${communityId} AND run_stop.run_id = ${runId}
    ORDER BY run_stop.position, voucher.id`)
  return rows
}

/** Bags of a stall in these grids that nobody carries yet, by door; `ofRun`: also those of this run. */
export async function readFreeBags(
  db: Db,
  communityId: string,
  stallId: string,
  { gridIds, ofRun, most }: { gridIds: readonly string[]; ofRun: string | null; most: number },
): Promise<Bag[]> {
  const { rows } = await db.execute<Bag>(sql`
    SELECT ${BAG}, 0 AS position, 0 AS tries, NULL AS failed_why
    FROM voucher ${AROUND}
    WHERE voucher.community_id = ${communityId} AND voucher.stall_id = ${stallId} AND voucher.state = 'live'
      AND stall_order.state = 'placed' AND voucher.grid_id = ANY (${idList(gridIds)})
      AND NOT EXISTS (SELECT 1 FROM run_stop WHERE run_stop.community_id = ${communityId} AND run_stop.standing
        AND run_stop.voucher_id = voucher.id AND run_stop.run_id IS DISTINCT FROM ${ofRun})
    ORDER BY household.door_order, voucher.id LIMIT ${most}`)
  return rows
}

/** How many bags of a stall nobody carries, of those the asker sees. */
export async function countUnassigned(db: Db, communityId: string, stallId: string): Promise<number> {
  const { rows } = await db.execute<{ total: number }>(sql`
    SELECT count(*)::int AS total FROM stall_order
    LEFT JOIN voucher ON voucher.community_id = stall_order.community_id AND voucher.order_id = stall_order.id
      AND voucher.state <> 'revoked'
    WHERE stall_order.community_id = ${communityId} AND stall_order.stall_id = ${stallId}
      AND stall_order.state = 'placed' AND voucher.state IS DISTINCT FROM 'delivered'
      AND NOT EXISTS (SELECT 1 FROM run_stop WHERE run_stop.community_id = ${communityId} AND run_stop.standing
        AND run_stop.voucher_id = voucher.id)`)
  return rows[0]!.total
}

/** Puts these stops in the place of those that a run has. Elevated. */
export async function replaceStops(db: Db, communityId: string, runId: string, bags: readonly Bag[]): Promise<void> {
  await db.delete(runStop).where(and(eq(runStop.communityId, communityId), eq(runStop.runId, runId)))
  await insertRows(
    db,
    runStop,
    bags.map((bag, position) => ({
      communityId,
      runId,
      voucherId: bag.voucher_id,
      householdId: bag.household_id,
      buildingId: bag.building_id,
      gridId: bag.grid_id,
      position,
      standing: true,
      tries: 0,
      failedWhy: null,
      failedAt: null,
    })),
  )
}

/** It is walked no more, and what was not handed over is free for another. Elevated, the run held. */
export async function endRun(db: Db, row: RunRow, state: 'ended' | 'called-off', endedAt: Date): Promise<void> {
  await putRun(db, { ...row, state, revision: row.revision + 1, endedAt })
  await db
    .update(runStop)
    .set({ standing: false })
    .where(and(eq(runStop.communityId, row.communityId), eq(runStop.runId, row.id)))
}

/** What stands on somebody's way is the new voucher from now on. Elevated. */
export async function moveStop(db: Db, communityId: string, from: string, to: string): Promise<void> {
  await db
    .update(runStop)
    .set({ voucherId: to })
    .where(and(eq(runStop.communityId, communityId), eq(runStop.voucherId, from), eq(runStop.standing, true)))
}

export async function readRoute(db: Db, communityId: string, gridId: string): Promise<readonly string[] | null> {
  const [row] = await db
    .select({ buildingIds: deliveryRoute.buildingIds })
    .from(deliveryRoute)
    .where(and(eq(deliveryRoute.communityId, communityId), eq(deliveryRoute.gridId, gridId)))
  return row?.buildingIds ?? null
}

export async function keepRoute(db: Db, row: typeof deliveryRoute.$inferSelect): Promise<void> {
  const { communityId: _, gridId: __, ...change } = row
  await db
    .insert(deliveryRoute)
    .values(row)
    .onConflictDoUpdate({ target: [deliveryRoute.communityId, deliveryRoute.gridId], set: change })
}

/** The orders whose bags are on runs that this account walks, or has ended in the last day: money is told later than bags. */
export async function readCarriedOrders(
  db: Db,
  communityId: string,
  carrierId: string,
  endedSince: Date,
): Promise<Set<string>> {
  const { rows } = await db.execute<{ order_id: string }>(sql`
    SELECT voucher.order_id FROM run
    JOIN run_stop ON run_stop.community_id = run.community_id AND run_stop.run_id = run.id
    JOIN voucher ON voucher.community_id = run_stop.community_id AND voucher.id = run_stop.voucher_id
    WHERE run.community_id = ${communityId} AND run.carrier_id = ${carrierId}
      AND (run.state = 'started' OR run.ended_at >= ${endedSince})`)
  return new Set(rows.map(({ order_id: orderId }) => orderId))
}
