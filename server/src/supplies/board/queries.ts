import type { FailedWhy } from '@gezhong/shared/supplies/deliveries/contract'
import type { Unit } from '@gezhong/shared/supplies/orders/stall'
import type { UndeliveredKind } from '@gezhong/shared/supplies/board/contract'
import type { RunState } from '@gezhong/shared/supplies/runs/contract'
import { sql, type SQL } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'

/** What the bags of these stalls are asked about, in the asker's scope. */
export interface Asked {
  communityId: string
  stallIds: readonly string[]
  now: Date
}

/** Every order that stands, as a bag: on the run that has it, or had it last. */
const bags = ({ communityId, stallIds, now }: Asked): SQL => sql`
  stop AS (
    SELECT DISTINCT ON (run_stop.voucher_id) run_stop.voucher_id, run_stop.run_id, run_stop.position, run_stop.standing,
      run_stop.tries, run_stop.failed_why, run.state AS run_state, run.carrier_id
    FROM run JOIN run_stop ON run_stop.community_id = run.community_id AND run_stop.run_id = run.id
    WHERE run.community_id = ${communityId} AND run_stop.community_id = ${communityId}
      AND run.stall_id = ANY (${idList(stallIds)})
    ORDER BY run_stop.voucher_id, run_stop.standing DESC, run.designated_at DESC),
  bag AS (
    SELECT stall_order.id AS order_id, stall_order.stall_id, stall_order.household_id, stall_order.building_id,
      stall_order.grid_id, (coalesce(stall_order.packed_revision = stall_order.revision, false)
        OR coalesce(voucher.state = 'delivered', false)) AS packed,
      coalesce(voucher.state = 'delivered', false) AS delivered, coalesce(stop.standing, false) AS assigned,
      stall.deliver_until, stall.deliver_until < ${now.toISOString()}::timestamptz AS over,
      stop.run_id, stop.run_state, stop.carrier_id, stop.position, coalesce(stop.tries, 0)::int AS tries, stop.failed_why
    FROM stall_order
    JOIN stall ON stall.community_id = stall_order.community_id AND stall.id = stall_order.stall_id
    LEFT JOIN voucher ON voucher.community_id = ${communityId} AND voucher.order_id = stall_order.id
      AND voucher.state <> 'revoked'
    LEFT JOIN stop ON stop.voucher_id = voucher.id
    WHERE stall_order.community_id = ${communityId} AND stall.community_id = ${communityId}
      AND stall_order.stall_id = ANY (${idList(stallIds)}) AND stall_order.state = 'placed')`

export interface StallNumbers extends Record<string, unknown> {
  stall_id: string
  packed: number
  assigned: number
  delivered: number
  failed: number
  late: number
}

export async function readNumbers(db: Db, asked: Asked): Promise<StallNumbers[]> {
  const { rows } = await db.execute<StallNumbers>(sql`
    WITH ${bags(asked)}
    SELECT stall_id, count(*) FILTER (WHERE packed)::int AS packed,
      count(*) FILTER (WHERE assigned AND NOT delivered)::int AS assigned,
      count(*) FILTER (WHERE delivered)::int AS delivered,
      count(*) FILTER (WHERE failed_why IS NOT NULL AND NOT delivered)::int AS failed,
      count(*) FILTER (WHERE over AND NOT delivered)::int AS late
    FROM bag GROUP BY stall_id`)
  return rows
}

export interface BuildingView extends Record<string, unknown> {
  building_id: string
  run_id: string | null
  footprint: [number, number][] | null
  bags: number
  delivered: number
  failed: number
  late: number
}

/** Run by run, in the order in which each is walked; those on no run at the end. */
export async function readBuildings(db: Db, asked: Asked, most: number): Promise<BuildingView[]> {
  const { rows } = await db.execute<BuildingView>(sql`
    WITH ${bags(asked)},
    house AS (
      SELECT building_id, run_id, min(position) AS position, count(*)::int AS bags,
        count(*) FILTER (WHERE delivered)::int AS delivered,
        count(*) FILTER (WHERE failed_why IS NOT NULL AND NOT delivered)::int AS failed,
        count(*) FILTER (WHERE over AND NOT delivered)::int AS late
      FROM bag GROUP BY building_id, run_id)
    SELECT house.building_id, house.run_id, building.footprint, house.bags, house.delivered, house.failed, house.late
    FROM house
    JOIN building ON building.community_id = ${asked.communityId} AND building.id = house.building_id
    ORDER BY house.run_id, house.position, house.building_id LIMIT ${most}`)
  return rows
}

