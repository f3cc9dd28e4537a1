import { Client } from 'pg'
import { createDatabase } from '../launch/postgres-roles.mjs'
import { roleOf } from '../src/database/migrate.ts'

export interface OwnDatabase {
  /** For startTestApp and the environment of a server process. */
  urls: { DATABASE_URL: string; DATABASE_OWNER_URL: string; DATABASE_DIRECT_URL: string }
  /** A login that row security does not bind, to count what is really there. */
  superuserUrl: string
  drop(): Promise<void>
}

/** An empty database beside that of the run, for tests that start servers or migrate from nothing. */
export async function makeOwnDatabase(label: string): Promise<OwnDatabase> {
  const admin = new Client({ connectionString: process.env.TEST_DATABASE_SUPERUSER_URL })
  await admin.connect()
  const name = `${label}_${process.pid}_${Date.now()}`
  await createDatabase(admin, name, roleOf(process.env.TEST_DATABASE_OWNER_URL!))
  const at = (url: string) => {
    const copy = new URL(url)
    copy.pathname = `/${name}`
    return copy.href
  }
  return {
    urls: {
      DATABASE_URL: at(process.env.TEST_DATABASE_URL!),
      DATABASE_OWNER_URL: at(process.env.TEST_DATABASE_OWNER_URL!),
      DATABASE_DIRECT_URL: at(process.env.TEST_DATABASE_DIRECT_URL!),
    },
    superuserUrl: at(process.env.TEST_DATABASE_SUPERUSER_URL!),
    async drop() {
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`)
      await admin.end()
    },
  }
}
