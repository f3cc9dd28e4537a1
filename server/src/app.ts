import type { Writable } from 'node:stream'
import multipart from '@fastify/multipart'
import sse from '@fastify/sse'
import { Refusal } from '@gezhong/shared/errors'
import { IMPORT_MAX_BYTES } from '@gezhong/shared/people/import/contract'
import fastify, { LogController, type FastifyInstance, type FastifyReply } from 'fastify'
import type { Kernel } from './database/transact.ts'
import type { Env } from './env.ts'
import { alertRoutes } from './audit/alerts/routes.ts'
import { auditRoutes } from './audit/routes.ts'
import { keepingOf } from './audit/verify-log.ts'
import { DEMO_COMMUNITY_ID } from './demo/identifiers.ts'
import { demoRoutes } from './demo/routes.ts'
import { credentialRoutes } from './grid/credentials/routes.ts'
import { communityRoutes } from './grid/communities/routes.ts'
import { identityRoutes } from './grid/identity/routes.ts'
import { createTextCheck, type Judged } from './grid/identity/checked-text.ts'
import { weChatRoutes } from './grid/identity/wechat-routes.ts'
import { invitationRoutes } from './grid/invitations/routes.ts'
import { secondFactorRoutes } from './grid/second-factor/routes.ts'
import { sessionRoutes } from './grid/sessions/routes.ts'
import { signingKeyRoutes } from './grid/signing-keys/routes.ts'
import { teamRoutes } from './grid/team/routes.ts'
import { registerCleanText } from './http/clean-text.ts'
import { registerDocs } from './http/docs.ts'
import { drain } from './http/drain.ts'
import { registerHeaders } from './http/headers.ts'
import { registerHealth } from './http/health.ts'
import { registerJsonBody } from './http/json-body.ts'
import { registerMetrics, type Metrics } from './http/metrics.ts'
import { describeFault, problemFrom, sendNotFound } from './http/problems.ts'
import { registerRateLimits } from './http/rate-limits.ts'
import type { Route } from './http/serve.ts'
import { registerSessions } from './http/session.ts'
import { registerPages } from './http/pages.ts'
import { LiveHub } from './live/hub.ts'
import { liveRoutes } from './live/routes.ts'
import { agreementRoutes } from './people/agreements/routes.ts'
import { missingRoutes } from './people/missing/routes.ts'
import { antigenRoutes } from './people/antigen/routes.ts'
import { reread } from './people/chain/reread.ts'
import { boardRoutes } from './people/board/routes.ts'
import { chainRoutes } from './people/chain/routes.ts'
import { importRoutes } from './people/import/routes.ts'
import { ledgerRoutes } from './people/ledger/routes.ts'
import { differenceRoutes } from './people/reconciliation/routes.ts'
import { reportRoutes } from './people/reports/routes.ts'
import { correctionRoutes } from './people/corrections/routes.ts'
import { homeRoutes } from './people/homes/routes.ts'
import { proxyRoutes } from './people/proxies/routes.ts'
import { ownDataRoutes } from './people/own-data/routes.ts'
import { residentSignInRoutes } from './people/resident-sign-in/routes.ts'
import { exemptionRoutes } from './people/exemptions/routes.ts'
import { followUpRoutes } from './people/follow-ups/routes.ts'
import { reminderRoutes } from './people/reminders/routes.ts'
import { sendersOf, type Senders } from './people/reminders/senders.ts'
import { releasePost } from './release-post.ts'
import { ownRoundRoutes } from './people/own-rounds/routes.ts'
import { resultRoutes } from './people/results/routes.ts'
import { rollRoutes } from './people/rolls/routes.ts'
import { roundRoutes } from './people/rounds/routes.ts'
import { samplingRoutes } from './people/sampling/routes.ts'
import { tubeRoutes } from './people/tubes/routes.ts'
import { unplacedRoutes } from './people/unplaced/routes.ts'
import { slipRoutes } from './people/slips/routes.ts'
import { callOff } from './supplies/orders/call-off.ts'
import { orderChainRoutes } from './supplies/order-chains/routes.ts'
import { orderRoutes } from './supplies/orders/routes.ts'
import { boardRoutes as supplyBoardRoutes } from './supplies/board/routes.ts'
import { deliveryRoutes } from './supplies/deliveries/routes.ts'
import { releaseRuns } from './supplies/runs/release.ts'
import { runRoutes } from './supplies/runs/routes.ts'
import { packingRoutes } from './supplies/packing/routes.ts'
import { shortageRoutes } from './supplies/shortage/routes.ts'
import { paymentRoutes } from './supplies/payments/routes.ts'
import { stallRoutes } from './supplies/stalls/routes.ts'
import { voucherRoutes } from './supplies/vouchers/routes.ts'
import { issueTimes } from './supplies/vouchers/service.ts'
import { createSmsSender, type SmsSender } from './sms/sender.ts'
import { createWeChat, type WeChat } from './wechat/client.ts'

function weChatOf({ WECHAT_API_URL: url, WECHAT_APP_ID: appId, WECHAT_APP_SECRET: secret }: Env, kernel: Kernel) {
  return appId === undefined || secret === undefined ? null : createWeChat({ url, appId, secret }, kernel.clock)
}

/** Null where WeChat is not configured: then no text is checked. */
function textCheckOf(app: FastifyInstance, weChat: WeChat | null, { textChecks }: Metrics) {
  if (weChat === null) return null
  return createTextCheck(weChat, (verdict: Judged) => {
    textChecks.inc({ verdict })
    if (verdict !== 'pass') app.log.warn({ verdict }, 'text not called harmless')
  })
}

interface Outward {
  sms: SmsSender
  senders: Senders
}

