import type { RollQuestion } from '@gezhong/shared/people/rolls/contract'
import { sql, type SQL } from 'drizzle-orm'
import type { Db } from '../../database/pool.ts'
import type { Work } from '../../database/transact.ts'
import { holdHousehold, reconcileHousehold } from '../reconciliation/reconcile-roll.ts'
import { readRollsById } from '../rolls/queries.ts'
import { findTarget } from './queries.ts'

/**
 * Whether a report is this account's own word: of where it lived, or of what it looked after, when it was said. What
 * somebody reported in a post is theirs whom it is about, also when the reporter lives there later or lived there before.
 * Deleting, withdrawing and reading one's own data all go by this.
 */
export const saidByAccount = (communityId: string, accountId: string): SQL => sql`
  report.community_id = ${communityId} AND report.account_id = ${accountId}
  AND (report.source = 'self' OR report.source = 'proxy' AND EXISTS (SELECT 1 FROM role_grant
    WHERE role_grant.community_id = report.community_id AND role_grant.account_id = report.account_id
      AND role_grant.role = 'resident' AND role_grant.household_id = report.household_id
      AND role_grant.valid_from <= report.said_at
      AND (role_grant.valid_until IS NULL OR role_grant.valid_until > report.said_at)
      AND (role_grant.revoked_at IS NULL OR role_grant.revoked_at > report.said_at)))`

/** Where a word of one's own stands. */
export interface OwnPlace {
  roll_id: string
  household_id: string | null
  grid_code: string
}

interface OwnWord extends OwnPlace, Record<string, unknown> {
  id: string
  question: RollQuestion
  is_open: boolean
  /** A number, a remark or a written line stands in it. */
  has_words: boolean
}

/** Whoever holds several households at once takes them in the order of the background and of all others who do. */
const LOCK_ORDER = sql`roll.opened_at DESC, report.roll_id, report.household_id, report.id`

/** Everything an account said for itself, as `saidByAccount` has it. */
export async function readOwnWords(db: Db, communityId: string, accountId: string): Promise<OwnWord[]> {
  const { rows } = await db.execute<OwnWord>(sql`
    SELECT report.id, report.roll_id, report.household_id, grid.code AS grid_code, roll.question,
      roll.state = 'open' AS is_open,
      coalesce(report.phones_sealed, report.remark_sealed, report.text_sealed) IS NOT NULL AS has_words
    FROM report JOIN grid ON grid.community_id = report.community_id AND grid.id = report.grid_id
    JOIN roll ON roll.community_id = report.community_id AND roll.id = report.roll_id
    WHERE ${saidByAccount(communityId, accountId)}
    ORDER BY ${LOCK_ORDER}`)
  return rows
}

/**
 * Runs `change` over one's own words with their households held, then judges these households again. Runs elevated; the
 * words come in the order of `LOCK_ORDER`.
 */
export async function changingOwn(work: Work, words: readonly OwnPlace[], change: () => Promise<void>): Promise<void> {
  const { db, communityId } = work
  const rolls = await readRollsById(db, communityId, [...new Set(words.map((one) => one.roll_id))])
  const rollOf = new Map(rolls.map((roll) => [roll.id, roll]))
  const places = new Map(
    words.flatMap(({ roll_id: rollId, household_id: householdId, grid_code: gridCode }) =>
      householdId === null
        ? []
        : [[`${rollId} ${householdId}`, { roll: rollOf.get(rollId)!, householdId, gridCode }] as const],
    ),
  )
  for (const { roll, householdId, gridCode } of places.values()) await holdHousehold(work, roll, gridCode, householdId)
  await change()
  for (const { roll, householdId } of places.values())
    // One that has left the ledger is nothing to hold a report against.
    if ((await findTarget(db, communityId, householdId)) !== undefined)
      await reconcileHousehold(work, roll, householdId)
}
