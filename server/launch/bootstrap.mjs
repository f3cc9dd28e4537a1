import { createHash } from 'node:crypto'
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withLock } from './claims.mjs'
import { Refusal } from './refusal.mjs'

// Runs before anything is installed: node builtins only, and every word of it goes to stderr, because what a command
// prints on stdout is read by other programs.

/** The version the lock file was made with. pnpm 11 crashes on Node 20, and corepack does not start at all. */
const PNPM = 'pnpm@12.21.0'
const NODE_FLOOR = [20, 19]

export const say = (sentence) => process.stderr.write(`${sentence}\n`)

export function requireNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number)
  if (major > NODE_FLOOR[0] || (major === NODE_FLOOR[0] && minor >= NODE_FLOOR[1])) return
  throw new Refusal(
    `Node ${NODE_FLOOR.join('.')} or newer is needed; this is ${version}. Install a newer one and try again.`,
  )
}

/** What the installed packages depend on. A copy of the clone on another platform must install again. */
function wantedStamp(root) {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}\n`)
  for (const name of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) hash.update(readFileSync(join(root, name)))
  return hash.digest('hex')
}

const stampFile = (root) => join(root, 'node_modules', '.gezhong-installed')

export function isInstalled(root) {
  const file = stampFile(root)
  return existsSync(file) && readFileSync(file, 'utf8') === wantedStamp(root)
}

function install(root) {
  return new Promise((resolve, reject) => {
    // From outside the repository: inside it npx would first read the whole workspace.
    const quiet = process.stderr.isTTY ? [] : ['--loglevel=warn']
    const child = spawn(
      'npx',
      ['-y', '--prefer-offline', PNPM, '--dir', root, 'install', '--frozen-lockfile', ...quiet],
      {
        cwd: tmpdir(),
        stdio: ['ignore', 2, 2],
        // CI: pnpm must never stop to ask. The browser comes from elsewhere; its download would fail without a network.
        env: { ...process.env, CI: 'true', PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1', npm_config_update_notifier: 'false' },
      },
    )
    process.once('exit', () => child.kill())
    child.once('error', (error) =>
      reject(new Refusal(`npx cannot be run (${error.message}). Install npm beside Node and try again.`)),
    )
    child.once('exit', (code, signal) => {
      if (code === 0) resolve()
      else if (signal) reject(new Refusal(`The installation was interrupted (${signal}). Start again.`))
      else
        reject(
          new Refusal(
            'The installation failed; what went wrong stands above. It needs a network the first time; then start again.',
          ),
        )
    })
  })
}

/** The variables of a `.env` file in the clone; what is set already wins. */
export function readEnvFile(root) {
  const file = join(root, '.env')
  if (!existsSync(file)) return
  try {
    process.loadEnvFile(file)
  } catch (error) {
    throw new Refusal(`${file} cannot be read (${error.message}). Write it as .env.example shows.`)
  }
}

/** Installs the packages when the lock file is not the one they were installed from. Returns whether it had to. */
export async function bootstrap(root) {
  requireNode()
  if (isInstalled(root)) return false
  try {
    await mkdir(join(root, '.gezhong'), { recursive: true })
  } catch (error) {
    throw new Refusal(
      `Nothing can be written into ${root} (${error.code}). Work in a clone of your own, or as the user who owns this one.`,
    )
  }
  return await withLock(
    join(root, '.gezhong', 'install.lock'),
    async () => {
      if (isInstalled(root)) return false
      const begun = Date.now()
      say('Installing packages (about half a minute the first time) …')
      await install(root)
      say(`Installing packages: ${((Date.now() - begun) / 1000).toFixed(1)} s`)
      await writeFile(stampFile(root), wantedStamp(root))
      return true
    },
    600_000,
  )
}
