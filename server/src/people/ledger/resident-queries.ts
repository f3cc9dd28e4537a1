import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'
import { inChunks } from '../../database/in-chunks.ts'
import type { ResidentRow } from './states.ts'
import { resident } from './tables.ts'

export async function insertResident(db: Db, row: ResidentRow): Promise<void> {
  await db.insert(resident).values(row)
}

export async function lockResidents(db: Db, communityId: string, ids: readonly string[]): Promise<ResidentRow[]> {
  return db
    .select()
    .from(resident)
    .where(and(eq(resident.communityId, communityId), sql`${resident.id} = ANY (${idList(ids)})`))
    .orderBy(asc(resident.id))
    .for('update')
}

/** Writes whole rows whose revision has grown by one; returns how many were still at the one before. */
export async function updateResidents(db: Db, communityId: string, rows: readonly ResidentRow[]): Promise<number> {
  let written = 0
  for (const part of inChunks(rows)) {
    const values = part.map(
      (
        row,
      ) => sql`(${row.id}::uuid, ${row.revision}::int, ${row.nameSealed}::bytea, ${row.ageGroup}, ${row.namedFor}::text,
        ${row.guardianSealed}::bytea, ${row.note}, ${row.removedAt}::timestamptz)`,
    )
    const { rowCount } = await db.execute(sql`
      UPDATE resident SET revision = fresh.revision, name_sealed = fresh.name_sealed, age_group = fresh.age_group,
        named_for = fresh.named_for, guardian_sealed = fresh.guardian_sealed, note = fresh.note,
        removed_at = fresh.removed_at
      FROM (VALUES ${sql.join(values, sql`, `)})
        AS fresh (id, revision, name_sealed, age_group, named_for, guardian_sealed, note, removed_at)
      WHERE resident.community_id = ${communityId} AND resident.id = fresh.id
        AND resident.revision = fresh.revision - 1`)
    written += rowCount ?? 0
  }
  return written
}

export async function readResidents(db: Db, communityId: string, householdId: string): Promise<ResidentRow[]> {
  return db
    .select()
    .from(resident)
    .where(
      and(eq(resident.communityId, communityId), eq(resident.householdId, householdId), isNull(resident.removedAt)),
    )
    .orderBy(asc(resident.createdAt), asc(resident.id))
}

/** The people of all households of these grids. */
export async function readResidentsOf(db: Db, communityId: string, gridIds: readonly string[]): Promise<ResidentRow[]> {
  return db
    .select()
    .from(resident)
    .where(
      and(
        eq(resident.communityId, communityId),
        sql`${resident.gridId} = ANY (${idList(gridIds)})`,
        isNull(resident.removedAt),
      ),
    )
    .orderBy(asc(resident.createdAt), asc(resident.id))
}
