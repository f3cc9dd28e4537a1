import pg from 'pg'
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import type { Env } from '../env.ts'
import { gatherStatements } from './batch.ts'

/** What every query takes as its first argument: one connection inside one transaction. */
export type Db = NodePgDatabase & { $client: pg.PoolClient }

/** Connections of a pooler that does not know what statements were given names before. */
const nameless = new WeakSet<pg.ClientBase>()

export const knowsNames = (client: pg.ClientBase): boolean => !nameless.has(client)

export function createPool(env: Pick<Env, 'DATABASE_URL' | 'DATABASE_POOL_SIZE' | 'PREPARED_STATEMENTS'>): pg.Pool {
  const pool = new pg.Pool({
    connectionString: env.DATABASE_URL,
    max: env.DATABASE_POOL_SIZE,
    connectionTimeoutMillis: 10_000,
    application_name: 'gezhong',
    // A statement is sent while the one before is still being answered; answers come in the same order.
    pipeline: true,
  })
  // One that breaks while nobody uses it is replaced by the pool itself; whoever wants to know of it listens too.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => {
    // A connection that breaks between two statements of a transaction says so here, and again at the next statement,
    // where it is dealt with; with nobody listening here it would end the whole server.
    client.on('error', () => undefined)
    if (!env.PREPARED_STATEMENTS) nameless.add(client)
    gatherStatements(client)
  })
  return pool
}

const wrapped = new WeakMap<pg.PoolClient, Db>()

/** Drizzle over a pooled connection; kept with the connection, as building it costs more than a query. */
export function dbOver(client: pg.PoolClient): Db {
  let db = wrapped.get(client)
  if (db === undefined) {
    db = drizzle(client)
    wrapped.set(client, db)
  }
  return db
}

/** The server works only under a login that row security binds. */
export async function refuseUnsafeLogin(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ rolsuper: boolean; rolbypassrls: boolean; owned: string }>(
    `SELECT rolsuper, rolbypassrls,
       (SELECT count(*) FROM pg_class WHERE relowner = pg_roles.oid AND relkind = 'r') AS owned
     FROM pg_roles WHERE rolname = current_user`,
  )
  const login = rows[0]
  if (login === undefined || login.rolsuper || login.rolbypassrls || Number(login.owned) > 0)
    throw new Error(
      'DATABASE_URL must be a login that owns no tables, is no superuser and does not bypass row security; keep the owner in DATABASE_OWNER_URL',
    )
}
