import { chmod, cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const REPOSITORY = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))))

/** A folder that passes for a clone: our launcher and packages, nothing of our sources. */
export async function makeScratchClone(): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'gezhong-launch-')))
  await chmod(root, 0o755)
  const server = join(root, 'server')
  await mkdir(server)
  await cp(join(REPOSITORY, 'server', 'launch'), join(server, 'launch'), { recursive: true })
  await cp(join(REPOSITORY, 'server', 'package.json'), join(server, 'package.json'))
  await symlink(join(REPOSITORY, 'server', 'node_modules'), join(server, 'node_modules'))
  return root
}

const MAIN = `
import { createServer } from 'node:http'
import { Client } from 'pg'

export { refuseBadVariables } from './env.ts'

export async function main(env, step) {
  await step('A step that takes a while', () => new Promise((resolve) => setTimeout(resolve, 500)))
  const client = new Client(env.DATABASE_URL)
  await client.connect()
  const { rows } = await client.query('select current_user as name')
  const server = createServer((request, reply) => {
    reply.setHeader('content-type', 'application/json')
    reply.end(request.url.includes('identities') ? JSON.stringify({ identities: [{ name: 'worker2', displayName: '林小禾', place: '第2网格' }] }) : JSON.stringify(rows[0]))
  })
  await new Promise((resolve, reject) => server.once('error', reject).listen(Number(env.PORT), '127.0.0.1', resolve))
  return {
    url: 'http://127.0.0.1:' + server.address().port,
    async close() {
      server.closeAllConnections()
      server.close()
      await client.end()
      console.log('served to the end')
    },
  }
}
`

/** As above, with a small server and pages in place of ours, installed already, for `server/start.mjs`. */
export async function makeScratchSystem(): Promise<string> {
  const root = await makeScratchClone()
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  await write('pnpm-lock.yaml', 'lock\n')
  await write('pnpm-workspace.yaml', 'workspace\n')
  await write('shared/src/actor.ts', 'export const actor = 1\n')
  await write('server/src/main.ts', MAIN)
  for (const file of ['env.ts', 'security/weak-keys.ts']) {
    await mkdir(dirname(join(root, 'server', 'src', file)), { recursive: true })
    await cp(join(REPOSITORY, 'server', 'src', file), join(root, 'server', 'src', file))
  }
  await write('server/admin/index.html', '<!doctype html><p>admin</p>\n')
  await write('server/admin/package.json', '{"type":"module"}\n')
  await symlink(join(REPOSITORY, 'server', 'admin', 'node_modules'), join(root, 'server', 'admin', 'node_modules'))
  await write(
    'miniapp/package.json',
    JSON.stringify({
      scripts: { 'build:h5': 'mkdir -p dist/h5 && echo built >> ../builds && cp ../builds dist/h5/index.html' },
    }),
  )
  await cp(join(REPOSITORY, 'server', 'start.mjs'), join(root, 'server', 'start.mjs'))
  return root
}

export const removeScratch = (root: string) => rm(root, { recursive: true, force: true })
