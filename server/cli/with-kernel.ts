import { systemClock } from '../src/clock.ts'
import { createPool, refuseUnsafeLogin } from '../src/database/pool.ts'
import type { Kernel } from '../src/database/transact.ts'
import { readEnv, type Env } from '../src/env.ts'
import { Vault } from '../src/security/vault.ts'
import type { Context } from './command.ts'

/** Runs a command's work over the database as the server's own login, and leaves nothing open. */
export async function withKernel<T>(context: Context, work: (kernel: Kernel, env: Env) => Promise<T>): Promise<T> {
  const { env: variables, stop } = await context.prepareEnvironment()
  try {
    const env = readEnv(variables)
    const pool = createPool(env)
    try {
      await refuseUnsafeLogin(pool)
      return await work({ pool, clock: systemClock, vault: new Vault(env) }, env)
    } finally {
      await pool.end()
    }
  } finally {
    await stop()
  }
}
