import { chmod, chown, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { removeFolder, requireSpace } from './place.mjs'
import { run } from './postgres-binaries.mjs'
import { Refusal } from './refusal.mjs'

/** Letters beyond ASCII need a UTF-8 ctype: in a C locale trigram search drops every Chinese character. */
const LOCALE = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'

const INITDB = ['--encoding=UTF8', `--locale=${LOCALE}`, '--auth=scram-sha-256', '--username=postgres']

/** From 17 on Postgres brings this locale itself; before, the system's own serves. */
const localeOf = (major) =>
  major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : ['--locale-provider=libc']

async function giveTo(path, account, mode) {
  await chmod(path, mode)
  if (account) await chown(path, account.uid, account.gid)
}

/** Makes the data folder under another name and renames it when whole, so that a killed initdb leaves only rubbish. */
async function initialise({ folder, account, binaries, test }, superuserPassword) {
  await requireSpace(folder)
  const half = join(folder, `data.new-${process.pid}`)
  const passwordFile = join(folder, `password-${process.pid}`)
  await mkdir(half)
  await giveTo(half, account, 0o700)
  await writeFile(passwordFile, superuserPassword, { mode: 0o600 })
  await giveTo(passwordFile, account, 0o600)
  try {
    const made = await run(
      join(binaries.bin, 'initdb'),
      ['-D', half, `--pwfile=${passwordFile}`, ...INITDB, ...localeOf(binaries.major), ...(test ? ['--no-sync'] : [])],
      account,
    )
    if (made.code !== 0) {
      throw new Refusal(`The database could not be made in ${folder}. initdb says:\n${made.output}`)
    }
    await rename(half, join(folder, 'data'))
  } finally {
    await rm(passwordFile, { force: true })
    await removeFolder(half)
  }
}

/** Leaves a complete data folder of the right version, whatever an earlier, killed attempt left. Called under the lock. */
export async function ensureCluster(place, superuserPassword) {
  for (const name of await readdir(place.folder)) {
    if (/^(data\.new|password)-\d+$/.test(name)) await removeFolder(join(place.folder, name))
  }
  const data = join(place.folder, 'data')
  if (!existsSync(join(data, 'PG_VERSION'))) await initialise(place, superuserPassword)
  const major = Number(await readFile(join(data, 'PG_VERSION'), 'utf8'))
  if (major !== place.binaries.major) {
    throw new Refusal(
      `${data} was made by Postgres ${major}, and ${place.binaries.major} is installed. Bring the data over with a backup ` +
        `made by the old version, or move the folder away to begin with an empty database.`,
    )
  }
}
