import { mkdir } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { say } from './bootstrap.mjs'
import { Refusal } from './refusal.mjs'
import { readSecrets } from './secrets.mjs'
import { step } from './steps.mjs'

const KEYS = ['SESSION_SECRET', 'DATA_KEYS', 'PHONE_INDEX_KEY', 'AUDIT_SIGNING_KEY']

/** A line for every request would push away the addresses that a person wants; a log collector asks for them with info. */
const LOG_LEVEL = 'warn'

const pick = (secrets) => Object.fromEntries(KEYS.map((name) => [name, secrets[name]]))

const folders = (root) => ({
  WEB_DIR: join(root, 'miniapp', 'dist', 'h5'),
  ADMIN_DIR: join(root, 'server', 'admin', 'dist'),
  MIGRATIONS_DIR: join(root, 'migrations'),
})

/** What the person set wins; an empty value counts as not set. */
const withOwn = (defaults, own) => ({
  ...defaults,
  ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== '')),
})

/**
 * For a Postgres of one's own. Keys that are not set are made once and kept in the clone, so that two URLs are enough
 * to try it; several servers on one database must be given the same keys, so that is said each time.
 */
async function ownPostgres(root, own) {
  let made = {}
  if (KEYS.some((name) => !own[name]) || !own.COMMUNITY_KEYS_DIR) {
    const folder = join(root, '.gezhong', 'keys')
    await mkdir(join(folder, 'communities'), { recursive: true, mode: 0o700 })
    made = { ...pick(await readSecrets(folder)), COMMUNITY_KEYS_DIR: join(folder, 'communities') }
    const missing = [...KEYS, 'COMMUNITY_KEYS_DIR'].filter((name) => !own[name])
    say(
      `${missing.join(', ')} not set: taken from ${folder}. Keep a copy of that folder apart from the database's; ` +
        'without it phone numbers cannot be read again. All servers of one database need the same keys.',
    )
  }
  return {
    env: withOwn(
      { DEMO: 'off', LOG_LEVEL, ANCHORS_DIR: join(root, '.gezhong', 'anchors'), ...folders(root), ...made },
      own,
    ),
    stop: async () => false,
  }
}

/**
 * Everything the server reads from its environment, and the database to go with it.
 * DATABASE_URL set: that server is used. Otherwise the embedded Postgres is started or joined; `stop()` leaves it and
 * ends it when nobody else uses it.
 */
export async function prepareEnvironment(root, own = process.env) {
  if (own.DATABASE_URL) return await ownPostgres(root, own)
  const astray = ['DATABASE_OWNER_URL', 'DATABASE_DIRECT_URL', 'DATABASE_KEEPER_URL'].filter((name) => own[name])
  if (astray.length > 0) {
    throw new Refusal(
      `${astray.join(', ')} set, but not DATABASE_URL. Set DATABASE_URL as well to use that Postgres, or unset both for the one that comes along.`,
    )
  }
  const { startEmbedded } = await import('./embedded-postgres.mjs')
  const postgres = await step('Starting the database', () => startEmbedded({ root, purpose: 'live' }))
  const defaults = {
    DATABASE_URL: postgres.urls.app,
    DATABASE_OWNER_URL: postgres.urls.owner,
    DATABASE_DIRECT_URL: postgres.urls.direct,
    DATABASE_KEEPER_URL: postgres.urls.keeper,
    COMMUNITY_KEYS_DIR: postgres.keysDirectory,
    ANCHORS_DIR: postgres.anchorsDirectory,
    DEMO: 'on',
    SMS: 'console',
    LOG_LEVEL,
    ...pick(postgres.secrets),
    ...folders(root),
  }
  return { env: withOwn(defaults, own), stop: postgres.stop, postgres }
}

/** The bundled server or command line; missing only when its source is. */
export function bundleFile(root, name) {
  const file = join(root, 'server', 'dist', `${name}.js`)
  if (!existsSync(file)) throw new Refusal(`${file} is missing; run "npm start" once to build it.`)
  return file
}
