import { and, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import { inChunks } from '../../database/in-chunks.ts'
import type { Db } from '../../database/pool.ts'
import { report } from '../reports/tables.ts'
import { chain, paste, pasteUndo } from './tables.ts'

export type ChainRow = typeof chain.$inferSelect

/** Rows of one statement; a report has twice as many columns as most. */
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

/** A confirmation without its text and what was there before it. */
export async function readConfirmation(db: Db, communityId: string, id: string) {
  const { accountId, at, added, changed, gone, same, reworded, goneDropped } = paste
  const [row] = await db
    .select({ id: paste.id, accountId, at, added, changed, gone, same, reworded, goneDropped })
    .from(paste)
    .where(and(eq(paste.communityId, communityId), eq(paste.id, id)))
  return row
}

export async function findUndo(db: Db, communityId: string, pasteId: string) {
  const [row] = await db
    .select()
    .from(pasteUndo)
    .where(and(eq(pasteUndo.communityId, communityId), eq(pasteUndo.pasteId, pasteId)))
  return row
}

export async function findNewestUndo(db: Db, communityId: string, rollId: string, gridId: string) {
  const [row] = await db
    .select({ accountId: pasteUndo.accountId, at: pasteUndo.at, confirmedAt: paste.at })
    .from(pasteUndo)
    .innerJoin(paste, and(eq(paste.communityId, pasteUndo.communityId), eq(paste.id, pasteUndo.pasteId)))
    .where(and(eq(pasteUndo.communityId, communityId), eq(pasteUndo.rollId, rollId), eq(pasteUndo.gridId, gridId)))
    .orderBy(desc(pasteUndo.at))
    .limit(1)
  return row
}

export async function addUndo(db: Db, row: typeof pasteUndo.$inferInsert): Promise<void> {
  await db.insert(pasteUndo).values(row)
}

/** The confirmation before this one is the newest again; its own text stays where it is. */
export async function returnTo(db: Db, undone: typeof paste.$inferSelect): Promise<void> {
  const { communityId, rollId, gridId, id, previousId } = undone
  const previous = previousId === null ? undefined : await readConfirmation(db, communityId, previousId)
  await db
    .update(chain)
    .set({ pastes: sql`${chain.pastes} - 1`, pasteId: previousId, pastedAt: previous?.at ?? null })
    .where(
      and(
        eq(chain.communityId, communityId),
        eq(chain.rollId, rollId),
        eq(chain.gridId, gridId),
        eq(chain.pasteId, id),
      ),
    )
}

/** The door that a report names; undefined when it is not in the asker's scope. */
export async function readDoor(db: Db, communityId: string, reportId: string): Promise<string | null | undefined> {
  const [row] = await db
    .select({ door: report.door })
    .from(report)
    .where(and(eq(report.communityId, communityId), eq(report.id, reportId)))
  return row?.door
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
  for (const some of inChunks(rows, CHUNK)) await db.insert(report).values(some)
}

export async function dropReports(db: Db, communityId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await db
    .update(report)
    .set({ state: 'gone', lineKey: null })
    .where(and(eq(report.communityId, communityId), inArray(report.id, [...ids])))
}
