import { createHash, randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, readdir, rm, statfs, writeFile } from 'node:fs/promises'
import { execFileSync } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { countClaims } from './claims.mjs'
import { Refusal } from './refusal.mjs'

// Postgres refuses to run as root. Started by root it runs as an account without rights, and such an account can
// enter neither /root nor a home folder closed to others; so root's clusters live under /var/lib, one per clone and
// purpose, while an ordinary user's cluster stays inside the clone.

export const SYSTEM_FOLDER = '/var/lib/gezhong'
const NEEDED_BYTES = 300 * 1024 * 1024

export const isRoot = () => process.getuid?.() === 0

/** The account Postgres runs as when root starts it. It must have a passwd entry, or initdb fails. */
export function unprivilegedAccount() {
  for (const name of ['nobody', 'daemon']) {
    try {
      const id = (flag) => Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }).toString())
      return { uid: id('-u'), gid: id('-g') }
    } catch {
      continue
    }
  }
  throw new Refusal(
    'Postgres does not run as root, and this machine has no account "nobody" to run it as. ' +
      'Add one, start as an ordinary user, or set DATABASE_URL to a Postgres of your own.',
  )
}

/** A fresh clone at an old path is another clone: the mark inside it tells them apart. */
async function cloneMark(root) {
  const folder = join(root, '.gezhong')
  const file = join(folder, 'clone-id')
  await mkdir(folder, { recursive: true })
  try {
    await writeFile(file, randomBytes(8).toString('hex'), { flag: 'wx' })
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  return await readFile(file, 'utf8')
}

/**
 * Where the cluster of this clone and purpose lies, made if missing.
 * `account` is the uid and gid Postgres must run as, or null when it runs as the caller.
 */
export async function findPlace(root, purpose) {
  if (!/^[a-z][a-z0-9-]*$/.test(purpose)) throw new Error(`Not a purpose: ${purpose}`)
  const clone = realpathSync(root)
  try {
    const mark = await cloneMark(clone)
    const account = isRoot() ? unprivilegedAccount() : null
    const hash = createHash('sha256').update(`${clone}\n${mark}`).digest('hex').slice(0, 12)
    const folder = account ? join(SYSTEM_FOLDER, `${hash}-${purpose}`) : join(clone, '.gezhong', purpose)
    if (account) {
      await mkdir(SYSTEM_FOLDER, { recursive: true })
      await chmod(SYSTEM_FOLDER, 0o755)
    }
    await mkdir(folder, { recursive: true })
    // The account passes through but sees nothing beside its own data folder.
    await chmod(folder, account ? 0o711 : 0o700)
    await writeFile(join(folder, 'clone'), `${clone}\n${mark}`, { mode: 0o600 })
    return { folder, account }
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS', 'ENOSPC'].includes(error.code)) throw error
    throw new Refusal(
      `The folder for the database cannot be made (${error.code}: ${error.path}). ` +
        'Start as the user who owns this clone, or set DATABASE_URL to a Postgres of your own.',
    )
  }
}

export async function requireSpace(folder) {
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  if (free >= NEEDED_BYTES) return
  const megabytes = (bytes) => Math.floor(bytes / 1024 / 1024)
  throw new Refusal(
    `The disk under ${folder} has ${megabytes(free)} MB free; the database needs ${megabytes(NEEDED_BYTES)} MB. Free some space and start again.`,
  )
}

/** Root's test clusters of clones that were deleted since: nobody will come back for them. Real data is never touched. */
export async function findAbandonedTestFolders() {
  const abandoned = []
  for (const name of await readdir(SYSTEM_FOLDER).catch(() => [])) {
    if (!/-test(-|$)/.test(name)) continue
    const folder = join(SYSTEM_FOLDER, name)
    const [clone, mark] = (await readFile(join(folder, 'clone'), 'utf8').catch(() => '')).split('\n')
    if (!clone) continue
    const present = await readFile(join(clone, '.gezhong', 'clone-id'), 'utf8').catch(() => null)
    if (present !== mark && (await countClaims(join(folder, 'claims'))) === 0) abandoned.push(folder)
  }
  return abandoned
}

export const removeFolder = (folder) => rm(folder, { recursive: true, force: true, maxRetries: 3 })
