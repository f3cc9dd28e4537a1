import type { ResultState } from '@gezhong/shared/people/results/contract'
import { RESULT_NEXT } from '@gezhong/shared/people/results/contract'
import { and, eq, inArray, isNull, ne, or, sql, type SQL } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import { inChunks } from '../../database/in-chunks.ts'
import type { Db } from '../../database/pool.ts'
import { resultRow } from './tables.ts'

export type ResultRow = typeof resultRow.$inferSelect

const live = (communityId: string) => and(eq(resultRow.communityId, communityId), isNull(resultRow.undoneAt))

export async function addRows(db: Db, rows: readonly ResultRow[]): Promise<void> {
  for (const part of inChunks(rows)) await db.insert(resultRow).values(part)
}

async function readRows(db: Db, communityId: string, which: SQL): Promise<ResultRow[]> {
  return db
    .select()
    .from(resultRow)
    .where(and(live(communityId), which))
    .orderBy(resultRow.id)
}

export const readRowsByDigest = (db: Db, communityId: string, digests: readonly string[]) =>
  digests.length === 0 ? Promise.resolve([]) : readRows(db, communityId, inArray(resultRow.digest, [...digests]))

export const readUnmatched = (db: Db, communityId: string) =>
  readRows(db, communityId, inArray(resultRow.state, ['waiting', 'unknown']))

export const readRowsOfImport = (db: Db, communityId: string, importId: string) =>
  readRows(db, communityId, eq(resultRow.importId, importId))

/** Rows that name these codes and that nobody has decided: they may be about the tubes rather than about whom they were taken for. */
export const readUndecidedWithCodes = (db: Db, communityId: string, codes: readonly string[]) =>
  codes.length === 0
    ? Promise.resolve([])
    : readRows(
        db,
        communityId,
        and(
          inArray(resultRow.tubeCode, [...codes]),
          isNull(resultRow.decidedBy),
          or(ne(resultRow.state, 'matched'), isNull(resultRow.tubeId)),
        )!,
      )

export async function findRow(db: Db, communityId: string, id: string): Promise<ResultRow | undefined> {
  return (await readRows(db, communityId, eq(resultRow.id, id)))[0]
}

/** Held until the transaction ends: of two who decide the same case at once, the second sees what the first has decided. */
export async function holdCase(db: Db, communityId: string, digest: string): Promise<void> {
  await db.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`result ${communityId} ${digest}`}, 0))`)
}

type Change = Pick<ResultRow, 'state' | 'tubeId' | 'householdId' | 'residentId'> &
  Partial<Pick<ResultRow, 'candidates' | 'rejected' | 'decidedBy' | 'decidedAt'>>

/** The one place where a row changes its state; a step that the table of states does not know is a fault of ours. */
export async function changeRows(
  db: Db,
  communityId: string,
  rows: readonly Pick<ResultRow, 'id' | 'state'>[],
  change: Change,
): Promise<void> {
  const wrong = rows.find(({ state }) => state !== change.state && !RESULT_NEXT[state].includes(change.state))
  if (wrong !== undefined) throw new Error(`a result row does not go from ${wrong.state} to ${change.state}`)
  await db
    .update(resultRow)
    .set(change)
    .where(and(live(communityId), sql`${resultRow.id} = ANY (${idList(rows.map(({ id }) => id))})`))
}

export async function undoRows(db: Db, communityId: string, importId: string, at: Date): Promise<void> {
  await db
    .update(resultRow)
    .set({ undoneAt: at })
    .where(and(live(communityId), eq(resultRow.importId, importId)))
}

interface CountRow extends Record<string, unknown> {
  state: ResultState
  outcome: ResultRow['outcome']
  rows: number
}

export async function countRows(db: Db, communityId: string, importId: string | undefined): Promise<CountRow[]> {
  const { rows } = await db.execute<CountRow>(sql`
    SELECT state, outcome, count(*)::int AS rows FROM result_row
    WHERE community_id = ${communityId} AND undone_at IS NULL
      AND ${importId === undefined ? sql`true` : sql`import_id = ${importId}`}
    GROUP BY state, outcome`)
  return rows
}
