import type { PageQuery } from '@gezhong/shared/endpoint'
import { and, count, desc, eq, sql } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import { insertRows } from '../../database/insert-rows.ts'
import type { Db } from '../../database/pool.ts'
import { ledgerChange } from './tables.ts'

export type ChangeRow = typeof ledgerChange.$inferSelect

export async function insertChanges(db: Db, rows: readonly ChangeRow[]): Promise<void> {
  await insertRows(db, ledgerChange, rows)
}

export async function readChanges(
  db: Db,
  communityId: string,
  filter: PageQuery & { subjectId?: string | undefined },
): Promise<{ rows: ChangeRow[]; total: number }> {
  const where = and(
    eq(ledgerChange.communityId, communityId),
    filter.subjectId === undefined ? undefined : eq(ledgerChange.subjectId, filter.subjectId),
  )
  const rows = await db
    .select()
    .from(ledgerChange)
    .where(where)
    .orderBy(desc(ledgerChange.at), desc(ledgerChange.id))
    .limit(filter.size)
    .offset((filter.page - 1) * filter.size)
  const [counted] = await db.select({ total: count() }).from(ledgerChange).where(where)
  return { rows, total: counted?.total ?? 0 }
}

export async function readChangesById(db: Db, communityId: string, ids: readonly string[]): Promise<ChangeRow[]> {
  return db
    .select()
    .from(ledgerChange)
    .where(and(eq(ledgerChange.communityId, communityId), sql`${ledgerChange.id} = ANY (${idList(ids)})`))
}

/** A change as far as the order of undoing needs to know it. */
export type ChangeOutline = Pick<ChangeRow, 'id' | 'subject' | 'subjectId' | 'revision' | 'action'>

/** As `readChangesById`, without the contents. */
export async function readOutlines(db: Db, communityId: string, ids: readonly string[]): Promise<ChangeOutline[]> {
  const { id, subject, subjectId, revision, action } = ledgerChange
  return db
    .select({ id, subject, subjectId, revision, action })
    .from(ledgerChange)
    .where(and(eq(ledgerChange.communityId, communityId), sql`${ledgerChange.id} = ANY (${idList(ids)})`))
}

/** What an import wrote, without the contents. */
export async function readImportChanges(db: Db, communityId: string, importId: string) {
  return db
    .select({ id: ledgerChange.id, subjectId: ledgerChange.subjectId })
    .from(ledgerChange)
    .where(and(eq(ledgerChange.communityId, communityId), eq(ledgerChange.importId, importId)))
}

/** The whole history of some subjects, without its contents. */
export async function readHistory(db: Db, communityId: string, subjectIds: readonly string[]) {
  return db
    .select({
      id: ledgerChange.id,
      subjectId: ledgerChange.subjectId,
      revision: ledgerChange.revision,
      undoesId: ledgerChange.undoesId,
      accountId: ledgerChange.accountId,
      at: ledgerChange.at,
    })
    .from(ledgerChange)
    .where(and(eq(ledgerChange.communityId, communityId), sql`${ledgerChange.subjectId} = ANY (${idList(subjectIds)})`))
}

/** By change, the change that undid it. */
export async function readUndoneBy(db: Db, communityId: string, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .select({ id: ledgerChange.id, undoesId: ledgerChange.undoesId })
    .from(ledgerChange)
    .where(and(eq(ledgerChange.communityId, communityId), sql`${ledgerChange.undoesId} = ANY (${idList(ids)})`))
  return new Map(rows.map((row) => [row.undoesId ?? '', row.id]))
}

/** The change with which a subject came into the ledger. */
export async function findCreation(db: Db, communityId: string, subjectId: string): Promise<ChangeRow | undefined> {
  const [row] = await db
    .select()
    .from(ledgerChange)
    .where(
      and(
        eq(ledgerChange.communityId, communityId),
        eq(ledgerChange.subjectId, subjectId),
        eq(ledgerChange.action, 'created'),
      ),
    )
  return row
}
