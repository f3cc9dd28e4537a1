import type { PageQuery } from '@gezhong/shared/endpoint'
import type { FollowUpSort, FollowUpState } from '@gezhong/shared/people/follow-ups/contract'
import type { AttemptKind, CallOutcome } from '@gezhong/shared/people/follow-ups/outcomes'
import { sql, type SQL } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Work } from '../../database/transact.ts'
import { startOfDay } from './start-of-day.ts'

export interface QueueRow extends Record<string, unknown> {
  id: string
  household_id: string
  building_id: string
  grid_id: string
  grid_code: string
  door: string
  phones_sealed: Buffer | null
  note: string
  care: boolean
  state: FollowUpState
  missing_since: Date
  never_tested: boolean
  attempts: number
  next_at: Date | null
  closed_at: Date | null
  assigned_to: string | null
  assigned_name: string | null
  responsible_account_id: string | null
  responsible_name: string | null
  claimed_by: string | null
  claimed_until: Date | null
  claimer_name: string | null
  last_kind: AttemptKind | null
  last_outcome: CallOutcome | null
  last_at: Date | null
  last_name: string | null
}

export interface QueueFilter {
  ids?: readonly string[] | undefined
  gridIds?: readonly string[] | undefined
  state?: FollowUpState | undefined
  whose?: 'mine' | 'nobody' | undefined
  q?: string | undefined
}

const listOf = (text: string): string[] => (text === '' ? [] : text.split(','))

/** Where one calls: one's grids and one's buildings; the household that one lives in is not one's to call. */
const whereOneCalls = ({ scope }: Work): SQL =>
  scope.grids === '*'
    ? sql`true`
    : sql`(follow_up.grid_id = ANY (${idList(listOf(scope.grids))})
        OR follow_up.building_id = ANY (${idList(listOf(scope.buildings))}))`

const stateAt = (now: Date): SQL => sql`CASE WHEN follow_up.closed_at IS NOT NULL THEN 'closed'
  WHEN follow_up.to_visit THEN 'visit' WHEN follow_up.next_at > ${now.toISOString()}::timestamptz THEN 'later'
  ELSE 'due' END`

/** Those that are open, and of the closed those of today. */
const fromQueue = (work: Work, filter: QueueFilter): SQL => {
  const { communityId, actor, now } = work
  const conditions = [
    sql`follow_up.community_id = ${communityId}`,
    whereOneCalls(work),
    filter.ids === undefined
      ? sql`(follow_up.closed_at IS NULL OR follow_up.closed_at >= ${startOfDay(now, 0).toISOString()}::timestamptz)`
      : sql`follow_up.id = ANY (${idList(filter.ids)})`,
  ]
  if (filter.gridIds !== undefined) conditions.push(sql`follow_up.grid_id = ANY (${idList(filter.gridIds)})`)
  if (filter.state !== undefined) conditions.push(sql`asked.state = ${filter.state}`)
  if (filter.whose === 'nobody') conditions.push(sql`follow_up.assigned_to IS NULL`)
  if (filter.whose === 'mine')
    conditions.push(sql`(follow_up.assigned_to = ${actor.accountId}
      OR follow_up.to_visit AND building.responsible_account_id = ${actor.accountId})`)
  if (filter.q !== undefined) conditions.push(sql`strpos(household.door, ${filter.q}) > 0`)
  return sql`
    FROM follow_up
    JOIN household ON household.community_id = follow_up.community_id AND household.id = follow_up.household_id
    JOIN grid ON grid.community_id = follow_up.community_id AND grid.id = follow_up.grid_id
    LEFT JOIN building ON building.community_id = follow_up.community_id AND building.id = follow_up.building_id
    CROSS JOIN LATERAL (SELECT ${stateAt(now)} AS state,
      household.priority OR EXISTS (SELECT 1 FROM resident WHERE resident.community_id = follow_up.community_id
        AND resident.household_id = follow_up.household_id AND resident.named_for IS NOT NULL
        AND resident.removed_at IS NULL) AS care,
      follow_up.nothing_done AND NOT follow_up.tested_before AS never_tested) asked
    WHERE ${sql.join(conditions, sql` AND `)}`
}

/** Care first, then the never tested, then the longest missing; before all of them what was given to this person. */
const urgency = (accountId: string): SQL => sql`
  (follow_up.assigned_to IS NOT DISTINCT FROM ${accountId}::uuid) DESC, asked.care DESC, asked.never_tested DESC,
  follow_up.missing_since, household.door_order, follow_up.id`

const ORDER: Record<Exclude<FollowUpSort, 'urgency'>, SQL> = {
  door: sql`household.door_order, follow_up.id`,
  '-door': sql`household.door_order DESC, follow_up.id DESC`,
  since: sql`follow_up.missing_since, household.door_order, follow_up.id`,
  attempts: sql`follow_up.attempts, household.door_order, follow_up.id`,
  '-attempts': sql`follow_up.attempts DESC, household.door_order, follow_up.id`,
}

