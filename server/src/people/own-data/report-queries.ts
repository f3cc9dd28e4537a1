import type { DifferenceState } from '@gezhong/shared/people/reconciliation/contract'
import { and, desc, eq, sql } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'
import { saidByAccount } from '../reports/own-word.ts'
import { report, reportColumns } from '../reports/tables.ts'
import type { ReportRow } from '../reconciliation/statements.ts'

/** The newest; a village asks some sixty times in an emergency. */
const MOST = 500

/** Said by this account, which makes it its own, or for one of these households. */
export async function readSaidOf(
  db: Db,
  communityId: string,
  accountId: string,
  householdIds: readonly string[],
): Promise<{ id: string; own: boolean }[]> {
  const { rows } = await db.execute<{ id: string; own: boolean }>(sql`
    SELECT id, bool_or(own) AS own FROM (
      SELECT report.id, report.said_at, true AS own FROM report WHERE ${saidByAccount(communityId, accountId)}
      UNION ALL
      SELECT report.id, report.said_at, false FROM report
      WHERE report.community_id = ${communityId} AND report.household_id = ANY (${idList(householdIds)})
        AND report.roll_id IN (SELECT roll.id FROM roll WHERE roll.community_id = ${communityId})
    ) said GROUP BY id, said_at ORDER BY said_at DESC, id DESC LIMIT ${MOST}`)
  return rows
}

export async function readReports(db: Db, communityId: string, ids: readonly string[]): Promise<ReportRow[]> {
  return db
    .select(reportColumns)
    .from(report)
    .where(and(eq(report.communityId, communityId), sql`${report.id} = ANY (${idList(ids)})`))
    .orderBy(desc(report.saidAt), desc(report.id))
}

export async function readRollTitles(
  db: Db,
  communityId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await db.execute<{ id: string; title: string }>(sql`
    SELECT id, title FROM roll WHERE community_id = ${communityId} AND id = ANY (${idList([...new Set(ids)])})`)
  return new Map(rows.map(({ id, title }) => [id, title]))
}

export async function readDifferenceStates(
  db: Db,
  communityId: string,
  reportIds: readonly string[],
): Promise<Map<string, DifferenceState>> {
  const { rows } = await db.execute<{ report_id: string; state: DifferenceState }>(sql`
    SELECT report_id, state FROM difference
    WHERE community_id = ${communityId} AND report_id = ANY (${idList(reportIds)})`)
  return new Map(rows.map((row) => [row.report_id, row.state]))
}
