import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { open, readFile, rename } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from './refusal.mjs'

const password = () => randomBytes(24).toString('base64url')
const key = () => randomBytes(32).toString('base64')

const GENERATORS = {
  superuserPassword: password,
  ownerPassword: password,
  appPassword: password,
  keeperPassword: password,
  SESSION_SECRET: key,
  DATA_KEYS: () => `k1:${key()}`,
  PHONE_INDEX_KEY: key,
  AUDIT_SIGNING_KEY: () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
}

/** Written whole and flushed before anything is encrypted with it: a half-written key file would cost the data. */
async function writeWhole(file, text) {
  const handle = await open(`${file}.new`, 'w', 0o600)
  await handle.writeFile(text)
  await handle.sync()
  await handle.close()
  await rename(`${file}.new`, file)
}

/**
 * Passwords and keys of this cluster: made once, readable by their owner only, kept beside the data folder and never
 * inside it, so that a copy of the database alone opens no phone number.
 */
export async function readSecrets(folder) {
  const file = join(folder, 'secrets.json')
  if (!existsSync(file) && existsSync(join(folder, 'data'))) {
    throw new Refusal(
      `${file} is missing, and without it the data beside it cannot be read. Put it back from your copy, ` +
        `or, to begin with an empty database, move ${join(folder, 'data')} away.`,
    )
  }
  let secrets = {}
  try {
    if (existsSync(file)) secrets = JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    throw new Refusal(`${file} cannot be read (${error.message}). Put it back from your copy.`)
  }
  const missing = Object.keys(GENERATORS).filter((name) => !secrets[name])
  if (missing.length > 0) {
    for (const name of missing) secrets[name] = GENERATORS[name]()
    await writeWhole(file, `${JSON.stringify(secrets, null, 2)}\n`)
  }
  return secrets
}
