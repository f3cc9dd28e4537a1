import type { ExemptionReason } from '@gezhong/shared/people/exemptions/contract'
import { sql } from 'drizzle-orm'
import type { Db } from '../../database/pool.ts'
import { countingTests } from '../antigen/counting.ts'
import { coverage, excusesFrom } from '../rolls/coverage.ts'
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

export interface DoneRow extends Record<string, unknown> {
  /** Null: those of whom only the number is known. */
  resident_id: string | null
  people: number
  taken_at: Date
  /** What an antigen test showed by their own word; null for a swab. */
  told: 'negative' | 'positive' | null
}

/** Each swab of the household in this round, and each antigen test told of it that counts; the last one first. */
export async function readDone(db: Db, communityId: string, rollId: string, householdId: string): Promise<DoneRow[]> {
  const { rows } = await db.execute<DoneRow>(sql`
    SELECT resident_id, people, taken_at, NULL AS told FROM sample
    WHERE community_id = ${communityId} AND round_id = ${rollId} AND household_id = ${householdId}
      AND undone_at IS NULL
    UNION ALL
    SELECT counting.resident_id, counting.people, antigen_test.taken_at, antigen_test.result
    FROM (${countingTests(communityId, rollId)}) counting
    JOIN antigen_test ON antigen_test.community_id = ${communityId} AND antigen_test.id = counting.id
    WHERE counting.household_id = ${householdId}
    ORDER BY taken_at DESC`)
  return rows
}

interface ListedRow extends Record<string, unknown> {
  resident_id: string | null
  /** Null: all of the household. */
  people: number | null
}

/** Who of the household a round for listed people asks. */
export async function readListed(
  db: Db,
  communityId: string,
  rollId: string,
  householdId: string,
): Promise<ListedRow[]> {
  const { rows } = await db.execute<ListedRow>(sql`
    SELECT resident_id, people FROM round_due
    WHERE community_id = ${communityId} AND round_id = ${rollId} AND household_id = ${householdId}`)
  return rows
}

/** Whether this named person is asked by such a list: by name, or because all of the household is. */
export const isOnList = (list: readonly ListedRow[], residentId: string): boolean =>
  list.some((row) => row.resident_id === residentId || (row.resident_id === null && row.people === null))

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
    WHERE ${excusesFrom(communityId, roll)} AND household_id = ${householdId}
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
