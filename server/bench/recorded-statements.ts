import pg from 'pg'

export interface Statement {
  text: string
  values: unknown[]
}

/** What is sent to the database meanwhile, by anybody in this process, as the driver sees it. */
export async function recordStatements(meanwhile: () => Promise<unknown>): Promise<Statement[]> {
  const said: Statement[] = []
  const original = pg.Client.prototype.query as (...input: unknown[]) => unknown
  pg.Client.prototype.query = function record(this: pg.Client, ...input: unknown[]) {
    const [query, values] = input as [string | { text?: string; values?: unknown[] }, unknown[] | undefined]
    const text = typeof query === 'string' ? query : (query.text ?? '')
    if (text !== '') said.push({ text, values: values ?? (typeof query === 'string' ? [] : (query.values ?? [])) })
    return original.apply(this, input) as never
  } as never
  try {
    await meanwhile()
  } finally {
    pg.Client.prototype.query = original as never
  }
  return said
}
