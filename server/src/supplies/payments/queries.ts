import type { OrderState } from '@gezhong/shared/supplies/orders/contract'
import type { MoneyRow } from '@gezhong/shared/supplies/payments/settle'
import { and, eq, sql, type SQL } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'
import { SYSTEM_NAME } from '../../people/ledger/names.ts'
import { handIn, payment } from './tables.ts'

export type PaymentRow = typeof payment.$inferSelect
export type HandInRow = typeof handIn.$inferSelect

/** What deciding about money for an order needs. */
export interface OrderAtDoor extends Record<string, unknown> {
  id: string
  stallId: string
  householdId: string
  buildingId: string
  gridId: string
  dueFen: number
  door: string
  gridCode: string
  stallGridCode: string
  responsibleAccountId: string | null
}

export async function readOrdersAtDoor(db: Db, communityId: string, ids: readonly string[]): Promise<OrderAtDoor[]> {
  const { rows } = await db.execute<OrderAtDoor>(sql`
    SELECT stall_order.id, stall_order.stall_id AS "stallId", stall_order.household_id AS "householdId",
      stall_order.building_id AS "buildingId", stall_order.grid_id AS "gridId", stall_order.amount_fen AS "dueFen",
      household.door, grid.code AS "gridCode", stall_grid.code AS "stallGridCode",
      building.responsible_account_id AS "responsibleAccountId"
    FROM stall_order
    JOIN household ON household.community_id = stall_order.community_id AND household.id = stall_order.household_id
    JOIN building ON building.community_id = stall_order.community_id AND building.id = stall_order.building_id
    JOIN grid ON grid.community_id = stall_order.community_id AND grid.id = stall_order.grid_id
    JOIN stall ON stall.community_id = stall_order.community_id AND stall.id = stall_order.stall_id
    JOIN grid stall_grid ON stall_grid.community_id = stall.community_id AND stall_grid.id = stall.grid_id
    WHERE stall_order.community_id = ${communityId} AND stall_order.id = ANY (${idList(ids)})`)
  return rows
}

/** False when its id is taken, or what it takes back was taken back already. */
export async function keepPayment(db: Db, row: PaymentRow): Promise<boolean> {
  const kept = await db.insert(payment).values(row).onConflictDoNothing().returning({ id: payment.id })
  return kept.length > 0
}

export async function readPaymentsById(db: Db, communityId: string, ids: readonly string[]): Promise<PaymentRow[]> {
  return db
    .select()
    .from(payment)
    .where(and(eq(payment.communityId, communityId), sql`${payment.id} = ANY (${idList(ids)})`))
}

/** What was paid for each of these orders. */
export async function readPaid(db: Db, communityId: string, orderIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await db.execute<{ order_id: string; paid_fen: string }>(sql`
    SELECT order_id, sum(taken_fen - change_fen) AS paid_fen FROM payment
    WHERE community_id = ${communityId} AND order_id = ANY (${idList(orderIds)}) GROUP BY order_id`)
  return new Map(rows.map((row) => [row.order_id, Number(row.paid_fen)]))
}

export interface OrderMoney {
  id: string
  householdId: string
  gridId: string
  door: string
  gridCode: string
  state: OrderState
  orderedFen: number
  dueFen: number
}

/** Every order of a stall with what was ordered and what is owed, by door. */
export async function readOrderMoney(db: Db, communityId: string, stallId: string): Promise<OrderMoney[]> {
  const { rows } = await db.execute<OrderMoney & Record<string, unknown>>(sql`
    WITH ordered AS (
      SELECT line.order_id, sum((line.price_fen::bigint * line.milli + 500) / 1000)::int AS fen
      FROM stall_order_line line JOIN stall_order ON stall_order.community_id = line.community_id
        AND stall_order.id = line.order_id
      WHERE line.community_id = ${communityId} AND stall_order.community_id = ${communityId}
        AND stall_order.stall_id = ${stallId} AND stall_order.state = 'placed'
      GROUP BY line.order_id)
    SELECT stall_order.id, stall_order.household_id AS "householdId", stall_order.grid_id AS "gridId", household.door,
      grid.code AS "gridCode", stall_order.state, coalesce(ordered.fen, 0) AS "orderedFen",
      stall_order.amount_fen AS "dueFen"
    FROM stall_order
    JOIN household ON household.community_id = stall_order.community_id AND household.id = stall_order.household_id
    JOIN grid ON grid.community_id = stall_order.community_id AND grid.id = stall_order.grid_id
    LEFT JOIN ordered ON ordered.order_id = stall_order.id
    WHERE stall_order.community_id = ${communityId} AND stall_order.stall_id = ${stallId}
    ORDER BY grid.code, household.door_order, stall_order.id`)
  return rows
}

export type MoneyView = MoneyRow & {
  reasonSealed: Buffer | null
  at: Date
  door: string
  gridCode: string
  collectorName: string
}

export interface PaymentFilter {
  stallId?: string | undefined
  orderId?: string | undefined
  collector?: string | undefined
  way?: string | undefined
  household?: string | undefined
}

