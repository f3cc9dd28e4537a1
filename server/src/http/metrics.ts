import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type pg from 'pg'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import { sendNotFound } from './problems.ts'

export interface Metrics {
  registry: Registry
  listeners: Gauge
  /** By what WeChat thinks of them. */
  textChecks: Counter<'verdict'>
  /** Attempts to send one, by what became of it. */
  reminders: Counter<'channel' | 'outcome'>
}

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/
/** What a proxy says of the one it asks for. */
const PROXIED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via']

const digestOf = (text: string) => createHash('sha256').update(text).digest()

/** With a token whoever shows it; without, whoever is on this machine and asks for nobody else. */
function maySee({ headers, socket }: FastifyRequest, token: string | undefined): boolean {
  if (token !== undefined) return timingSafeEqual(digestOf(headers.authorization ?? ''), digestOf(`Bearer ${token}`))
  return LOOPBACK.test(socket.remoteAddress ?? '') && PROXIED.every((name) => headers[name] === undefined)
}

/**
 * Numbers for a monitoring system: routes by their pattern, never by address, so no id or door is in a label. How busy a
 * server is and what it is asked is still nobody's business: strangers are told that there is no such page.
 */
export function registerMetrics(app: FastifyInstance, pool: pg.Pool, token: string | undefined): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by route pattern',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  })
  const listeners = new Gauge({ name: 'live_listeners', help: 'Open live streams', registers: [registry] })
  const textChecks = new Counter({
    name: 'text_checks_total',
    help: 'Texts put before WeChat, by its verdict; all but risky ones went through',
    labelNames: ['verdict'],
    registers: [registry],
  })
  const reminders = new Counter({
    name: 'reminders_total',
    help: 'Attempts to send a reminder, by channel and by what became of it',
    labelNames: ['channel', 'outcome'],
    registers: [registry],
  })
  const connections = new Gauge({
    name: 'database_connections',
    help: 'Pooled connections, by state',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      connections.set({ state: 'idle' }, pool.idleCount)
      connections.set({ state: 'busy' }, pool.totalCount - pool.idleCount)
      connections.set({ state: 'waiting' }, pool.waitingCount)
    },
  })
  app.addHook('onResponse', async (request, reply) => {
    const labels = {
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: String(reply.statusCode),
    }
    requests.observe(labels, reply.elapsedTime / 1000)
  })
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    if (!maySee(request, token)) return sendNotFound(reply)
    return reply.header('content-type', registry.contentType).send(await registry.metrics())
  })
  return { registry, listeners, textChecks, reminders }
}
