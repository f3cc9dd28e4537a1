import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { countClaims, withLock } from './claims.mjs'
import { findPlace, removeFolder } from './place.mjs'
import { findPostmaster } from './postgres-process.mjs'
import { Refusal } from './refusal.mjs'

/** The folder of this clone's own database and keys, and whether anything is in it yet. */
export async function findLiveData(root) {
  const { folder } = await findPlace(root, 'live')
  return { folder, isThere: existsSync(join(folder, 'secrets.json')) || existsSync(join(folder, 'data')) }
}

/** Deletes this clone's own database with its keys, unless something still runs on it. */
export async function removeLiveData(root) {
  const { folder } = await findPlace(root, 'live')
  await withLock(join(folder, 'launch.lock'), async () => {
    const running = findPostmaster(join(folder, 'data'))
    if ((await countClaims(join(folder, 'claims'))) > 0 || running !== null)
      throw new Refusal(
        'The database is in use. Stop what runs in this clone with Ctrl-C first' +
          (running === null ? '.' : `; if nothing does, "npm start" and Ctrl-C end process ${running.pid}.`),
      )
    await removeFolder(folder)
  })
}
