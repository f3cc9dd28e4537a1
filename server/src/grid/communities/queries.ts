import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '../../database/pool.ts'
import { community, grid } from './tables.ts'

export async function readCommunity(db: Db, communityId: string) {
  const [row] = await db.select().from(community).where(eq(community.communityId, communityId))
  return row
}

export async function readGrids(db: Db, communityId: string) {
  return db
    .select()
    .from(grid)
    .where(and(eq(grid.communityId, communityId), isNull(grid.retiredAt)))
    .orderBy(asc(grid.code))
}

export async function findGrid(db: Db, communityId: string, id: string) {
  const [row] = await db
    .select()
    .from(grid)
    .where(and(eq(grid.communityId, communityId), eq(grid.id, id), isNull(grid.retiredAt)))
  return row
}

export async function findGridByCode(db: Db, communityId: string, code: string) {
  const [row] = await db
    .select()
    .from(grid)
    .where(and(eq(grid.communityId, communityId), eq(grid.code, code), isNull(grid.retiredAt)))
  return row
}

/** The grid and everything below it. */
export async function readSubtree(db: Db, communityId: string, gridId: string): Promise<string[]> {
  const { rows } = await db.execute<{ id: string }>(sql`
    SELECT below.id FROM grid top
    JOIN grid below ON below.community_id = top.community_id
      AND (below.code = top.code OR starts_with(below.code, top.code || '-'))
    WHERE top.community_id = ${communityId} AND below.community_id = ${communityId} AND top.id = ${gridId}`)
  return rows.map((row) => row.id)
}

/** Codes of all grids, retired ones too, by id. */
export async function readGridCodes(db: Db, communityId: string): Promise<Map<string, string>> {
  const { rows } = await db.execute<{ id: string; code: string }>(
    sql`SELECT id, code FROM grid WHERE community_id = ${communityId}`,
  )
  return new Map(rows.map((row) => [row.id, row.code]))
}
