import { createServer } from 'node:net'
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { Client } from 'pg'
import { startEmbedded, type EmbeddedPostgres } from '../../launch/embedded-postgres.mjs'
import { endChildren, runModule, startNode } from './child.ts'
import { makeScratchClone, removeScratch } from './scratch-clone.ts'

jest.setTimeout(120_000)

const PURPOSE = 'test-launch'
let root: string
let folder: string

beforeAll(async () => {
  root = await makeScratchClone()
})

afterAll(async () => {
  if (folder) await rm(folder, { recursive: true, force: true })
  await removeScratch(root)
})

let started: EmbeddedPostgres[] = []

async function start(): Promise<EmbeddedPostgres> {
  const postgres = await startEmbedded({ root, purpose: PURPOSE })
  folder = dirname(postgres.dataDirectory)
  started.push(postgres)
  return postgres
}

afterEach(async () => {
  endChildren()
  for (const postgres of started) await postgres.stop()
  started = []
})

async function query<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new Client(url)
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

const STARTER = `
  const [root, purpose] = process.argv.slice(1)
  const { startEmbedded } = await import(root + '/server/launch/embedded-postgres.mjs')
  const postgres = await startEmbedded({ root, purpose })
  process.on('SIGTERM', async () => { console.log('ended ' + await postgres.stop()); process.exit(0) })
  console.log('up ' + JSON.stringify({ adopted: postgres.adopted, urls: postgres.urls, dataDirectory: postgres.dataDirectory }))
  setInterval(() => {}, 1000)
`

