import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import type { Env } from '../env.ts'

/** Milliseconds; a database that takes longer for nothing at all is not one to send requests to. */
const PATIENCE = 2000

/**
 * One connection of our own: waiting for one of the pool would say that the database is away when only many ask at
 * once. Whoever asks while a question is out gets its answer, so asking often costs nothing.
 */
function probe(url: string) {
  const own = new pg.Pool({
    connectionString: url,
    max: 1,
    connectionTimeoutMillis: PATIENCE,
    query_timeout: PATIENCE,
    idleTimeoutMillis: 60_000,
    allowExitOnIdle: true,
    application_name: 'gezhong ready',
  })
  // A connection that breaks while nobody asks shows at the next question.
  own.on('error', () => undefined)
  let asking: Promise<boolean> | null = null
  const ask = () =>
    own
      .query('SELECT 1')
      .then(
        () => true,
        () => false,
      )
      .finally(() => {
        asking = null
      })
  return { reached: () => (asking ??= ask()), end: () => own.end() }
}

/**
 * `/health`: this process answers. `/ready`: it can also reach its database, so it may get requests; `busy` says that
 * some are waiting for a connection just now.
 */
export function registerHealth(app: FastifyInstance, pool: pg.Pool, env: Pick<Env, 'DATABASE_URL'>): void {
  const database = probe(env.DATABASE_URL)
  app.addHook('onClose', () => database.end())
  app.get('/health', { schema: { hide: true } }, async () => ({ ok: true }))
  app.get('/ready', { schema: { hide: true } }, async (_, reply) => {
    const ok = await database.reached()
    return reply.code(ok ? 200 : 503).send({ ok, busy: pool.waitingCount > 0 })
  })
}
