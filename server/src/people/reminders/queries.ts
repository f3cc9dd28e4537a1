import type { PageQuery } from '@gezhong/shared/endpoint'
import {
  REMINDER_EVERY_HOURS,
  REMINDER_NEXT,
  type ReminderChannel,
  type ReminderKind,
  type ReminderProblem,
  type ReminderState,
} from '@gezhong/shared/people/reminders/contract'
import { statesBefore } from '@gezhong/shared/state-table'
import { and, eq, inArray, sql, type SQL } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import { insertRows } from '../../database/insert-rows.ts'
import type { Db } from '../../database/pool.ts'
import { coverage } from '../rolls/coverage.ts'
import type { RollRow } from '../rolls/queries.ts'
import { reminder } from './tables.ts'

export type ReminderRow = typeof reminder.$inferSelect

export async function addReminders(db: Db, rows: readonly ReminderRow[]): Promise<void> {
  await insertRows(db, reminder, rows)
}

export interface Candidate extends Record<string, unknown> {
  id: string
  building_id: string
  grid_id: string
  grid_code: string
  door: string
  phones_sealed: Buffer | null
  responsible_account_id: string | null
  missing: boolean
  sampled: boolean
}

interface Chosen {
  within: SQL
  gridIds?: readonly string[] | undefined
  ids?: readonly string[] | undefined
  /** Only those of whom this is true. */
  about?: 'missing' | 'result' | undefined
  most: number
}

/** Households that the roll asks, and how they stand in it. */
export async function readCandidates(
  db: Db,
  communityId: string,
  roll: RollRow,
  { within, gridIds, ids, about, most }: Chosen,
): Promise<Candidate[]> {
  const sampled = sql`EXISTS (SELECT 1 FROM sample WHERE sample.community_id = ${communityId}
    AND sample.round_id = ${roll.id} AND sample.household_id = household.id AND sample.undone_at IS NULL)`
  const wanted = about === undefined ? sql`true` : about === 'missing' ? sql`said.state = 'missing'` : sampled
  const { rows } = await db.execute<Candidate>(sql`
    SELECT household.id, household.building_id, household.grid_id, grid.code AS grid_code, household.door,
      household.phones_sealed, building.responsible_account_id, said.state = 'missing' AS missing, ${sampled} AS sampled
    FROM household
    JOIN grid ON grid.community_id = household.community_id AND grid.id = household.grid_id
    LEFT JOIN grid asked ON asked.community_id = household.community_id AND asked.id = ${roll.gridId}::uuid
    ${coverage(communityId, roll)}
    LEFT JOIN building ON building.community_id = household.community_id AND building.id = household.building_id
    WHERE household.community_id = ${communityId} AND household.removed_at IS NULL AND ${within}
      AND (${roll.gridId}::uuid IS NULL OR grid.code = asked.code OR starts_with(grid.code, asked.code || '-'))
      AND ${gridIds === undefined ? sql`true` : sql`household.grid_id = ANY (${idList(gridIds)})`}
      AND ${ids === undefined ? sql`true` : sql`household.id = ANY (${idList(ids)})`}
      AND ${wanted}
    ORDER BY household.door_order, household.id LIMIT ${most}`)
  return rows
}

/** Of these households, those that were reminded of this in the last hours, or are about to be. */
export async function remindedLately(
  db: Db,
  communityId: string,
  { rollId, result, now }: { rollId: string; result: boolean; now: Date },
): Promise<Set<string>> {
  const since = new Date(now.getTime() - REMINDER_EVERY_HOURS * 3_600_000)
  const { rows } = await db.execute<{ household_id: string }>(sql`
    SELECT DISTINCT household_id FROM reminder
    WHERE community_id = ${communityId} AND roll_id = ${rollId} AND (kind = 'result') = ${result}
      AND (state IN ('queued', 'sending') OR ((state = 'sent' OR unsure) AND ended_at > ${since}))`)
  return new Set(rows.map((row) => row.household_id))
}

interface Subscriber extends Record<string, unknown> {
  household_id: string
  account_id: string
  left: number
}

/** Who of a household is told by WeChat: somebody who can be, and may still be; of several whoever lives there. */
export async function readSubscribers(
  db: Db,
  communityId: string,
  templateId: string,
  now: Date,
): Promise<Map<string, Subscriber[]>> {
  const { rows } = await db.execute<Subscriber>(sql`
    SELECT role_grant.household_id, role_grant.account_id, level.left
    FROM (SELECT account_id, sum(delta)::int AS left FROM subscription_entry
      WHERE community_id = ${communityId} AND template_id = ${templateId}
      GROUP BY account_id HAVING sum(delta) > 0) level
    JOIN role_grant ON role_grant.community_id = ${communityId} AND role_grant.account_id = level.account_id
      AND role_grant.role = 'resident' AND role_grant.revoked_at IS NULL AND role_grant.valid_from <= ${now}
      AND (role_grant.valid_until IS NULL OR role_grant.valid_until > ${now})
    WHERE EXISTS (SELECT 1 FROM wechat_sign_in WHERE wechat_sign_in.community_id = ${communityId}
      AND wechat_sign_in.account_id = level.account_id AND wechat_sign_in.open_sealed IS NOT NULL)
    ORDER BY role_grant.household_id, role_grant.proxy, level.left DESC, role_grant.account_id`)
  const found = new Map<string, Subscriber[]>()
  for (const row of rows) found.set(row.household_id, [...(found.get(row.household_id) ?? []), row])
  return found
}

