import type { FastifyInstance } from 'fastify'
import type pg from 'pg'

/** `/health`: this process answers. `/ready`: it can also reach its database, so it may get requests. */
export function registerHealth(app: FastifyInstance, pool: pg.Pool): void {
  app.get('/health', { schema: { hide: true } }, async () => ({ ok: true }))
  app.get('/ready', { schema: { hide: true } }, async (_, reply) => {
    const reached = await pool.query('SELECT 1').then(
      () => true,
      () => false,
    )
    return reply.code(reached ? 200 : 503).send({ ok: reached })
  })
}
