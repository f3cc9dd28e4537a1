import type { AddressInfo } from 'node:net'
import { migrate, roleOf } from './database/migrate.ts'
import { createPool, refuseUnsafeLogin } from './database/pool.ts'
import type { Kernel } from './database/transact.ts'
import { buildApp } from './app.ts'
import { startBackground } from './background.ts'
import { systemClock } from './clock.ts'
import { seedDemo } from './demo/seed.ts'
import { readEnv } from './env.ts'
import { endWaivedSessions } from './grid/identity/queries.ts'
import { describeFault } from './http/problems.ts'
import { Vault } from './security/vault.ts'

export { refuseBadVariables } from './env.ts'

export interface Running {
  url: string
  close(): Promise<void>
}

/** Does one part of the start; the launcher gives one that says how long it took. */
export type Step = <T>(name: string, work: () => Promise<T>) => Promise<T>

const unsaid: Step = (_name, work) => work()

/** Brings the whole server up: environment, migrations, demo village, API and pages, background loops. */
export async function main(
  variables: Readonly<Record<string, string | undefined>>,
  step: Step = unsaid,
): Promise<Running> {
  const env = readEnv(variables)
  const ownerUrl = env.DATABASE_OWNER_URL
  if (ownerUrl !== undefined)
    await step('Bringing the schema up to date', () =>
      migrate({ ownerUrl, appRole: roleOf(env.DATABASE_URL), directory: env.MIGRATIONS_DIR }),
    )
  const pool = createPool(env)
  const kernel: Kernel = { pool, clock: systemClock, vault: new Vault(env) }
  await refuseUnsafeLogin(pool)
  if (env.DEMO) await step('Filling in the demo village', () => seedDemo(kernel))
  else await endWaivedSessions(kernel)
  const { server, hub, senders } = await buildApp(env, kernel)
  pool.on('error', (error) => server.log.error({ fault: describeFault(error) }, 'a pooled connection broke'))
  await hub.start()
  const background = startBackground(kernel, env, senders, (error) =>
    server.log.error({ fault: describeFault(error) }, 'background work failed'),
  )
  await server.listen({ host: env.HOST, port: env.PORT })
  const { port } = server.server.address() as AddressInfo
  return {
    url: `http://${env.HOST}:${port}`,
    async close() {
      await hub.stop()
      await server.close()
      await background.stop()
      await pool.end()
    },
  }
}