/** Text messages that were sent on this civil day, or are to be. */
export async function countSms(db: Db, communityId: string, day: { from: Date; until: Date }): Promise<number> {
  const { rows } = await db.execute<{ total: string }>(sql`
    SELECT count(*) AS total FROM reminder
    WHERE community_id = ${communityId} AND channel = 'sms' AND state NOT IN ('cancelled', 'skipped')
      AND due_at >= ${day.from} AND due_at < ${day.until}`)
  return Number(rows[0]?.total ?? 0)
}

/** Along the table of states only, and only while it is as the caller read it; false when it is not. */
export async function changeReminder(
  db: Db,
  communityId: string,
  id: string,
  attempts: number,
  change: Partial<ReminderRow> & Pick<ReminderRow, 'state'>,
): Promise<boolean> {
  const changed = await db
    .update(reminder)
    .set(change)
    .where(
      and(
        eq(reminder.communityId, communityId),
        eq(reminder.id, id),
        eq(reminder.attempts, attempts),
        inArray(reminder.state, statesBefore(REMINDER_NEXT, change.state)),
      ),
    )
    .returning({ id: reminder.id })
  return changed.length > 0
}

export async function findReminder(db: Db, communityId: string, id: string): Promise<ReminderRow | undefined> {
  const [row] = await db
    .select()
    .from(reminder)
    .where(and(eq(reminder.communityId, communityId), eq(reminder.id, id)))
  return row
}

interface BatchRow extends Record<string, unknown> {
  id: string
  roll_id: string
  attempts: number
  state: ReminderState
  grid_code: string
  responsible_account_id: string | null
}

export async function readBatch(db: Db, communityId: string, batchId: string): Promise<BatchRow[]> {
  const { rows } = await db.execute<BatchRow>(sql`
    SELECT reminder.id, reminder.roll_id, reminder.attempts, reminder.state, grid.code AS grid_code,
      building.responsible_account_id
    FROM reminder
    JOIN grid ON grid.community_id = reminder.community_id AND grid.id = reminder.grid_id
    LEFT JOIN building ON building.community_id = reminder.community_id AND building.id = reminder.building_id
    WHERE reminder.community_id = ${communityId} AND reminder.batch_id = ${batchId}`)
  return rows
}

/** Takes back what no worker has claimed yet; returns which. */
export async function cancelQueued(db: Db, communityId: string, ids: readonly string[], now: Date): Promise<string[]> {
  const changed = await db
    .update(reminder)
    .set({ state: 'cancelled', endedAt: now })
    .where(
      and(
        eq(reminder.communityId, communityId),
        sql`${reminder.id} = ANY (${idList(ids)})`,
        inArray(reminder.state, statesBefore(REMINDER_NEXT, 'cancelled')),
      ),
    )
    .returning({ id: reminder.id })
  return changed.map(({ id }) => id)
}

export interface ReminderView extends Record<string, unknown> {
  id: string
  batch_id: string
  household_id: string
  door: string
  grid_code: string
  kind: ReminderKind
  channel: ReminderChannel
  state: ReminderState
  problem: ReminderProblem | null
  asked_by_name: string
  asked_at: Date
  due_at: Date
  ended_at: Date | null
}

interface Filter extends PageQuery {
  id?: string | undefined
  state?: ReminderState | undefined
  household?: string | undefined
}

export async function readReminders(db: Db, communityId: string, rollId: string, filter: Filter) {
  const { rows } = await db.execute<ReminderView>(sql`
    SELECT reminder.id, reminder.batch_id, reminder.household_id, household.door, grid.code AS grid_code, reminder.kind,
      reminder.channel, reminder.state, reminder.problem, asker.display_name AS asked_by_name, reminder.asked_at,
      reminder.due_at, reminder.ended_at
    FROM reminder
    JOIN household ON household.community_id = reminder.community_id AND household.id = reminder.household_id
    JOIN grid ON grid.community_id = reminder.community_id AND grid.id = reminder.grid_id
    JOIN account asker ON asker.id = reminder.asked_by
    WHERE reminder.community_id = ${communityId} AND reminder.roll_id = ${rollId}
      AND ${filter.id === undefined ? sql`true` : sql`reminder.id = ${filter.id}`}
      AND ${filter.state === undefined ? sql`true` : sql`reminder.state = ${filter.state}`}
      AND ${filter.household === undefined ? sql`true` : sql`reminder.household_id = ${filter.household}`}
    ORDER BY reminder.asked_at DESC, household.door_order, reminder.id
    LIMIT ${filter.size} OFFSET ${(filter.page - 1) * filter.size}`)
  return rows
}

export async function countByState(
  db: Db,
  communityId: string,
  rollId: string,
  household: string | undefined,
): Promise<Map<ReminderState, number>> {
  const { rows } = await db.execute<{ state: ReminderState; total: string }>(sql`
    SELECT state, count(*) AS total FROM reminder
    WHERE community_id = ${communityId} AND roll_id = ${rollId}
      AND ${household === undefined ? sql`true` : sql`household_id = ${household}`}
    GROUP BY state`)
  return new Map(rows.map(({ state, total }) => [state, Number(total)]))
}
