import type { AgreementAnswer, NoticeKind } from '@gezhong/shared/people/agreements/contract'
import { and, desc, eq, sql } from 'drizzle-orm'
import type { Db } from '../../database/pool.ts'
import { agreement } from './tables.ts'

export type AgreementRow = typeof agreement.$inferSelect

/** Whoever withdraws waits for what the same account is reporting in this moment, and reports wait for the answer. */
export async function holdAnswers(db: Db, communityId: string, accountId: string, how: 'to-read' | 'to-answer') {
  const key = sql`hashtextextended(${`agreements ${communityId} ${accountId}`}, 0)`
  await db.execute(
    how === 'to-answer' ? sql`SELECT pg_advisory_xact_lock(${key})` : sql`SELECT pg_advisory_xact_lock_shared(${key})`,
  )
}

/** The answer that counts: the one of the last turn. */
export async function findLastAnswer(
  db: Db,
  communityId: string,
  accountId: string,
  kind: NoticeKind,
): Promise<AgreementRow | undefined> {
  const [row] = await db
    .select()
    .from(agreement)
    .where(and(eq(agreement.communityId, communityId), eq(agreement.accountId, accountId), eq(agreement.kind, kind)))
    .orderBy(desc(agreement.turn))
    .limit(1)
  return row
}

export async function readAnswers(db: Db, communityId: string, accountId: string): Promise<AgreementRow[]> {
  return db
    .select()
    .from(agreement)
    .where(and(eq(agreement.communityId, communityId), eq(agreement.accountId, accountId)))
    .orderBy(desc(agreement.at), desc(agreement.turn))
}

export async function addAnswer(db: Db, row: AgreementRow): Promise<void> {
  await db.insert(agreement).values(row)
}

interface CountRow extends Record<string, unknown> {
  answer: AgreementAnswer | null
  accounts: string
}

/** Accounts that act for a household now, by what they last answered to this version; null is not answered. */
export async function countAnswers(db: Db, communityId: string, kind: NoticeKind, version: number, now: Date) {
  const { rows } = await db.execute<CountRow>(sql`
    SELECT CASE WHEN last.version = ${version} THEN last.answer END AS answer, count(*) AS accounts
    FROM (SELECT DISTINCT account_id FROM role_grant
      WHERE community_id = ${communityId} AND role = 'resident' AND revoked_at IS NULL AND valid_from <= ${now}
        AND (valid_until IS NULL OR valid_until > ${now})) AS bound
    LEFT JOIN (SELECT DISTINCT ON (account_id) account_id, version, answer FROM agreement
      WHERE community_id = ${communityId} AND kind = ${kind}
      ORDER BY account_id, turn DESC) AS last ON last.account_id = bound.account_id
    GROUP BY 1`)
  return new Map(rows.map(({ answer, accounts }) => [answer, Number(accounts)]))
}
