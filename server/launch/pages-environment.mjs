import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { findBrowser } from './browser.mjs'
import { anyPort } from './postgres-process.mjs'

/**
 * What the page tests and the server they look at need: a database of their own, the demo village in it, a free port,
 * and a browser. The keys are those of the test cluster and open nothing else.
 */
export async function pagesEnvironment(root, databases) {
  const { urls } = await databases.open('pages')
  const keys = join(databases.keysDirectory, 'pages')
  await mkdir(keys, { recursive: true, mode: 0o700 })
  const { SESSION_SECRET, DATA_KEYS, PHONE_INDEX_KEY, AUDIT_SIGNING_KEY } = databases.secrets
  return {
    DATABASE_URL: urls.app,
    DATABASE_OWNER_URL: urls.owner,
    DATABASE_KEEPER_URL: urls.keeper,
    DATABASE_DIRECT_URL: urls.direct,
    SESSION_SECRET,
    DATA_KEYS,
    PHONE_INDEX_KEY,
    AUDIT_SIGNING_KEY,
    COMMUNITY_KEYS_DIR: keys,
    HOST: '127.0.0.1',
    PORT: String(await anyPort()),
    DEMO: 'on',
    LOG_LEVEL: 'error',
    E2E_BROWSER: JSON.stringify(await findBrowser(root)),
  }
}
