import pg from 'pg'
import { Batch } from '../src/database/batch.ts'

export interface Statement {
  text: string
  values: unknown[]
}

function statementsOf([query, values]: unknown[]): Statement[] {
  if (query instanceof Batch) return query.statements.map((one) => ({ text: one.text, values: [...one.values] }))
  if (typeof query === 'string') return [{ text: query, values: Array.isArray(values) ? values : [] }]
  const { text = '', values: own = [] } = query as { text?: string; values?: unknown[] }
  return text === '' ? [] : [{ text, values: Array.isArray(values) ? values : own }]
}

/** What is sent to the database meanwhile, by anybody in this process, as the driver sees it. */
export async function recordStatements(meanwhile: () => Promise<unknown>): Promise<Statement[]> {
  const said: Statement[] = []
  const original = pg.Client.prototype.query as (...input: unknown[]) => unknown
  pg.Client.prototype.query = function record(this: pg.Client, ...input: unknown[]) {
    said.push(...statementsOf(input))
    return original.apply(this, input) as never
  } as never
  try {
    await meanwhile()
  } finally {
    pg.Client.prototype.query = original as never
  }
  return said
}
