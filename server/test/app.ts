import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { createClient, type Call } from '@gezhong/shared/client'
import type { FastifyInstance } from 'fastify'
import { buildApp, type App } from '../src/app.ts'
import { folding } from '../src/background.ts'
import { Sealer } from '../src/audit/sealer.ts'
import { keepingOf } from '../src/audit/verify-log.ts'
import { migrate, roleOf } from '../src/database/migrate.ts'
import { createPool } from '../src/database/pool.ts'
import type { Kernel } from '../src/database/transact.ts'
import { readEnv, type Env } from '../src/env.ts'
import type { Route } from '../src/http/serve.ts'
import { foldOnce } from '../src/live/fold.ts'
import { Vault } from '../src/security/vault.ts'

export const REPOSITORY = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const migrationsDirectory = join(REPOSITORY, 'migrations')

function required(name: string): string {
  const value = process.env[name]
  if (value === undefined) throw new Error(`${name} is not set: run the tests with npm test`)
  return value
}

const key = () => randomBytes(32).toString('base64')

/** Tests ask faster than people do. */
export const UNLIMITED = Object.fromEntries(
  ['GENERAL', 'SIGN_IN', 'WECHAT', 'REVEAL', 'EXPORT', 'UPLOAD', 'PASTE', 'REMIND'].map((kind) => [
    `RATE_${kind}`,
    '1000000',
  ]),
)

function testEnv(overrides: Record<string, string>): Env {
  return readEnv({
    PORT: '0',
    DATABASE_URL: required('TEST_DATABASE_URL'),
    DATABASE_OWNER_URL: required('TEST_DATABASE_OWNER_URL'),
    DATABASE_DIRECT_URL: required('TEST_DATABASE_DIRECT_URL'),
    DATABASE_POOL_SIZE: '8',
    SESSION_SECRET: key(),
    DATA_KEYS: `k1:${key()}`,
    PHONE_INDEX_KEY: key(),
    AUDIT_SIGNING_KEY: generateKeyPairSync('ed25519')
      .privateKey.export({ type: 'pkcs8', format: 'der' })
      .toString('base64'),
    MIGRATIONS_DIR: migrationsDirectory,
    LOG_LEVEL: 'silent',
    DEMO: 'off',
    PUBLIC_URL: 'https://village.example/',
    ...UNLIMITED,
    ...overrides,
  })
}

export interface TestApp extends App {
  env: Env
  kernel: Kernel
  /** Counts what is dirty until nothing is, as the background loop would within a second. */
  settle(): Promise<void>
  seal(): Promise<void>
  close(): Promise<void>
}

interface Beside {
  /** Where the log goes instead of standard output. */
  logTo?: Writable
  /** Routes that only this test needs. */
  routes?: readonly Route[]
}

/** The whole server over the test database, without a port; background work runs when a test asks for it. */
export async function startTestApp(overrides: Record<string, string> = {}, beside: Beside = {}): Promise<TestApp> {
  const given = overrides['COMMUNITY_KEYS_DIR']
  const keys = given ?? mkdtempSync(join(tmpdir(), 'gezhong-keys-'))
  const env = testEnv({ ...overrides, COMMUNITY_KEYS_DIR: keys })
  await migrate({
    ownerUrl: env.DATABASE_OWNER_URL!,
    appRole: roleOf(env.DATABASE_URL),
    directory: migrationsDirectory,
  })
  const pool = createPool(env)
  const kernel: Kernel = { pool, clock: () => new Date(), vault: new Vault(env) }
  const app = await buildApp(env, kernel, beside.logTo)
  for (const route of beside.routes ?? []) route.register(app.server, kernel)
  await app.server.ready()
  const sealer = new Sealer(kernel, keepingOf(env))
  return {
    ...app,
    env,
    kernel,
    async settle() {
      while ((await foldOnce(kernel, folding)) > 0);
    },
    async seal() {
      await sealer.turn()
    },
    async close() {
      await app.hub.stop()
      await app.server.close()
      await pool.end()
      if (given === undefined) await rm(keys, { recursive: true, force: true })
    },
  }
}

/** The real typed client over the real routes, without a socket. */
export function clientOf(
  server: FastifyInstance,
  token: string | null | (() => string),
  remoteAddress = '127.0.0.1',
): Call {
  return createClient(
    async (request) => {
      const reply = await server.inject({
        method: request.method as 'GET',
        url: request.url,
        headers: request.headers,
        remoteAddress,
        ...(request.body === undefined ? {} : { payload: request.body }),
      })
      return { status: reply.statusCode, body: reply.body === '' ? undefined : (reply.json() as unknown) }
    },
    typeof token === 'function' ? token : () => token,
  )
}
