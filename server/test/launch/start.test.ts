import { createServer } from 'node:net'
import { createHash } from 'node:crypto'
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { endChildren, startNode, type Child } from './child.ts'
import { makeScratchSystem, removeScratch } from './scratch-clone.ts'

jest.setTimeout(120_000)

let root: string
let port: number

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer()
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

beforeAll(async () => {
  root = await makeScratchSystem()
  port = await freePort()
  // Installed already: what an installation leaves behind.
  const stamp = createHash('sha256').update(`${process.platform}-${process.arch}\n`)
  for (const name of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) stamp.update(await readFile(join(root, name)))
  await mkdir(join(root, 'node_modules'))
  await writeFile(join(root, 'node_modules', '.gezhong-installed'), stamp.digest('hex'))
})

afterEach(endChildren)

afterAll(async () => {
  if (process.getuid?.() === 0) {
    const system = '/var/lib/gezhong'
    for (const name of await readdir(system)) {
      const clone = await readFile(join(system, name, 'clone'), 'utf8').catch(() => '')
      if (clone.startsWith(`${root}\n`)) await rm(join(system, name), { recursive: true, force: true })
    }
  }
  await removeScratch(root)
})

function start(env: Record<string, string> = {}): Child {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(TEST_)?DATABASE_/.test(name)))
  return startNode([join(root, 'server', 'start.mjs')], { cwd: '/', env: { ...clean, PORT: String(port), ...env } })
}

const builds = async () => (await readFile(join(root, 'builds'), 'utf8')).trim().split('\n').length

describe('npm start', () => {
  test('builds, serves as the app’s login, prints addresses and identities, and ends in order', async () => {
    const system = start()
    await system.says(/Ctrl-C stops it/)
    expect(system.output()).toContain(`http://127.0.0.1:${port}/admin/`)
    expect(system.output()).toContain('林小禾  第2网格  worker2')
    expect(system.output()).toMatch(/A step that takes a while …\n(.*\n)*A step that takes a while: 0\.[5-9] s/)
    const reply = await fetch(`http://127.0.0.1:${port}/`)
    expect(await reply.json()).toEqual({ name: 'gezhong_app' })
    system.process.kill('SIGTERM')
    expect(await system.ended).toBe(0)
    expect(system.output()).toContain('served to the end')
    expect(await builds()).toBe(1)
  })

  test('builds nothing the second time, and again after a source changed', async () => {
    const second = start()
    await second.says(/Ctrl-C stops it/)
    second.process.kill('SIGINT')
    expect(await second.ended).toBe(0)
    expect(second.output()).not.toMatch(/Building/)
    expect(await builds()).toBe(1)
    await writeFile(join(root, 'shared', 'src', 'actor.ts'), 'export const actor = 2\n')
    const third = start()
    await third.says(/Ctrl-C stops it/)
    third.process.kill('SIGTERM')
    await third.ended
    expect(await builds()).toBe(2)
  })

  test('comes back after kill -9', async () => {
    const killed = start()
    await killed.says(/Ctrl-C stops it/)
    killed.process.kill('SIGKILL')
    await killed.ended
    const next = start()
    await next.says(/Ctrl-C stops it/)
    next.process.kill('SIGTERM')
    expect(await next.ended).toBe(0)
  })

  test('says so when its port is taken, and leaves the running one alone', async () => {
    const first = start()
    await first.says(/Ctrl-C stops it/)
    const second = start()
    expect(await second.ended).toBe(1)
    expect(second.output()).toMatch(new RegExp(`^Port ${port} is taken\\. .*PORT=8081`))
    expect((await fetch(`http://127.0.0.1:${port}/`)).ok).toBe(true)
    first.process.kill('SIGTERM')
    await first.ended
  })

  test('lists everything that is wrong with the variables at once, and starts nothing', async () => {
    const system = start({ PORT: 'abc', LOG_LEVEL: 'loud', SESSION_SECRET: 'changeme' })
    expect(await system.ended).toBe(1)
    const lines = system.output().trim().split('\n')
    expect(lines.slice(-4)).toEqual([
      'The environment is not usable:',
      expect.stringMatching(/^ {2}PORT: must be a whole number/),
      expect.stringMatching(/^ {2}SESSION_SECRET: must be at least 32 bytes/),
      expect.stringMatching(/^ {2}LOG_LEVEL: must be fatal, error/),
    ])
    expect(system.output()).not.toMatch(/^\s+at /m)
  })

  test('reads a .env file, over which the environment wins', async () => {
    await writeFile(join(root, '.env'), `PORT=abc\nSMS=nonsense\n`)
    const system = start()
    expect(await system.ended).toBe(1)
    expect(system.output()).toMatch(/SMS: must be off, console or gateway/)
    expect(system.output()).not.toContain('PORT')
    await rm(join(root, '.env'))
  })

  test('uses the Postgres of DATABASE_URL and starts none of its own', async () => {
    const url = process.env['TEST_DATABASE_URL'] ?? ''
    const system = start({ DATABASE_URL: url })
    await system.says(/Ctrl-C stops it/)
    expect(system.output()).toMatch(/SESSION_SECRET.* not set: taken from/)
    expect(system.output()).not.toContain('林小禾')
    system.process.kill('SIGTERM')
    expect(await system.ended).toBe(0)
  })

  test('does not guess when only the owner’s address is set', async () => {
    const system = start({ DATABASE_OWNER_URL: 'postgres://owner@127.0.0.1/x' })
    expect(await system.ended).toBe(1)
    expect(system.output()).toMatch(/DATABASE_OWNER_URL set, but not DATABASE_URL/)
  })
})