const postmasterPid = async () =>
  Number((await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8')).split('\n')[0])

describe('the embedded Postgres', () => {
  test('comes up in an empty clone with three logins of unequal rights and Chinese letters', async () => {
    const postgres = await start()
    try {
      const rights = await query<{ name: string; superuser: boolean; bypasses: boolean }>(
        postgres.urls.app,
        `select rolname as name, rolsuper as superuser, rolbypassrls as bypasses from pg_roles
         where rolname like 'gezhong%' order by 1`,
      )
      expect(rights).toEqual([
        { name: 'gezhong_app', superuser: false, bypasses: false },
        { name: 'gezhong_keeper', superuser: false, bypasses: true },
        { name: 'gezhong_owner', superuser: false, bypasses: false },
      ])
      const [facts] = await query<object>(
        postgres.urls.owner,
        `select current_setting('server_encoding') as encoding, '中' ~ '^[[:alpha:]]$' as letters,
           (select rolname from pg_roles where oid = datdba) as owner, current_setting('listen_addresses') as listens
         from pg_database where datname = current_database()`,
      )
      expect(facts).toEqual({ encoding: 'UTF8', letters: true, owner: 'gezhong_owner', listens: '127.0.0.1' })
      await expect(query(postgres.urls.app.replace(/:[^:@]+@/, ':guess@'), 'select 1')).rejects.toThrow(/password/)
      expect((await stat(join(folder, 'secrets.json'))).mode & 0o777).toBe(0o600)
      expect((await stat(postgres.dataDirectory)).mode & 0o777).toBe(0o700)
    } finally {
      expect(await postgres.stop()).toBe(true)
    }
    expect(existsSync(join(folder, 'data', 'postmaster.pid'))).toBe(false)
  })

  test('is adopted after kill -9 of its launcher', async () => {
    const launcher = runModule(STARTER, [root, PURPOSE])
    await launcher.says(/^up /m)
    const before = await postmasterPid()
    launcher.process.kill('SIGKILL')
    await launcher.ended
    const postgres = await start()
    expect(postgres.adopted).toBe(true)
    expect(await postmasterPid()).toBe(before)
    expect(await postgres.stop()).toBe(true)
  })

  test('is repaired after kill -9 of its postmaster, with nothing committed lost', async () => {
    const first = await start()
    await query(
      first.urls.owner,
      'set synchronous_commit = on; create table kept (word text); insert into kept values ($$还在$$)',
    )
    const pid = await postmasterPid()
    process.kill(pid, 'SIGKILL')
    const second = await start()
    expect(second.adopted).toBe(false)
    expect(await query(second.urls.owner, 'select word from kept')).toEqual([{ word: '还在' }])
    expect(await first.stop()).toBe(false)
    expect(await second.stop()).toBe(true)
  })

  test('is not fooled by a pid file whose number belongs to another program', async () => {
    const bystander = startNode(['-e', 'setInterval(() => {}, 1000)'])
    await writeFile(
      join(folder, 'data', 'postmaster.pid'),
      `${bystander.process.pid}\n${folder}/data\n1\n5432\n\n\n\nready\n`,
    )
    const postgres = await start()
    expect(postgres.adopted).toBe(false)
    expect(await query(postgres.urls.app, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(await postgres.stop()).toBe(true)
    bystander.process.kill()
    await bystander.ended
  })

  test('keeps its port, and takes another when a stranger took it', async () => {
    const first = await start()
    await first.stop()
    const second = await start()
    await second.stop()
    expect(second.port).toBe(first.port)
    const stranger = createServer()
    await new Promise<void>((resolve) => stranger.listen(first.port, '127.0.0.1', resolve))
    const third = await start()
    expect(third.port).not.toBe(first.port)
    expect(await third.stop()).toBe(true)
    await new Promise((resolve) => stranger.close(resolve))
  })

  test('stays while another program of the clone uses it', async () => {
    const postgres = await start()
    const other = runModule(STARTER, [root, PURPOSE])
    const [, told = ''] = await other.says(/^up (.*)$/m)
    expect(JSON.parse(told)).toMatchObject({ adopted: true, urls: postgres.urls })
    expect(await postgres.stop()).toBe(false)
    expect(await query(postgres.urls.app, 'select 1 as one')).toEqual([{ one: 1 }])
    other.process.kill('SIGTERM')
    await other.says(/ended true/)
    await other.ended
  })

  test('starts once when two programs start at the same moment', async () => {
    const twins = [runModule(STARTER, [root, PURPOSE]), runModule(STARTER, [root, PURPOSE])]
    const told = await Promise.all(twins.map((twin) => twin.says(/^up (.*)$/m)))
    expect(told.map(([, text = '']) => JSON.parse(text).adopted).sort()).toEqual([false, true])
    for (const twin of twins) twin.process.kill('SIGTERM')
    expect(
      (await Promise.all(twins.map((twin) => twin.says(/ended (true|false)/)))).map(([, text]) => text).sort(),
    ).toEqual(['false', 'true'])
    await Promise.all(twins.map((twin) => twin.ended))
  })

  test('is made anew where an initdb was killed half-way', async () => {
    const whole = join(folder, 'data')
    const aside = join(folder, 'aside')
    await rename(whole, aside)
    const half = join(folder, 'data.new-1')
    await mkdir(half)
    await writeFile(join(half, 'PG_VERSION'), '18\n')
    const postgres = await start()
    expect(await query(postgres.urls.app, 'select current_database() as name')).toEqual([{ name: 'gezhong' }])
    await postgres.stop()
    expect(existsSync(half)).toBe(false)
    await rm(whole, { recursive: true })
    await rename(aside, whole)
  })

  test('refuses to make new keys for data that old ones encrypted', async () => {
    const secrets = join(folder, 'secrets.json')
    await rename(secrets, `${secrets}.away`)
    await expect(start()).rejects.toThrow(/secrets\.json is missing.*Put it back/)
    await rename(`${secrets}.away`, secrets)
    const postgres = await start()
    expect(await postgres.stop()).toBe(true)
  })

  test('says what to do where nothing can be written', async () => {
    const closed = join(root, 'closed')
    await mkdir(closed)
    await writeFile(join(closed, '.gezhong'), 'in the way')
    await expect(startEmbedded({ root: closed, purpose: PURPOSE })).rejects.toThrow()
  })
})

const isRoot = process.getuid?.() === 0

// Root can become somebody else, nobody else can: both kinds of user are tried where that is possible.
if (isRoot) {
  test('an ordinary user keeps the cluster inside the clone, closed to others', async () => {
    const ordinary = await makeScratchClone()
    await chown(ordinary, 65534, 65534)
    const launcher = runModule(STARTER, [ordinary, PURPOSE], {
      uid: 65534,
      gid: 65534,
      cwd: '/',
      env: { PATH: process.env['PATH'] },
    })
    const [, told = ''] = await launcher.says(/^up (.*)$/m)
    const { dataDirectory, urls } = JSON.parse(told) as { dataDirectory: string; urls: { app: string } }
    expect(dataDirectory).toBe(join(ordinary, '.gezhong', PURPOSE, 'data'))
    expect((await stat(dirname(dataDirectory))).mode & 0o777).toBe(0o700)
    expect(await query(urls.app, 'select current_user as name')).toEqual([{ name: 'gezhong_app' }])
    launcher.process.kill('SIGTERM')
    await launcher.says(/ended true/)
    await launcher.ended
    await removeScratch(ordinary)
  })
}
