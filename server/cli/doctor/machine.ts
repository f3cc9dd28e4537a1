import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { codeOf } from '../command.ts'
import { bad, good, warning, type Finding, type Variables } from './finding.ts'

const EMBEDDED = new Set(['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'])
const MEGABYTE = 1024 * 1024

function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const isNewEnough = major > 20 || (major === 20 && minor >= 19)
  if (!isNewEnough) return bad('node', `Node ${process.versions.node} is too old; install 20.19 or newer.`)
  return good('node', `Node ${process.versions.node}`)
}

function platform(env: Variables): Finding {
  const name = `${process.platform}-${process.arch}`
  if (EMBEDDED.has(name) || env['DATABASE_URL']) return good('platform', name)
  return bad(
    'platform',
    `No Postgres comes along for ${name}; set DATABASE_URL and DATABASE_OWNER_URL to one of your own.`,
  )
}

async function disk(root: string): Promise<Finding> {
  const system = '/var/lib/gezhong'
  const folders = [root, ...(process.getuid?.() === 0 && existsSync(system) ? [system] : [])]
  let least = { folder: root, free: Infinity }
  for (const folder of folders) {
    const { bavail, bsize } = await statfs(folder)
    if (bavail * bsize < least.free) least = { folder, free: bavail * bsize }
  }
  const told = `${Math.floor(least.free / MEGABYTE)} MB free under ${least.folder}`
  if (least.free < 300 * MEGABYTE) return bad('disk', `${told}: the database needs 300 MB. Free some space.`)
  if (least.free < 2048 * MEGABYTE)
    return warning('disk', `${told}: enough to begin with, little for long. Free some space.`)
  return good('disk', told)
}

function listenError(host: string, number: number): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (error) => resolve(codeOf(error) || error.message))
    probe.listen({ host, port: number, exclusive: true }, () => probe.close(() => resolve(null)))
  })
}

async function isOurs(host: string, number: number): Promise<boolean> {
  try {
    const reply = await fetch(`http://${host}:${number}/health`, { signal: AbortSignal.timeout(2_000) })
    return reply.ok
  } catch {
    return false
  }
}

async function port(env: Variables): Promise<Finding> {
  const host = env['HOST'] || '127.0.0.1'
  const number = Number(env['PORT'] || 8080)
  if (!Number.isInteger(number) || number < 0 || number > 65_535)
    return bad('port', 'PORT must be a number up to 65535.')
  const error = await listenError(host, number)
  if (error === null) return good('port', `${host}:${number} is free`)
  if (error !== 'EADDRINUSE')
    return bad('port', `Nothing can listen on ${host}:${number} (${error}); choose others with HOST and PORT.`)
  if (await isOurs(host, number)) return good('port', `${host}:${number} answers: the server is running`)
  return bad('port', `${host}:${number} is taken by another program; stop it, or choose another with PORT.`)
}

function pages(root: string, env: Variables): Finding {
  const missing = [
    env['WEB_DIR'] || join(root, 'miniapp', 'dist', 'h5'),
    env['ADMIN_DIR'] || join(root, 'server', 'admin', 'dist'),
  ].filter((folder) => !existsSync(join(folder, 'index.html')))
  if (missing.length === 0) return good('pages', 'mini-program pages and admin page are built')
  return warning('pages', `Not built yet: ${missing.join(', ')}. "npm start" builds them.`)
}

/** Node, platform, disk, port and the built pages. */
export async function examineMachine(root: string, env: Variables): Promise<Finding[]> {
  return [node(), platform(env), await disk(root), await port(env), pages(root, env)]
}
