import type { AlertKind } from '@gezhong/shared/audit/alerts/contract'
import type { PageQuery } from '@gezhong/shared/endpoint'
import { and, eq, isNull, sql, type SQL } from 'drizzle-orm'
import type { Db } from '../../database/pool.ts'
import { alert } from './tables.ts'

export interface AlertRow extends Record<string, unknown> {
  id: string
  kind: AlertKind
  account_id: string
  by_name: string | null
  count: number
  raised_at: Date
  seen_at: Date | null
  seen_by_name: string | null
}

const select = (where: SQL) => sql`
  SELECT alert.id, alert.kind, alert.account_id, account.display_name AS by_name, alert.count, alert.raised_at,
    alert.seen_at, seer.display_name AS seen_by_name
  FROM alert
  LEFT JOIN account ON account.id = alert.account_id
  LEFT JOIN account seer ON seer.id = alert.seen_by
  WHERE ${where}`

export async function readAlerts(db: Db, communityId: string, { open, page, size }: PageQuery & { open: boolean }) {
  const where = sql`alert.community_id = ${communityId} AND (NOT ${open} OR alert.seen_at IS NULL)`
  const { rows } = await db.execute<AlertRow>(sql`
    ${select(where)} ORDER BY alert.raised_at DESC, alert.id LIMIT ${size} OFFSET ${(page - 1) * size}`)
  const { rows: counted } = await db.execute<{ total: string }>(sql`SELECT count(*) AS total FROM alert WHERE ${where}`)
  return { rows, total: Number(counted[0]?.total ?? 0) }
}

export async function findAlert(db: Db, communityId: string, id: string): Promise<AlertRow | undefined> {
  const { rows } = await db.execute<AlertRow>(select(sql`alert.community_id = ${communityId} AND alert.id = ${id}`))
  return rows[0]
}

export async function markSeen(db: Db, communityId: string, id: string, seenBy: string, now: Date): Promise<void> {
  await db
    .update(alert)
    .set({ seenBy, seenAt: now })
    .where(and(eq(alert.communityId, communityId), eq(alert.id, id), isNull(alert.seenAt)))
}

/** One after another for each person, so that two at once are both counted. */
export async function queueReveals(db: Db, communityId: string, accountId: string): Promise<void> {
  await db.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`reveal ${communityId} ${accountId}`}, 0))`)
}

/**
 * How many numbers this person opened since then, or took out in the file of an import's rejected rows; and how many went on
 * paper. A print and what it opened stand in the log at the same moment, as they are one piece of work.
 */
export async function countReveals(db: Db, communityId: string, accountId: string, since: Date) {
  const { rows } = await db.execute<{ opened: string; printed: string }>(sql`
    WITH line AS (
      SELECT action, subject_id, bool_or(action = 'roll.printed') OVER (PARTITION BY at) AS printing
      FROM audit_entry
      WHERE community_id = ${communityId} AND account_id = ${accountId} AND at > ${since}
        AND action IN ('household.phone-revealed', 'import.exported', 'roll.printed')
    )
    SELECT count(*) FILTER (WHERE action = 'household.phone-revealed' AND NOT printing)
        + coalesce(sum(import_batch.numbers), 0) AS opened,
      count(*) FILTER (WHERE action = 'household.phone-revealed' AND printing) AS printed
    FROM line
    LEFT JOIN import_batch ON import_batch.community_id = ${communityId}
      AND import_batch.id = line.subject_id AND line.action = 'import.exported'`)
  return { opened: Number(rows[0]!.opened), printed: Number(rows[0]!.printed) }
}

export interface LastAlert extends Record<string, unknown> {
  kind: AlertKind
  raised_at: Date
  seen_at: Date | null
}

export async function readLastAlerts(db: Db, communityId: string, accountId: string, since: Date) {
  const { rows } = await db.execute<LastAlert>(sql`
    SELECT kind, raised_at, seen_at FROM alert
    WHERE community_id = ${communityId} AND account_id = ${accountId}
      AND (raised_at > ${since} OR kind = 'reveals-stopped' AND (seen_at IS NULL OR seen_at > ${since}))`)
  return rows
}
