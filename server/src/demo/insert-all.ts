import { getTableColumns, getTableName, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Db } from '../database/pool.ts'

const ROWS_AT_ONCE = 1000

/** How a value stands in JSON so that Postgres reads it as the column's own type. */
const inJson = (value: unknown): unknown => (Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value)

/**
 * Inserts many rows of the same shape. They travel as one JSON document a statement: binding each value of some
 * thousand rows by itself costs seconds.
 */
export async function insertAll<Table extends PgTable>(
  db: Db,
  table: Table,
  rows: readonly Table['$inferInsert'][],
): Promise<void> {
  const names = new Map(Object.entries(getTableColumns(table)).map(([key, column]) => [key, column.name]))
  const used = Object.keys(rows[0] ?? {}).flatMap((key) => names.get(key) ?? [])
  const columns = sql.join(
    used.map((name) => sql.identifier(name)),
    sql`, `,
  )
  const named = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [names.get(key) ?? key, inJson(value)])),
  )
  const into = sql.identifier(getTableName(table))
  for (let from = 0; from < named.length; from += ROWS_AT_ONCE) {
    const document = JSON.stringify(named.slice(from, from + ROWS_AT_ONCE))
    await db.execute(
      sql`INSERT INTO ${into} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${into}, ${document})`,
    )
  }
}
