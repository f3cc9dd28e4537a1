import { randomBytes } from 'node:crypto'
import { asSuperuser, connectionUrls, createDatabase } from './postgres-roles.mjs'
import { isProcessAlive } from './claims.mjs'
import { startEmbedded } from './embedded-postgres.mjs'

// Every run of the tests gets an empty database of its own in the test cluster: two runs at once, or a schema that is
// being changed, must not see each other. The cluster itself stays, because making one takes a second.

/** The names under which the tests find their database. */
function environment(urls) {
  return {
    TEST_DATABASE_URL: urls.app,
    TEST_DATABASE_OWNER_URL: urls.owner,
    TEST_DATABASE_KEEPER_URL: urls.keeper,
    TEST_DATABASE_DIRECT_URL: urls.direct,
    TEST_DATABASE_SUPERUSER_URL: urls.superuser,
  }
}

/** Drops the databases of runs that are over, told by the process number in their names. */
async function dropRuns(client, isOver) {
  const { rows } = await client.query(`select datname as name from pg_database where datname like 'run\\_%'`)
  for (const { name } of rows) {
    if (!isOver(Number(name.split('_')[1]))) continue
    await client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`)
  }
}

/**
 * Databases for one run of the tests. `open(label)` makes an empty one and returns the environment that leads to it;
 * `stop()` drops them all and ends Postgres unless another run still uses it.
 */
export async function startTestDatabases(root) {
  const postgres = await startEmbedded({ root, purpose: 'test' })
  const asAdmin = (work) => asSuperuser(postgres.secrets, postgres.port, work)
  await asAdmin((client) => dropRuns(client, (pid) => !isProcessAlive(pid)))
  return {
    secrets: postgres.secrets,
    keysDirectory: postgres.keysDirectory,
    async open(label) {
      const name = `run_${process.pid}_${label}_${randomBytes(3).toString('hex')}`
      await asAdmin((client) => createDatabase(client, name))
      const urls = connectionUrls(postgres.secrets, postgres.port, name)
      return { urls, environment: environment(urls) }
    },
    async stop() {
      await asAdmin((client) => dropRuns(client, (pid) => pid === process.pid)).catch(() => {})
      return await postgres.stop()
    },
  }
}