const orderOf = ({ actor }: Work, sort: FollowUpSort): SQL =>
  sort === 'urgency'
    ? sql`array_position(ARRAY['due', 'visit', 'later', 'closed'], asked.state), follow_up.closed_at DESC,
        CASE WHEN asked.state = 'later' THEN follow_up.next_at END, ${urgency(actor.accountId)}`
    : ORDER[sort]

/** The page is cut first; names and the last attempt are looked up for its rows only. */
export async function readQueue(
  work: Work,
  filter: QueueFilter,
  { page, size, sort }: PageQuery & { sort: FollowUpSort },
): Promise<QueueRow[]> {
  const { rows } = await work.db.execute<QueueRow>(sql`
    SELECT shown.*, responsible.display_name AS responsible_name, assignee.display_name AS assigned_name,
      claimer.display_name AS claimer_name, last.kind AS last_kind, last.outcome AS last_outcome,
      last.called_at AS last_at, last.display_name AS last_name
    FROM (SELECT follow_up.id, follow_up.household_id, follow_up.building_id, follow_up.grid_id, grid.code AS grid_code,
        household.door, household.phones_sealed, household.note, asked.care, asked.state, asked.never_tested,
        follow_up.missing_since, follow_up.attempts, follow_up.next_at, follow_up.closed_at, follow_up.assigned_to,
        building.responsible_account_id, follow_up.claimed_by, follow_up.claimed_until,
        row_number() OVER (ORDER BY ${orderOf(work, sort)}) AS place
      ${fromQueue(work, filter)}
      ORDER BY place LIMIT ${size} OFFSET ${(page - 1) * size}) shown
    LEFT JOIN account responsible ON responsible.id = shown.responsible_account_id
    LEFT JOIN account assignee ON assignee.id = shown.assigned_to
    LEFT JOIN account claimer ON claimer.id = shown.claimed_by
    LEFT JOIN LATERAL (SELECT call_attempt.kind, call_attempt.outcome, call_attempt.called_at, caller.display_name
      FROM call_attempt JOIN account caller ON caller.id = call_attempt.called_by
      WHERE call_attempt.community_id = ${work.communityId} AND call_attempt.follow_up_id = shown.id
        AND call_attempt.undone_at IS NULL
      ORDER BY call_attempt.called_at DESC, call_attempt.received_at DESC LIMIT 1) last ON true
    ORDER BY place`)
  return rows
}

export async function countQueue(work: Work, filter: QueueFilter): Promise<number> {
  const { rows } = await work.db.execute<{ total: string }>(sql`SELECT count(*) AS total ${fromQueue(work, filter)}`)
  return Number(rows[0]?.total ?? 0)
}

export async function countByState(work: Work, gridIds: readonly string[] | undefined) {
  const { rows } = await work.db.execute<{ state: FollowUpState; total: number }>(sql`
    SELECT asked.state, count(*)::int AS total ${fromQueue(work, { gridIds })} GROUP BY asked.state`)
  return new Map(rows.map(({ state, total }) => [state, total]))
}

interface Picked extends Record<string, unknown> {
  id: string
  household_id: string
}

interface Wanted {
  gridIds?: readonly string[] | undefined
  /** Put aside by the caller: last of all. */
  skipped: readonly string[]
  /** Not at all. */
  not: readonly string[]
}

/**
 * What this caller holds already, else the most urgent household that is to be called now and is nobody else's. Locked, so that of two who ask at once each gets
 * another; what a third holds at this moment is passed over.
 */
export async function pickNext(work: Work, wanted: Wanted, lock: boolean): Promise<Picked | undefined> {
  const { actor, now } = work
  const { rows } = await work.db.execute<Picked>(sql`
    SELECT follow_up.id, follow_up.household_id ${fromQueue(work, { gridIds: wanted.gridIds, state: 'due' })}
      AND (follow_up.assigned_to IS NULL OR follow_up.assigned_to = ${actor.accountId})
      AND (follow_up.claimed_by IS NULL OR follow_up.claimed_by = ${actor.accountId}
        OR follow_up.claimed_until <= ${now.toISOString()}::timestamptz)
      AND follow_up.id <> ALL (${idList(wanted.not)})
    ORDER BY (follow_up.id = ANY (${idList(wanted.skipped)})),
      (follow_up.claimed_by IS NOT DISTINCT FROM ${actor.accountId}::uuid) DESC, ${urgency(actor.accountId)}
    LIMIT 1 ${lock ? sql`FOR UPDATE OF follow_up SKIP LOCKED` : sql``}`)
  return rows[0]
}
