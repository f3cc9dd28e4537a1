import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Env } from '../env.ts'
import { sendNotFound } from './problems.ts'

const HASHED = /[.-][0-9a-zA-Z_-]{8,}\.(js|css|woff2|wasm|png|svg)(\.br|\.gz)?$/

function cache(path: string): string {
  return HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache'
}

/** The built pages: the mini-program's at `/`, the cadres' at `/admin/`. Without a build the API works alone. */
export async function registerPages(app: FastifyInstance, env: Pick<Env, 'WEB_DIR' | 'ADMIN_DIR'>): Promise<void> {
  const options = {
    cacheControl: false,
    dotfiles: 'ignore' as const,
    preCompressed: true,
    setHeaders: (reply: FastifyReply, path: string) => {
      reply.header('cache-control', cache(path))
    },
  }
  if (env.ADMIN_DIR !== undefined && existsSync(env.ADMIN_DIR)) {
    const root = resolve(env.ADMIN_DIR)
    await app.register(
      async (scope) => {
        await scope.register(fastifyStatic, { ...options, root, prefix: '/' })
        // The admin page has addresses of its own below /admin/; each of them is the same document.
        scope.setNotFoundHandler((request, reply) => {
          const isPage = request.method === 'GET' && request.headers.accept?.includes('text/html') === true
          return isPage ? reply.header('cache-control', 'no-cache').sendFile('index.html', root) : sendNotFound(reply)
        })
      },
      { prefix: '/admin' },
    )
    app.get('/admin', { schema: { hide: true } }, async (_, reply) => reply.redirect('/admin/'))
  }
  if (env.WEB_DIR !== undefined && existsSync(env.WEB_DIR))
    await app.register(fastifyStatic, {
      ...options,
      root: resolve(env.WEB_DIR),
      prefix: '/',
      decorateReply: env.ADMIN_DIR === undefined || !existsSync(env.ADMIN_DIR),
    })
}
