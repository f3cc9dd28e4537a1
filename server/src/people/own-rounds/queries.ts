import type { ExemptionReason } from '@gezhong/shared/people/exemptions/contract'
import { sql } from 'drizzle-orm'
import type { Db } from '../../database/pool.ts'
import { coverage, lastDay } from '../rolls/coverage.ts'
import type { RollRow } from '../rolls/queries.ts'

export interface CoverRow extends Record<string, unknown> {
  due: number
  done: number
  excused: number
  missing: number
}

/**
 * One household at a time: held against a single id, the sums of a round are made of its rows alone and not of the
 * round's.
 */
export async function readCover(
  db: Db,
  communityId: string,
  roll: RollRow,
  householdId: string,
): Promise<CoverRow | undefined> {
  const { rows } = await db.execute<CoverRow>(sql`
    SELECT cover.due, cover.done, cover.excused, cover.missing
    FROM household ${coverage(communityId, roll)}
    WHERE household.community_id = ${communityId} AND household.id = ${householdId}`)
  return rows[0]
}

interface SampledRow extends Record<string, unknown> {
  /** Null: those of whom only the number is known. */
  resident_id: string | null
  taken_at: Date
}

/** When somebody of the household was last sampled in this round. */
export async function readSampled(
  db: Db,
  communityId: string,
  rollId: string,
  householdId: string,
): Promise<SampledRow[]> {
  const { rows } = await db.execute<SampledRow>(sql`
    SELECT resident_id, max(taken_at) AS taken_at FROM sample
    WHERE community_id = ${communityId} AND round_id = ${rollId} AND household_id = ${householdId}
      AND undone_at IS NULL
    GROUP BY resident_id`)
  return rows
}

export interface ExcuseRow extends Record<string, unknown> {
  resident_id: string | null
  people: number
  reason: ExemptionReason
  until_day: string
}

/** What excuses somebody of the household from this round; of several for one person the longest comes last. */
export async function readExcuses(
  db: Db,
  communityId: string,
  roll: RollRow,
  householdId: string,
): Promise<ExcuseRow[]> {
  const { rows } = await db.execute<ExcuseRow>(sql`
    SELECT resident_id, people, reason, until_day::text FROM exemption
    WHERE community_id = ${communityId} AND household_id = ${householdId} AND state = 'approved'
      AND ${lastDay(communityId, roll)} BETWEEN from_day AND until_day
    ORDER BY until_day, id`)
  return rows
}

interface AskRow extends ExcuseRow {
  id: string
  state: 'asked' | 'refused'
}

/** What the household waits for, and what was refused since. */
export async function readAsks(
  db: Db,
  communityId: string,
  householdId: string,
  refusedSince: Date,
): Promise<AskRow[]> {
  const { rows } = await db.execute<AskRow>(sql`
    SELECT id, resident_id, people, reason, until_day::text, state FROM exemption
    WHERE community_id = ${communityId} AND household_id = ${householdId}
      AND (state = 'asked' OR (state = 'refused' AND decided_at > ${refusedSince.toISOString()}::timestamptz))
    ORDER BY asked_at, id`)
  return rows
}
