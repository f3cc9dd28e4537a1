import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { claim, countClaims, withLock } from './claims.mjs'
import { findAbandonedTestFolders, findPlace, isRoot, removeFolder } from './place.mjs'
import { findBinaries } from './postgres-binaries.mjs'
import { ensureCluster } from './postgres-cluster.mjs'
import { settlePostmaster, startPostgres, stopPostgres } from './postgres-process.mjs'
import { asSuperuser, connectionUrls, ensureRoles } from './postgres-roles.mjs'
import { Refusal } from './refusal.mjs'
import { readSecrets } from './secrets.mjs'

// The Postgres that comes along, so that a fresh clone needs no server installed. It listens on loopback only, asks
// everybody for a password, and outlives a killed launcher: the next one adopts it, or repairs what a crash left.

/** Checks that the server on that port is the one of this cluster, by the password that only this cluster has. */
async function greet(secrets, running, folder) {
  try {
    return await asSuperuser(secrets, running.port, (client) => ensureRoles(client, secrets))
  } catch (error) {
    throw new Refusal(
      `Postgres (process ${running.pid}, port ${running.port}) runs on ${folder} but does not let us in: ${error.message}. ` +
        'End that process with "kill" and start again.',
    )
  }
}

async function bringUp(place) {
  const secrets = await readSecrets(place.folder)
  await ensureCluster(place, secrets.superuserPassword)
  const data = join(place.folder, 'data')
  let running = await settlePostmaster(data)
  const adopted = running !== null
  if (!adopted) {
    await startPostgres(place)
    running = await settlePostmaster(data)
    if (running === null)
      throw new Refusal(`Postgres ended right after it started. See ${join(place.folder, 'postgres.log')}.`)
  }
  await greet(secrets, running, data)
  return { secrets, port: running.port, adopted }
}

async function sweepAbandoned(place) {
  if (!isRoot() || !place.test) return
  for (const folder of await findAbandonedTestFolders()) {
    await stopPostgres({ ...place, folder })
    await removeFolder(folder)
  }
}

/**
 * Starts, adopts or repairs the embedded Postgres of this clone.
 *
 * `root`: the clone. `purpose`: 'live', or 'test' for a cluster that trades safety for speed; each has its own data.
 * `major`: another version than the one that comes along, where its binaries are installed.
 * Returns `urls` ({owner, app, keeper, direct, superuser}), `port`, `dataDirectory`, `secrets` (as in secrets.json),
 * `keysDirectory` (keys of communities, outside the database), `adopted` (it was running already) and `stop()`, which
 * ends Postgres unless another program of this clone still uses it, and says whether it did.
 * Throws a Refusal, a sentence that says what to do, when it cannot.
 */
export async function startEmbedded({ root, purpose, major }) {
  const where = await findPlace(root, purpose)
  const binaries = await findBinaries(root, where.account, major)
  const place = { ...where, binaries, test: purpose === 'test' || purpose.startsWith('test-') }
  const { folder } = place
  const claims = join(folder, 'claims')
  const lock = join(folder, 'launch.lock')
  const keysDirectory = join(folder, 'keys')
  await mkdir(keysDirectory, { recursive: true, mode: 0o700 })
  await sweepAbandoned(place)
  const own = await claim(claims)
  let up
  try {
    up = await withLock(lock, () => bringUp(place))
  } catch (error) {
    await rm(own, { force: true })
    throw error
  }
  let stopping = null
  const leave = async () => {
    await rm(own, { force: true })
    if ((await countClaims(claims)) > 0) return false
    await stopPostgres(place)
    return true
  }
  return {
    urls: connectionUrls(up.secrets, up.port),
    port: up.port,
    adopted: up.adopted,
    dataDirectory: join(folder, 'data'),
    keysDirectory,
    anchorsDirectory: join(folder, 'anchors'),
    secrets: up.secrets,
    stop: () => (stopping ??= withLock(lock, leave)),
  }
}
