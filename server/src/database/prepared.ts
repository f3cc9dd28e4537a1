import { createHash } from 'node:crypto'
import { getTableColumns, getTableName, type SQL } from 'drizzle-orm'
import { PgDialect, type PgTable } from 'drizzle-orm/pg-core'
import type pg from 'pg'
import { ask, type Wire } from './batch.ts'
import { knowsNames, type Db } from './pool.ts'

/*
 * Statements that every request sends, or that are so large that planning them costs like running them, are planned once
 * per connection. A pooler that hands connections around between transactions may not know names given before; then they
 * are sent without one.
 */

const nameOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 20)

type Scalar = string | number | boolean | Date | Buffer | null

/** What can always be written, so that nothing but the database refuses a statement. */
export type Value = Scalar | readonly Scalar[]

function written(value: Scalar): Wire {
  if (value === null || Buffer.isBuffer(value)) return value
  return value instanceof Date && !Number.isNaN(value.valueOf()) ? value.toISOString() : String(value)
}

function element(value: Scalar): string {
  const text = written(value)
  if (text === null) return 'NULL'
  return Buffer.isBuffer(text) ? `"\\\\x${text.toString('hex')}"` : `"${text.replace(/["\\]/g, '\\$&')}"`
}

const isList = (value: Value): value is readonly Scalar[] => Array.isArray(value)

const wire = (value: Value): Wire => (isList(value) ? `{${value.map(element).join(',')}}` : written(value))

const ANSWERS = /^\s*(SELECT|WITH)\b|\bRETURNING\b/i

/** A statement of fixed text, `$1` and so on standing for values. It leaves with all that are asked for in the same turn. */
export function prepared<Row extends pg.QueryResultRow>(text: string) {
  const name = nameOf(text)
  const isSilent = !ANSWERS.test(text)
  return ({ $client: client }: Db, values: readonly Value[]): Promise<Row[]> => {
    const named = knowsNames(client) ? { name } : {}
    return ask(client, { text, values: values.map(wire), isSilent, ...named }).then(({ rows }) => rows as Row[])
  }
}

/** What the driver reads otherwise than the query builder. */
const READ_OTHERWISE = /^(date|bigint|numeric|json)/

/** All columns of a table under the names that its rows have in the code, for the text of a prepared statement. */
export function columnsOf(table: PgTable): string {
  const columns = Object.entries(getTableColumns(table))
  const odd = columns.find(([, column]) => READ_OTHERWISE.test(column.getSQLType()))
  if (odd !== undefined) throw new Error(`${odd[0]} is not read by the driver as by the query builder`)
  return columns.map(([key, column]) => `"${getTableName(table)}"."${column.name}" AS "${key}"`).join(', ')
}

const dialect = new PgDialect()

/** Runs a large statement; the same text, whatever its parameters, is planned once. Values only as parameters. */
export async function runPrepared<Row extends pg.QueryResultRow>(db: Db, statement: SQL): Promise<Row[]> {
  const { sql: text, params: values } = dialect.sqlToQuery(statement)
  const name = nameOf(text)
  const { rows } = await db.$client.query<Row>({ text, values, ...(knowsNames(db.$client) ? { name } : {}) })
  return rows
}
