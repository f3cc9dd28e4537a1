import { sql } from 'drizzle-orm'
import type { Db } from './database/pool.ts'
import type { Work } from './database/transact.ts'
import { REGISTER } from './register.ts'
import type { RegisteredTable } from './registered-table.ts'

/*
 * Seals again, with the current key of the ring, what older keys sealed, so that an old key can be thrown away. Which
 * columns these are the register tells: sealed, and destroyed with their row; what lies under a community's own key
 * is never touched. Row by row and in small transactions: the server goes on working meanwhile.
 */

const BATCH = 500

export interface SealedColumn {
  table: RegisteredTable
  column: string
}

/** Every column that the ring seals. */
export function ringColumns(): SealedColumn[] {
  return REGISTER.flatMap((table) =>
    Object.entries(table.columns)
      .filter(([column, meaning]) => column.endsWith('_sealed') && meaning === 'row')
      .map(([column]) => ({ table, column })),
  )
}

async function keyColumns(db: Db, table: string): Promise<string[]> {
  const { rows } = await db.execute<{ name: string }>(sql`
    SELECT attname AS name FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
    WHERE indrelid = ${table}::regclass AND indisprimary ORDER BY attnum`)
  return rows.map(({ name }) => name)
}

/** One batch of one column of one community; returns how many rows were sealed again. */
export async function rotateBatch(work: Work, { table, column }: SealedColumn): Promise<number> {
  const { db, vault, communityId } = work
  const keys = (await keyColumns(db, table.name)).map((name) => sql.identifier(name))
  const [sealed, from] = [sql.identifier(column), sql.identifier(table.name)]
  const current = vault.currentHead()
  const { rows } = await db.execute<{ sealed: Buffer } & Record<string, unknown>>(sql`
    SELECT ${sql.join(keys, sql`, `)}, ${sealed} AS sealed FROM ${from}
    WHERE community_id = ${communityId} AND substring(${sealed} FROM 1 FOR ${current.length}) <> ${current}
    LIMIT ${BATCH} FOR UPDATE`)
  for (const row of rows) {
    const again = vault.seal(communityId, vault.open(communityId, row.sealed))
    const same = Object.keys(row)
      .filter((name) => name !== 'sealed')
      .map((name) => sql`${sql.identifier(name)} = ${row[name]}`)
    await db.execute(sql`
      UPDATE ${from} SET ${sealed} = ${again} WHERE community_id = ${communityId} AND ${sql.join(same, sql` AND `)}`)
  }
  return rows.length
}
