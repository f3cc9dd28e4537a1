import { createHash } from 'node:crypto'
import type { SQL } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import type pg from 'pg'
import { knowsNames, type Db } from './pool.ts'

/*
 * Statements so large that planning them costs like running them are planned once per connection. A pooler that hands
 * connections around between transactions may not know names given before; then they are sent without one.
 */

const dialect = new PgDialect()
/** Runs a large statement; the same text, whatever its parameters, is planned once. Values only as parameters. */
export async function runPrepared<Row extends pg.QueryResultRow>(db: Db, statement: SQL): Promise<Row[]> {
  const { sql: text, params: values } = dialect.sqlToQuery(statement)
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 20)
  const { rows } = await db.$client.query<Row>({ text, values, ...(knowsNames(db.$client) ? { name } : {}) })
  return rows
}
