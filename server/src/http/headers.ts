import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

/*
 * What a browser may do with our pages: run our own scripts only, talk to nobody else, and stand in no frame. Other
 * sites' pages get no answer they could read, as no CORS header is ever sent. Styles may be inline: the component
 * libraries of both pages write style elements while they run.
 */

const NOBODY = ["'none'"]
const OURSELVES = ["'self'"]

const CONTENT_SECURITY_POLICY = {
  useDefaults: false,
  directives: {
    defaultSrc: NOBODY,
    // What reads codes before the camera is WebAssembly, which no word of ours could turn into script.
    scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
    scriptSrcAttr: NOBODY,
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    fontSrc: ["'self'", 'data:'],
    connectSrc: OURSELVES,
    manifestSrc: OURSELVES,
    workerSrc: OURSELVES,
    formAction: OURSELVES,
    baseUri: NOBODY,
    frameAncestors: NOBODY,
  },
}

/** A door or voucher is scanned with the camera; nothing else of the device is ours to use. */
const PERMISSIONS = 'camera=(self), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()'

const A_YEAR = 31_536_000

export async function registerHeaders(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: CONTENT_SECURITY_POLICY,
    frameguard: { action: 'deny' },
    strictTransportSecurity: false,
  })
  app.addHook('onRequest', async (request, reply) => {
    reply.header('permissions-policy', PERMISSIONS)
    // Said over plain HTTP it means nothing, and a village's first start is on plain HTTP.
    if (request.protocol === 'https') reply.header('strict-transport-security', `max-age=${A_YEAR}`)
  })
}
