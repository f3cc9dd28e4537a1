import {
  CORRECTION_NEXT,
  type CorrectionAbout,
  type CorrectionState,
} from '@gezhong/shared/people/corrections/contract'
import { statesBefore } from '@gezhong/shared/state-table'
import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '../../database/pool.ts'
import { correction } from './tables.ts'

export type CorrectionRow = typeof correction.$inferSelect

const ofAccount = (communityId: string, accountId: string) =>
  and(eq(correction.communityId, communityId), eq(correction.accountId, accountId))

export async function addCorrection(db: Db, row: CorrectionRow): Promise<void> {
  await db.insert(correction).values(row)
}

export async function findCorrection(db: Db, communityId: string, id: string): Promise<CorrectionRow | undefined> {
  const [row] = await db
    .select()
    .from(correction)
    .where(and(eq(correction.communityId, communityId), eq(correction.id, id)))
  return row
}

export async function countCorrections(db: Db, communityId: string, accountId: string, since: Date): Promise<number> {
  const { rows } = await db.execute<{ count: string }>(sql`
    SELECT count(*) FROM correction
    WHERE community_id = ${communityId} AND account_id = ${accountId} AND asked_at > ${since}`)
  return Number(rows[0]!.count)
}

/** Along the table of states only; false when it was in none that leads there. */
export async function changeCorrection(
  db: Db,
  communityId: string,
  id: string,
  change: Partial<CorrectionRow> & { state: CorrectionState },
): Promise<boolean> {
  const changed = await db
    .update(correction)
    .set(change)
    .where(
      and(
        eq(correction.communityId, communityId),
        eq(correction.id, id),
        inArray(correction.state, statesBefore(CORRECTION_NEXT, change.state)),
      ),
    )
    .returning({ id: correction.id })
  return changed.length > 0
}

export async function readOwnCorrections(db: Db, communityId: string, accountId: string): Promise<CorrectionRow[]> {
  return db
    .select()
    .from(correction)
    .where(ofAccount(communityId, accountId))
    .orderBy(desc(correction.askedAt), desc(correction.id))
    .limit(200)
}

export async function forgetCorrections(db: Db, communityId: string, accountId: string): Promise<void> {
  await db.delete(correction).where(ofAccount(communityId, accountId))
}

interface OpenRow extends Record<string, unknown> {
  id: string
  household_id: string
  about: CorrectionAbout
  text_sealed: Buffer
  state: CorrectionState
  asked_at: Date
  door: string
  grid_code: string
  display_name: string
  owner_name: string | null
}

export async function readOpenCorrections(db: Db, communityId: string): Promise<OpenRow[]> {
  const { rows } = await db.execute<OpenRow>(sql`
    SELECT correction.id, correction.household_id, correction.about, correction.text_sealed, correction.state,
      correction.asked_at, household.door, grid.code AS grid_code, account.display_name,
      taker.display_name AS owner_name
    FROM correction
    JOIN household ON household.community_id = correction.community_id AND household.id = correction.household_id
    JOIN grid ON grid.community_id = correction.community_id AND grid.id = correction.grid_id
    JOIN account ON account.id = correction.account_id
    LEFT JOIN account taker ON taker.id = correction.taken_by
    WHERE correction.community_id = ${communityId} AND correction.state IN ('asked', 'taken')
    ORDER BY correction.asked_at, correction.id LIMIT 200`)
  return rows
}
