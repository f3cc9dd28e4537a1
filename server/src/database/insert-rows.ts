import { getTableColumns, getTableName, type Column } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Db } from './pool.ts'
import { prepared, type Value } from './prepared.ts'

/*
 * Many rows of one table by statements of many rows: the only bulk write that row security and a distributed database
 * both accept. The query builder looks at every single value several times; for tens of thousands of rows that costs
 * more than the database does, so the text is made here, once per size.
 */

/** Postgres takes 65,535 parameters, but from some thousand on it plans a statement longer than it inserts. */
const PARAMETERS = 4000

const writtenColumns = (table: PgTable) =>
  Object.entries(getTableColumns(table)).filter(([, column]) => column.generated === undefined)

const headOf = (table: PgTable, columns: readonly [string, Column][]): string =>
  `INSERT INTO "${getTableName(table)}" (${columns.map(([, column]) => `"${column.name}"`).join(', ')})`

const driverValue = (column: Column, value: unknown): unknown =>
  value === null || value === undefined ? null : column.mapToDriverValue(value)

/**
 * Adds the few rows that a request makes: one text for any number of them, planned once. For tables without lists among
 * their columns.
 */
export function adding<T extends PgTable>(table: T) {
  const columns = writtenColumns(table)
  const lists = columns.map(([, column], index) => `$${index + 1}::${column.getSQLType()}[]`)
  const add = prepared(`${headOf(table, columns)} SELECT * FROM unnest(${lists.join(', ')})`)
  return (db: Db, rows: readonly Required<T['$inferInsert']>[]): Promise<unknown> =>
    add(
      db,
      columns.map(([key, column]) =>
        (rows as readonly Record<string, unknown>[]).map((row) => driverValue(column, row[key]) as Value & string),
      ),
    )
}

export async function insertRows<T extends PgTable>(
  db: Db,
  table: T,
  rows: readonly Required<T['$inferInsert']>[],
): Promise<void> {
  const columns = writtenColumns(table)
  const size = Math.max(1, Math.floor(PARAMETERS / columns.length))
  const head = `${headOf(table, columns)} VALUES `
  const tuples = (count: number): string =>
    Array.from({ length: count }, (_, row) => {
      const numbers = columns.map((_, index) => `$${row * columns.length + index + 1}`)
      return `(${numbers.join(', ')})`
    }).join(', ')
  const whole = rows.length >= size ? head + tuples(size) : ''
  for (let start = 0; start < rows.length; start += size) {
    const part = rows.slice(start, start + size)
    const values: unknown[] = []
    for (const row of part as readonly Record<string, unknown>[])
      for (const [key, column] of columns) values.push(driverValue(column, row[key]))
    await db.$client.query(part.length === size ? whole : head + tuples(part.length), values)
  }
}
