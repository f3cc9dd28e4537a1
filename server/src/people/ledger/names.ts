import { sql } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'

/** Display names by account; an account that is none, such as the system's, is not in the map. */
export async function readAccountNames(db: Db, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0) return new Map()
  const { rows } = await db.execute<{ id: string; display_name: string }>(sql`
    SELECT id, display_name FROM account WHERE id = ANY (${idList(wanted)})`)
  return new Map(rows.map((row) => [row.id, row.display_name]))
}

export const SYSTEM_NAME = '系统'
