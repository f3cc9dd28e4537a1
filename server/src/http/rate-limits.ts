import rateLimit from '@fastify/rate-limit'
import { RATES, type Rate } from '@gezhong/shared/endpoint'
import { Refusal } from '@gezhong/shared/errors'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Env } from '../env.ts'
import { networkOf } from './network-of.ts'

/*
 * Refuses whoever asks more often than a person can. Every endpoint counts towards the general limit, and what is worth
 * guessing or carrying away counts towards a tighter one of its kind as well. Counted in the memory of this process.
 */

declare module 'fastify' {
  interface FastifyContextConfig {
    rate?: Rate
  }
}

const A_MINUTE = 60_000
/** How many askers are remembered for each kind of limit; the one not seen for longest is forgotten. */
const REMEMBERED = 20_000

const addressOf = (request: FastifyRequest) => `address ${networkOf(request.ip)}`

/** A whole office may share an address, so whoever is signed in is counted alone. Only tokens of ours tell a session. */
const askerOf = (request: FastifyRequest) =>
  request.sessionId().then(
    (id) => `session ${id}`,
    () => addressOf(request),
  )

export async function registerRateLimits(app: FastifyInstance, limits: Env['RATES']): Promise<void> {
  await app.register(rateLimit, { global: false, cache: REMEMBERED })
  const counterOf = (rate: Rate) =>
    app.createRateLimit({
      max: limits[rate],
      timeWindow: A_MINUTE,
      keyGenerator: rate === 'sign-in' || rate === 'wechat' ? addressOf : askerOf,
    })
  const counters = new Map(RATES.map((rate) => [rate, counterOf(rate)]))
  app.addHook('onRequest', async (request, reply) => {
    const { rate } = request.routeOptions.config
    if (rate === undefined) return
    for (const kind of new Set<Rate>(['general', rate])) {
      const counted = await counters.get(kind)!(request)
      if (counted.isAllowed || !counted.isExceeded) continue
      reply.header('retry-after', Math.max(1, counted.ttlInSeconds))
      throw new Refusal('too-many-requests')
    }
  })
}