export interface UndeliveredView extends Record<string, unknown> {
  order_id: string
  stall_id: string
  stall_title: string
  household_id: string
  door: string
  grid_code: string
  priority: boolean
  deliver_until: Date
  over: boolean
  packed: boolean
  carrier_name: string | null
  run_state: RunState | null
  failed_why: FailedWhy | null
  tries: number
}

const KINDS: Record<UndeliveredKind, SQL> = {
  late: sql`bag.over`,
  failed: sql`bag.failed_why IS NOT NULL`,
  unassigned: sql`NOT bag.assigned`,
}

export interface UndeliveredFilter extends Asked {
  kind: UndeliveredKind | undefined
}

const undelivered = ({ kind }: UndeliveredFilter): SQL =>
  sql`NOT bag.delivered AND ${kind === undefined ? sql`true` : KINDS[kind]}`

/** People in care first, then whoever waits longest. */
export async function readUndelivered(
  db: Db,
  filter: UndeliveredFilter,
  { page, size }: { page: number; size: number },
): Promise<UndeliveredView[]> {
  const { communityId } = filter
  const { rows } = await db.execute<UndeliveredView>(sql`
    WITH ${bags(filter)}
    SELECT bag.order_id, bag.stall_id, stall.title AS stall_title, bag.household_id, household.door,
      grid.code AS grid_code, household.priority, bag.deliver_until, bag.over, bag.packed,
      account.display_name AS carrier_name, bag.run_state, bag.failed_why, bag.tries
    FROM bag
    JOIN stall ON stall.community_id = ${communityId} AND stall.id = bag.stall_id
    JOIN household ON household.community_id = ${communityId} AND household.id = bag.household_id
    JOIN grid ON grid.community_id = ${communityId} AND grid.id = bag.grid_id
    LEFT JOIN account ON account.id = bag.carrier_id
    WHERE ${undelivered(filter)}
    ORDER BY household.priority DESC, bag.deliver_until, length(grid.code), grid.code, household.door_order, bag.order_id
    LIMIT ${size} OFFSET ${(page - 1) * size}`)
  return rows
}

export async function countUndelivered(db: Db, filter: UndeliveredFilter): Promise<number> {
  const { rows } = await db.execute<{ total: number }>(
    sql`WITH ${bags(filter)} SELECT count(*)::int AS total FROM bag WHERE ${undelivered(filter)}`,
  )
  return rows[0]!.total
}

export interface WantedItem extends Record<string, unknown> {
  stall_id: string
  name: string
  unit: Unit
  ordered_milli: number
  amount_fen: number
  arrived_milli: number | null
}

/** Goods that somebody ordered, stall by stall as they stand on its menu. */
export async function readWanted(db: Db, { communityId, stallIds }: Asked): Promise<WantedItem[]> {
  const { rows } = await db.execute<WantedItem>(sql`
    SELECT stall_item.stall_id, stall_item.name, stall_item.unit, sum(line.milli)::int AS ordered_milli,
      sum(line.amount_fen)::int AS amount_fen, stall_arrival.arrived_milli
    FROM stall_order
    JOIN stall_order_line line ON line.community_id = stall_order.community_id AND line.order_id = stall_order.id
    JOIN stall_item ON stall_item.community_id = stall_order.community_id AND stall_item.id = line.item_id
    LEFT JOIN stall_arrival ON stall_arrival.community_id = stall_order.community_id
      AND stall_arrival.item_id = stall_item.id
    WHERE stall_order.community_id = ${communityId} AND line.community_id = ${communityId}
      AND stall_order.stall_id = ANY (${idList(stallIds)}) AND stall_order.state = 'placed'
    GROUP BY stall_item.community_id, stall_item.stall_id, stall_item.id, stall_item.name, stall_item.unit,
      stall_item.position, stall_arrival.arrived_milli
    ORDER BY stall_item.stall_id, stall_item.position, stall_item.id`)
  return rows
}

/** Crossings on the runs of these stalls, and what is open after their deliveries. */
export async function readToLookAt(db: Db, { communityId, stallIds }: Asked) {
  const { rows } = await db.execute<{ stall_id: string; crossings: number; open_cases: number }>(sql`
    SELECT stall.id AS stall_id,
      (SELECT count(*)::int FROM run JOIN delivery_scan ON delivery_scan.community_id = run.community_id
          AND delivery_scan.run_id = run.id
        WHERE run.community_id = ${communityId} AND run.stall_id = stall.id
          AND delivery_scan.verdict = 'wrong-grid') AS crossings,
      (SELECT count(*)::int FROM delivery_case WHERE delivery_case.community_id = ${communityId}
        AND delivery_case.stall_id = stall.id AND delivery_case.state = 'open') AS open_cases
    FROM stall WHERE stall.community_id = ${communityId} AND stall.id = ANY (${idList(stallIds)})`)
  return rows
}