/** Newest first. */
export async function readPayments(db: Db, communityId: string, filter: PaymentFilter): Promise<MoneyView[]> {
  const all: SQL[] = [sql`payment.community_id = ${communityId}`]
  if (filter.stallId !== undefined) all.push(sql`payment.stall_id = ${filter.stallId}`)
  if (filter.orderId !== undefined) all.push(sql`payment.order_id = ${filter.orderId}`)
  if (filter.collector !== undefined) all.push(sql`payment.collected_by = ${filter.collector}`)
  if (filter.way !== undefined) all.push(sql`payment.way = ${filter.way}`)
  if (filter.household !== undefined) all.push(sql`payment.household_id = ${filter.household}`)
  const { rows } = await db.execute<MoneyView & Record<string, unknown>>(sql`
    SELECT payment.id, payment.order_id AS "orderId", payment.way, payment.taken_fen AS "takenFen",
      payment.change_fen AS "changeFen", payment.takes_back AS "takesBack", payment.collected_by AS "collectorId",
      payment.reason_sealed AS "reasonSealed", payment.at, household.door, grid.code AS "gridCode",
      coalesce(account.display_name, ${SYSTEM_NAME}) AS "collectorName"
    FROM payment
    JOIN household ON household.community_id = payment.community_id AND household.id = payment.household_id
    JOIN grid ON grid.community_id = payment.community_id AND grid.id = payment.grid_id
    LEFT JOIN account ON account.id = payment.collected_by
    WHERE ${sql.join(all, sql` AND `)}
    ORDER BY payment.received_at DESC, payment.id DESC`)
  return rows
}

export interface HandInView extends Record<string, unknown> {
  id: string
  stallId: string
  collectorId: string
  collectorName: string
  expectedFen: number
  countedFen: number
  reasonSealed: Buffer | null
  takesBack: string | null
  confirmedByName: string
  at: Date
}

/** Newest first. */
export async function readHandIns(
  db: Db,
  communityId: string,
  { stallIds, collectorId }: { stallIds: readonly string[]; collectorId?: string },
): Promise<HandInView[]> {
  const whose = collectorId === undefined ? sql`` : sql`AND hand_in.collector_id = ${collectorId}`
  const { rows } = await db.execute<HandInView>(sql`
    SELECT hand_in.id, hand_in.stall_id AS "stallId", hand_in.collector_id AS "collectorId",
      coalesce(collector.display_name, ${SYSTEM_NAME}) AS "collectorName", hand_in.expected_fen AS "expectedFen",
      hand_in.counted_fen AS "countedFen", hand_in.reason_sealed AS "reasonSealed", hand_in.takes_back AS "takesBack",
      coalesce(confirmer.display_name, ${SYSTEM_NAME}) AS "confirmedByName", hand_in.at
    FROM hand_in
    LEFT JOIN account collector ON collector.id = hand_in.collector_id
    LEFT JOIN account confirmer ON confirmer.id = hand_in.confirmed_by
    WHERE hand_in.community_id = ${communityId} AND hand_in.stall_id = ANY (${idList(stallIds)}) ${whose}
    ORDER BY hand_in.at DESC, hand_in.id DESC`)
  return rows
}

export async function findHandIn(db: Db, communityId: string, id: string): Promise<HandInRow | undefined> {
  const [row] = await db
    .select()
    .from(handIn)
    .where(and(eq(handIn.communityId, communityId), eq(handIn.id, id)))
  return row
}

export async function addHandIn(db: Db, row: HandInRow): Promise<void> {
  await db.insert(handIn).values(row)
}

/** Alone with what a collector hands in at a stall, until the transaction ends. */
export async function holdCollector(db: Db, stallId: string, collectorId: string): Promise<void> {
  await db.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`hand in ${stallId} ${collectorId}`}, 0))`)
}

/** Everything that one took oneself, at stalls from this day on and wherever not all cash is handed in. Elevated. */
export async function readTakings(db: Db, communityId: string, collectorId: string, since: string) {
  const { rows } = await db.execute<
    MoneyRow & { stallId: string; title: string; day: string } & Record<string, unknown>
  >(
    sql`
    WITH cash AS (
      SELECT stall_id, sum(taken_fen - change_fen) AS fen FROM payment
      WHERE community_id = ${communityId} AND collected_by = ${collectorId} AND way = 'cash' GROUP BY stall_id),
    handed AS (
      SELECT stall_id, sum(expected_fen) AS fen FROM hand_in
      WHERE community_id = ${communityId} AND collector_id = ${collectorId} GROUP BY stall_id)
    SELECT payment.id, payment.order_id AS "orderId", payment.way, payment.taken_fen AS "takenFen",
      payment.change_fen AS "changeFen", payment.takes_back AS "takesBack", payment.collected_by AS "collectorId",
      stall.id AS "stallId", stall.title, stall.day::text
    FROM payment
    JOIN stall ON stall.community_id = payment.community_id AND stall.id = payment.stall_id
    LEFT JOIN cash ON cash.stall_id = stall.id
    LEFT JOIN handed ON handed.stall_id = stall.id
    WHERE payment.community_id = ${communityId} AND payment.collected_by = ${collectorId}
      AND (stall.day >= ${since}::date OR coalesce(cash.fen, 0) <> coalesce(handed.fen, 0))
    ORDER BY stall.day DESC, stall.id`,
  )
  return rows
}
