import { and, eq, sql, type SQL } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'
import { report } from './tables.ts'

/**
 * Whether a report is this account's own word: of where it lives or lived, or looks or looked after. What a worker
 * reported for others is theirs whom it is about.
 */
export const saidByAccount = (communityId: string, accountId: string): SQL => sql`
  report.community_id = ${communityId} AND report.account_id = ${accountId} AND report.source <> 'chain'
  AND (report.source = 'self' OR EXISTS (SELECT 1 FROM role_grant
    WHERE role_grant.community_id = report.community_id AND role_grant.account_id = report.account_id
      AND role_grant.role = 'resident' AND role_grant.household_id = report.household_id))`

interface OwnWord extends Record<string, unknown> {
  id: string
  roll_id: string
  household_id: string | null
  grid_code: string
}

/** Always in this order: whoever holds several households at once holds them in the order of all others who do. */
export async function readOwnWords(db: Db, communityId: string, accountId: string): Promise<OwnWord[]> {
  const { rows } = await db.execute<OwnWord>(sql`
    SELECT report.id, report.roll_id, report.household_id, grid.code AS grid_code
    FROM report JOIN grid ON grid.community_id = report.community_id AND grid.id = report.grid_id
    WHERE ${saidByAccount(communityId, accountId)}
    ORDER BY report.roll_id, report.household_id, report.id`)
  return rows
}

/** Takes the words and the phones out of reports; the number stays, so that the roll stays true. */
export async function forgetWords(db: Db, communityId: string, ids: readonly string[]): Promise<void> {
  await db
    .update(report)
    .set({ textSealed: null, fixSealed: null, remarkSealed: null, phonesSealed: null, phoneIndexes: [] })
    .where(and(eq(report.communityId, communityId), sql`${report.id} = ANY (${idList(ids)})`))
}
