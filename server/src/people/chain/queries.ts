import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { Db } from '../../database/pool.ts'
import { report } from '../reports/tables.ts'
import { chain, paste } from './tables.ts'

export type ChainRow = typeof chain.$inferSelect

const CHUNK = 500

export async function findChain(db: Db, communityId: string, rollId: string, gridId: string) {
  const [row] = await db
    .select()
    .from(chain)
    .where(and(eq(chain.communityId, communityId), eq(chain.rollId, rollId), eq(chain.gridId, gridId)))
  return row
}

/** Chains with a text, in these grids. */
export async function readChains(db: Db, communityId: string, rollId: string, gridIds: readonly string[]) {
  return db
    .select()
    .from(chain)
    .where(
      and(
        eq(chain.communityId, communityId),
        eq(chain.rollId, rollId),
        inArray(chain.gridId, [...gridIds]),
        isNotNull(chain.pasteId),
      ),
    )
}

export async function readPaste(db: Db, communityId: string, id: string) {
  const [row] = await db
    .select()
    .from(paste)
    .where(and(eq(paste.communityId, communityId), eq(paste.id, id)))
  return row
}

export async function addPaste(db: Db, row: typeof paste.$inferInsert): Promise<void> {
  await db.insert(paste).values(row)
}

/** Counts one more confirmation and points at its text. */
export async function countPaste(db: Db, row: ChainRow): Promise<void> {
  await db
    .insert(chain)
    .values(row)
    .onConflictDoUpdate({
      target: [chain.communityId, chain.rollId, chain.gridId],
      set: { pastes: sql`${chain.pastes} + 1`, pastedAt: row.pastedAt, pasteId: row.pasteId },
    })
}

export async function addReports(db: Db, rows: readonly (typeof report.$inferInsert)[]): Promise<void> {
  for (let start = 0; start < rows.length; start += CHUNK)
    await db.insert(report).values(rows.slice(start, start + CHUNK))
}

export async function dropReports(db: Db, communityId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await db
    .update(report)
    .set({ state: 'gone', lineKey: null })
    .where(and(eq(report.communityId, communityId), inArray(report.id, [...ids])))
}
