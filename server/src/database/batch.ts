import pg from 'pg'

/*
 * Statements asked for within one turn of the event loop leave in one packet and are answered in one: between the server
 * and the database, waking the other side costs more than most statements do. They fail together: of those behind the
 * one that failed the database runs none, a COMMIT included.
 */

/** A value as it is written; bytes stay bytes. */
export type Wire = string | Buffer | null

export interface Statement {
  /** One statement; `$1` and so on stand for the values. */
  text: string
  values: readonly Wire[]
  /** Planned once per connection under this name. */
  name?: string
  /** It answers without rows. */
  isSilent?: boolean
}

interface Asked {
  statement: Statement
  resolve(result: pg.QueryResult): void
  reject(error: Error): void
}

/** The driver gathers the answers as it does for several statements in one text. */
export class Batch extends pg.Query {
  readonly #asked: readonly Asked[]
  /** Names that this connection has plans for. */
  readonly #planned: Set<string>

  constructor(asked: readonly Asked[], planned: Set<string>) {
    super('', [], (error, results) => {
      if (error) return this.#refuse(error)
      const each = [results].flat()
      for (const [index, { resolve }] of asked.entries()) resolve(each[index]!)
    })
    this.#asked = asked
    this.#planned = planned
  }

  get statements(): readonly Statement[] {
    return this.#asked.map(({ statement }) => statement)
  }

  override submit = (connection: pg.Connection): void => {
    connection.stream.cork()
    for (const statement of this.statements) this.#send(connection, statement)
    connection.sync()
    connection.stream.uncork()
  }

  #send(connection: pg.Connection, { text, values, name = '', isSilent }: Statement): void {
    if (!this.#planned.has(name)) {
      // One that failed may have left its plan behind.
      if (name !== '') connection.close({ type: 'S', name }, true)
      connection.parse({ text, name, types: [] }, true)
      if (name !== '') this.#planned.add(name)
    }
    connection.bind({ statement: name, values: [...values] }, true)
    if (isSilent !== true) connection.describe({ type: 'P', name: '' }, true)
    connection.execute({}, true)
  }

  #refuse(error: Error): void {
    for (const { statement, reject } of this.#asked) {
      if (statement.name !== undefined) this.#planned.delete(statement.name)
      reject(error)
    }
  }
}

const unheard = (): void => undefined

const plain = (text: string): Statement => ({ text, values: [], isSilent: true })

/** Gathers what is asked of a connection until somebody has to wait for it. */
class Gatherer {
  readonly #send: (batch: Batch) => unknown
  readonly #planned = new Set<string>()
  #asked: Asked[] = []
  /** What has to be said in front of the next statement. */
  first: (() => string[]) | null = null

  constructor(send: (batch: Batch) => unknown) {
    this.#send = send
  }

  ask(statement: Statement): Promise<pg.QueryResult> {
    this.sayFirst()
    return new Promise((resolve, reject) => {
      this.#add({ statement, resolve, reject })
    })
  }

  #add(asked: Asked): void {
    if (this.#asked.length === 0) process.nextTick(() => this.flush())
    this.#asked.push(asked)
  }

  /** Whether it failed is heard from the statement that it stands in front of: the transaction is broken then. */
  sayFirst(): void {
    for (const text of this.first?.() ?? []) this.#add({ statement: plain(text), resolve: unheard, reject: unheard })
  }

  flush(): void {
    if (this.#asked.length === 0) return
    const asked = this.#asked
    this.#asked = []
    this.#send(new Batch(asked, this.#planned))
  }
}

const gatherers = new WeakMap<pg.ClientBase, Gatherer>()

/** From now on `ask` gathers what it is asked of this connection; whatever else is sent there keeps its place behind it. */
export function gatherStatements(client: pg.ClientBase): void {
  const query = (...input: unknown[]) => Reflect.apply(pg.Client.prototype.query, client, input)
  const gatherer = new Gatherer(query)
  gatherers.set(client, gatherer)
  client.query = (...input: unknown[]) => {
    gatherer.sayFirst()
    gatherer.flush()
    return query(...input)
  }
}

/** Sends a statement with all that are asked for in the same turn. */
export function ask(client: pg.ClientBase, statement: Statement): Promise<pg.QueryResult> {
  const gatherer = gatherers.get(client)
  return gatherer === undefined
    ? client.query({ ...statement, values: [...statement.values] })
    : gatherer.ask(statement)
}

/** Several that answer without rows. */
export const askAll = (client: pg.ClientBase, texts: readonly string[]): Promise<unknown> =>
  Promise.all(texts.map((text) => ask(client, plain(text))))

/** Before every statement on this connection, those that `first` names are sent; null: none any more. */
export function sayFirst(client: pg.ClientBase, first: (() => string[]) | null): void {
  const gatherer = gatherers.get(client)
  if (gatherer === undefined) throw new Error('only a connection of createPool gathers statements')
  gatherer.first = first
}
