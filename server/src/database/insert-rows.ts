import { getTableColumns, getTableName } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Db } from './pool.ts'

/*
 * Many rows of one table by statements of many rows: the only bulk write that row security and a distributed database
 * both accept. The query builder looks at every single value several times; for tens of thousands of rows that costs
 * more than the database does, so the text is made here, once per size.
 */

/** Postgres takes 65,535 parameters, but from some thousand on it plans a statement longer than it inserts. */
const PARAMETERS = 4000

export async function insertRows<T extends PgTable>(
  db: Db,
  table: T,
  rows: readonly Required<T['$inferInsert']>[],
): Promise<void> {
  const columns = Object.entries(getTableColumns(table)).filter(([, column]) => column.generated === undefined)
  const size = Math.max(1, Math.floor(PARAMETERS / columns.length))
  const head = `INSERT INTO "${getTableName(table)}" (${columns.map(([, column]) => `"${column.name}"`).join(', ')}) VALUES `
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
      for (const [key, column] of columns) {
        const value = row[key] ?? null
        values.push(value === null ? null : column.mapToDriverValue(value))
      }
    await db.$client.query(part.length === size ? whole : head + tuples(part.length), values)
  }
}
