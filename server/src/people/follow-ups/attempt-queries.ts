import { CallOutcome, isReached } from '@gezhong/shared/people/follow-ups/outcomes'
import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'
import { account } from '../../database/tables.ts'
import { callAttempt, followUp } from './tables.ts'

export type FollowUpRow = typeof followUp.$inferSelect
export type AttemptRow = typeof callAttempt.$inferSelect

const one = (communityId: string, id: string) => and(eq(followUp.communityId, communityId), eq(followUp.id, id))

export async function findFollowUp(db: Db, communityId: string, id: string): Promise<FollowUpRow | undefined> {
  const [row] = await db.select().from(followUp).where(one(communityId, id))
  return row
}

/** Held until the transaction ends: whoever claims, logs or closes it waits. */
export async function lockFollowUp(db: Db, communityId: string, id: string): Promise<FollowUpRow | undefined> {
  const [row] = await db.select().from(followUp).where(one(communityId, id)).for('update')
  return row
}

export async function readFollowUpsById(db: Db, communityId: string, ids: readonly string[]): Promise<FollowUpRow[]> {
  return db
    .select()
    .from(followUp)
    .where(and(eq(followUp.communityId, communityId), sql`${followUp.id} = ANY (${idList(ids)})`))
}

export async function readGivenTo(db: Db, communityId: string, accountId: string): Promise<FollowUpRow[]> {
  return db
    .select()
    .from(followUp)
    .where(and(eq(followUp.communityId, communityId), eq(followUp.assignedTo, accountId), isNull(followUp.closedAt)))
}

export async function changeFollowUp(
  db: Db,
  communityId: string,
  id: string,
  change: Partial<Pick<FollowUpRow, 'attempts' | 'toVisit' | 'nextAt' | 'claimedBy' | 'claimedUntil'>>,
): Promise<void> {
  await db.update(followUp).set(change).where(one(communityId, id))
}

/** Nobody holds two: before another is taken, whatever this account holds is let go. */
export async function letGo(db: Db, communityId: string, accountId: string): Promise<void> {
  await db
    .update(followUp)
    .set({ claimedBy: null, claimedUntil: null })
    .where(and(eq(followUp.communityId, communityId), eq(followUp.claimedBy, accountId)))
}

/** One claim at a time per account, whatever two phones of it ask at once. */
export async function lockCaller(db: Db, communityId: string, accountId: string): Promise<void> {
  await db.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`caller ${communityId} ${accountId}`}, 0))`)
}

export async function assign(
  db: Db,
  communityId: string,
  ids: readonly string[],
  accountId: string | null,
): Promise<string[]> {
  const changed = await db
    .update(followUp)
    .set({ assignedTo: accountId })
    .where(
      and(
        eq(followUp.communityId, communityId),
        sql`${followUp.id} = ANY (${idList(ids)})`,
        isNull(followUp.closedAt),
        sql`${followUp.assignedTo} IS DISTINCT FROM ${accountId}::uuid`,
      ),
    )
    .returning({ id: followUp.id })
  return changed.map(({ id }) => id)
}

export async function findAttempt(db: Db, communityId: string, id: string): Promise<AttemptRow | undefined> {
  const [row] = await db
    .select()
    .from(callAttempt)
    .where(and(eq(callAttempt.communityId, communityId), eq(callAttempt.id, id)))
  return row
}

export async function addAttempt(db: Db, row: AttemptRow): Promise<void> {
  await db.insert(callAttempt).values(row)
}

export async function markUndone(db: Db, communityId: string, id: string, now: Date): Promise<boolean> {
  const changed = await db
    .update(callAttempt)
    .set({ undoneAt: now })
    .where(and(eq(callAttempt.communityId, communityId), eq(callAttempt.id, id), isNull(callAttempt.undoneAt)))
    .returning({ id: callAttempt.id })
  return changed.length > 0
}

/** What counts of a follow-up, in the order in which it was done. */
export async function readCounted(db: Db, communityId: string, followUpId: string): Promise<AttemptRow[]> {
  return db
    .select()
    .from(callAttempt)
    .where(
      and(
        eq(callAttempt.communityId, communityId),
        eq(callAttempt.followUpId, followUpId),
        isNull(callAttempt.undoneAt),
      ),
    )
    .orderBy(asc(callAttempt.calledAt), asc(callAttempt.receivedAt), asc(callAttempt.id))
}

/** Everything that was tried with its caller's name, newest first. */
export async function readLog(db: Db, communityId: string, followUpId: string) {
  return db
    .select({ attempt: callAttempt, byName: account.displayName })
    .from(callAttempt)
    .innerJoin(account, eq(account.id, callAttempt.calledBy))
    .where(and(eq(callAttempt.communityId, communityId), eq(callAttempt.followUpId, followUpId)))
    .orderBy(desc(callAttempt.calledAt), desc(callAttempt.receivedAt), desc(callAttempt.id))
}

export async function countCallsSince(db: Db, communityId: string, accountId: string, since: Date): Promise<number> {
  const { rows } = await db.execute<{ total: number }>(sql`
    SELECT count(*)::int AS total FROM call_attempt
    WHERE community_id = ${communityId} AND called_by = ${accountId} AND called_at >= ${since.toISOString()}::timestamptz
      AND kind = 'call' AND undone_at IS NULL`)
  return rows[0]?.total ?? 0
}

interface CallerRow extends Record<string, unknown> {
  account_id: string
  name: string
  calls: number
  reached: number
  visits: number
  closed: number
  median_minutes: number | null
}

const REACHED = CallOutcome.options.filter(isReached)

/** A household counts for whoever's word was the last before it was complete. */
export async function readCallers(db: Db, communityId: string, since: Date): Promise<CallerRow[]> {
  const { rows } = await db.execute<CallerRow>(sql`
    SELECT made.called_by AS account_id, account.display_name AS name,
      (count(*) FILTER (WHERE made.kind = 'call'))::int AS calls,
      (count(*) FILTER (WHERE made.kind = 'call' AND made.outcome = ANY (${sql.param(REACHED)}::text[])))::int AS reached,
      (count(*) FILTER (WHERE made.kind = 'visit'))::int AS visits,
      (count(*) FILTER (WHERE made.minutes IS NOT NULL))::int AS closed,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY made.minutes) AS median_minutes
    FROM (SELECT call_attempt.*, CASE WHEN follow_up.closed_at >= call_attempt.called_at
          AND lead(call_attempt.id) OVER (PARTITION BY call_attempt.follow_up_id
            ORDER BY call_attempt.called_at, call_attempt.received_at) IS NULL
        THEN extract(epoch FROM follow_up.closed_at - call_attempt.called_at) / 60 END AS minutes
      FROM call_attempt JOIN follow_up ON follow_up.community_id = call_attempt.community_id
        AND follow_up.id = call_attempt.follow_up_id
      WHERE call_attempt.community_id = ${communityId} AND call_attempt.undone_at IS NULL
        AND call_attempt.called_at >= ${since.toISOString()}::timestamptz) made
    JOIN account ON account.id = made.called_by
    GROUP BY made.called_by, account.display_name
    ORDER BY calls DESC, name, account_id`)
  return rows
}