/** What reaches people outside the pages: made once, for the requests and for the work beside them. */
function outwardOf(env: Env, kernel: Kernel, { reminders }: Metrics): Outward {
  const sms = createSmsSender(env)
  const note: Senders['note'] = (channel, outcome) => reminders.inc({ channel, outcome })
  return { sms, senders: sendersOf(env, weChatOf(env, kernel), sms, note) }
}

/** The table of contents: every capability under its heading. */
export function capabilities(
  app: FastifyInstance,
  env: Env,
  hub: LiveHub,
  metrics: Metrics,
  { senders, sms }: Outward,
): Route[] {
  const closed = env.DEMO ? [] : [DEMO_COMMUNITY_ID]
  const { weChat } = senders
  const check = textCheckOf(app, weChat, metrics)
  return [
    // grid 组织
    ...identityRoutes(app, { demo: env.DEMO, closed, secret: env.SESSION_SECRET }),
    ...sessionRoutes(app, { demo: env.DEMO }),
    ...weChatRoutes(weChat),
    ...communityRoutes(check),
    ...teamRoutes(releasePost),
    ...credentialRoutes(releaseRuns),
    ...secondFactorRoutes,
    ...signingKeyRoutes(issueTimes),
    ...invitationRoutes(app, { weChat, closed }),
    // people 人在格中住
    ...residentSignInRoutes(app, { sms, weChat, closed }),
    ...homeRoutes(check),
    ...slipRoutes(app, { closed, publicUrl: env.PUBLIC_URL, demo: env.DEMO }),
    ...proxyRoutes(check),
    ...agreementRoutes,
    ...ledgerRoutes({ revealsPerHour: env.REVEALS_PER_HOUR }),
    ...importRoutes({ revealsPerHour: env.REVEALS_PER_HOUR }),
    ...rollRoutes(check),
    ...roundRoutes(check),
    ...boardRoutes,
    ...samplingRoutes,
    ...reminderRoutes(senders),
    ...resultRoutes,
    ...followUpRoutes,
    ...exemptionRoutes(check),
    ...ownRoundRoutes,
    ...missingRoutes(env.REVEALS_PER_HOUR),
    ...unplacedRoutes(env.REVEALS_PER_HOUR),
    ...tubeRoutes,
    ...antigenRoutes,
    ...reportRoutes(check, env.REVEALS_PER_HOUR),
    ...chainRoutes,
    ...differenceRoutes(reread),
    ...correctionRoutes(check),
    ...ownDataRoutes,
    // supplies 物在格中送
    ...stallRoutes(check, callOff),
    ...orderRoutes(check),
    ...orderChainRoutes,
    ...voucherRoutes,
    ...runRoutes,
    ...supplyBoardRoutes,
    ...deliveryRoutes(env.REVEALS_PER_HOUR),
    ...shortageRoutes,
    ...packingRoutes,
    ...paymentRoutes,
    // above the groups
    ...auditRoutes(keepingOf(env)),
    ...alertRoutes,
    ...liveRoutes(hub),
    ...demoRoutes(env.DEMO),
  ]
}

function registerErrors(app: FastifyInstance): void {
  app.setNotFoundHandler((_, reply) => sendNotFound(reply))
  app.setErrorHandler(async (error, request, reply) => {
    const known = problemFrom(error)
    if (known === null) request.log.error({ fault: describeFault(error), route: request.routeOptions.url }, 'fault')
    const refusal = known ?? new Refusal('inside')
    if (refusal.code === 'too-large' && !request.raw.complete) {
      await drain(request.raw)
      reply.header('connection', 'close')
    }
    return reply.code(refusal.status).header('content-type', 'application/problem+json').send(refusal.toProblem())
  })
}

export interface App {
  server: FastifyInstance
  hub: LiveHub
  routes: Route[]
  senders: Senders
}

/** The log goes to `logTo`; without it, to standard output. */
export async function buildApp(env: Env, kernel: Kernel, logTo?: Writable): Promise<App> {
  const server = fastify({
    logger: { level: env.LOG_LEVEL, base: null, ...(logTo === undefined ? {} : { stream: logTo }) },
    // Addresses carry doors and names, so only route patterns are logged, after the answer.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 5 * 1024 * 1024,
    // A large file over a bad network; nothing that others need is held meanwhile.
    requestTimeout: 300_000,
    // An address that cannot be decoded; the framework's own answer would repeat it.
    frameworkErrors: (_error, _request, reply) => sendNotFound(reply as FastifyReply),
    forceCloseConnections: true,
    trustProxy: env.TRUST_PROXY,
    routerOptions: { maxParamLength: 200 },
  })
  server.setValidatorCompiler(() => () => true)
  server.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'answered',
    )
  })
  registerErrors(server)
  registerJsonBody(server)
  registerCleanText(server)
  await registerHeaders(server)
  await server.register(multipart, { limits: { fileSize: IMPORT_MAX_BYTES, files: 1, fields: 5 } })
  await server.register(sse, { heartbeatInterval: 20_000 })
  await registerSessions(server, env.SESSION_SECRET)
  await registerRateLimits(server, env.RATES)
  const metrics = registerMetrics(server, kernel.pool, env.METRICS_TOKEN)
  const hub = new LiveHub(env.DATABASE_DIRECT_URL, (count) => metrics.listeners.set(count))
  registerHealth(server, kernel.pool, env)
  await registerDocs(server)
  const outward = outwardOf(env, kernel, metrics)
  const routes = capabilities(server, env, hub, metrics, outward)
  for (const route of routes) route.register(server, kernel)
  await registerPages(server, env)
  return { server, hub, routes, senders: outward.senders }
}
