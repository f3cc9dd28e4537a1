import { IMPORT_NEXT, type ImportState } from '@gezhong/shared/people/import/contract'
import { statesBefore } from '@gezhong/shared/state-table'
import { and, asc, desc, eq, getTableColumns, inArray } from 'drizzle-orm'
import type { Db } from '../../database/pool.ts'
import { importBatch, importSlice } from './tables.ts'

/** Without the file itself, which is large. */
const { tablesSealed: _, ...SUMMARY } = getTableColumns(importBatch)

export type BatchRow = Omit<typeof importBatch.$inferSelect, 'tablesSealed'>

const LISTED = 100

const isBatch = (communityId: string, id: string) =>
  and(eq(importBatch.communityId, communityId), eq(importBatch.id, id))

export async function addBatch(db: Db, row: typeof importBatch.$inferInsert): Promise<void> {
  await db.insert(importBatch).values(row)
}

export async function readBatches(db: Db, communityId: string): Promise<BatchRow[]> {
  return db
    .select(SUMMARY)
    .from(importBatch)
    .where(eq(importBatch.communityId, communityId))
    .orderBy(desc(importBatch.createdAt))
    .limit(LISTED)
}

export async function findBatch(db: Db, communityId: string, id: string): Promise<BatchRow | undefined> {
  return (await db.select(SUMMARY).from(importBatch).where(isBatch(communityId, id)))[0]
}

export async function readTablesSealed(db: Db, communityId: string, id: string): Promise<Buffer> {
  const [row] = await db.select({ sealed: importBatch.tablesSealed }).from(importBatch).where(isBatch(communityId, id))
  return row!.sealed
}

/**
 * The one place where an import changes its state. Changes a batch that is in one of these states; false when it is not
 * any more. A step that the table of states does not know is a fault of ours.
 */
export async function changeBatch(
  db: Db,
  communityId: string,
  id: string,
  from: readonly ImportState[],
  change: Partial<Omit<typeof importBatch.$inferInsert, 'communityId' | 'id'>> & { state: ImportState },
): Promise<boolean> {
  const before = statesBefore(IMPORT_NEXT, change.state)
  const wrong = from.find((state) => state !== change.state && !before.includes(state))
  if (wrong !== undefined) throw new Error(`an import does not go from ${wrong} to ${change.state}`)
  const changed = await db
    .update(importBatch)
    .set(change)
    .where(and(isBatch(communityId, id), inArray(importBatch.state, [...from])))
    .returning({ id: importBatch.id })
  return changed.length > 0
}

export async function nextBatch(db: Db, communityId: string, states: readonly ImportState[]) {
  const [row] = await db
    .select(SUMMARY)
    .from(importBatch)
    .where(and(eq(importBatch.communityId, communityId), inArray(importBatch.state, [...states])))
    .orderBy(asc(importBatch.createdAt))
    .limit(1)
  return row
}

const ofBatch = (communityId: string, batchId: string) =>
  and(eq(importSlice.communityId, communityId), eq(importSlice.batchId, batchId))

export async function removeSlices(db: Db, communityId: string, batchId: string): Promise<void> {
  await db.delete(importSlice).where(ofBatch(communityId, batchId))
}

export async function addSlice(db: Db, row: typeof importSlice.$inferInsert): Promise<void> {
  await db.insert(importSlice).values(row)
}

/** How many good and rejected rows each slice has, in order. */
export async function readSliceCounts(db: Db, communityId: string, batchId: string) {
  return db
    .select({ sliceNo: importSlice.sliceNo, good: importSlice.good, rejected: importSlice.rejected })
    .from(importSlice)
    .where(ofBatch(communityId, batchId))
    .orderBy(asc(importSlice.sliceNo))
}

export async function readSlice(db: Db, communityId: string, batchId: string, sliceNo: number): Promise<Buffer> {
  const [row] = await db
    .select({ sealed: importSlice.rowsSealed })
    .from(importSlice)
    .where(and(ofBatch(communityId, batchId), eq(importSlice.sliceNo, sliceNo)))
  return row!.sealed
}
