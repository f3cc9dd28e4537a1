import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, jest, test } from '@jest/globals'
import { verifyAudit } from '@gezhong/shared/audit/contract'
import { rollProgress } from '@gezhong/shared/people/rolls/contract'
import { moveStall } from '@gezhong/shared/supplies/stalls/contract'
import { Client } from 'pg'
import { uuidv7 } from 'uuidv7'
import { transactAsSystem } from '../src/database/transact.ts'
import { aClosedStall, faultsOf, type ClosedStall } from './a-closed-stall.ts'
import { REPOSITORY, UNLIMITED, startTestApp, type TestApp } from './app.ts'
import { makeCast, type Cast } from './cast.ts'
import { endChildren, startNode, type Child } from './launch/child.ts'
import { makeOwnDatabase, type OwnDatabase } from './own-database.ts'

/*
 * Law 12: killed at any moment, the server has lost nothing that it acknowledged, and what it did not finish is not
 * there by half. Real server processes, killed as a power cut would.
 */

jest.setTimeout(300_000)

let database: OwnDatabase
let app: TestApp | null = null
const keysFolders: string[] = []

afterEach(async () => {
  endChildren()
  await app?.close()
  app = null
  await database.drop()
  for (const folder of keysFolders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const key = () => randomBytes(32).toString('base64')

/** One environment for the processes and for the app inside the test: the same keys, so tokens and seals fit. */
function environmentOf(own: OwnDatabase): Record<string, string> {
  const keysFolder = mkdtempSync(join(tmpdir(), 'gezhong-keys-'))
  keysFolders.push(keysFolder)
  return {
    ...own.urls,
    SESSION_SECRET: key(),
    DATA_KEYS: `k1:${key()}`,
    PHONE_INDEX_KEY: key(),
    AUDIT_SIGNING_KEY: generateKeyPairSync('ed25519')
      .privateKey.export({ type: 'pkcs8', format: 'der' })
      .toString('base64'),
    COMMUNITY_KEYS_DIR: keysFolder,
    MIGRATIONS_DIR: join(REPOSITORY, 'migrations'),
    PORT: '0',
    ...UNLIMITED,
    LOG_LEVEL: 'error',
  }
}

const SERVER = `
  const { main } = await import('./src/main.ts')
  const running = await main(process.env)
  console.log('up ' + running.url)
`

function startServer(environment: Record<string, string>): Child {
  return startNode(['--import', 'tsx', '--input-type=module', '-e', SERVER], {
    cwd: join(REPOSITORY, 'server'),
    env: { PATH: process.env.PATH, ...environment },
  })
}

const urlOf = async (child: Child) => (await child.says(/up (http\S+)/))[1]!

async function count(sql: string, values: unknown[] = []): Promise<number> {
  const client = new Client({ connectionString: database.superuserUrl })
  await client.connect()
  const { rows } = await client.query<{ count: string }>(sql, values)
  await client.end()
  return Number(rows[0]!.count)
}

/** What the server said; null when it was gone before it could say anything. */
async function answerOf<Answer>(url: string, token: string, path: string, body: unknown): Promise<Answer | null> {
  try {
    const reply = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const answer = await reply.text()
    if (reply.status !== 200) throw new TypeError(`answered ${reply.status} ${answer}`)
    return JSON.parse(answer) as Answer
  } catch (error) {
    if (error instanceof TypeError && error.message.startsWith('answered')) throw error
    return null
  }
}

const post = async (url: string, token: string, path: string, body: unknown): Promise<boolean> =>
  (await answerOf(url, token, path, body)) !== null

interface Acknowledged {
  reports: string[]
  pastes: number
}

/** People report and paste as fast as they can until the server is gone. */
async function load(url: string, cast: Cast, line: () => string[], acknowledged: Acknowledged): Promise<void> {
  const homes = Object.values(cast.households).filter(({ door }) => door.startsWith('中区'))
  const reporting = async (offset: number) => {
    for (let turn = offset; ; turn += 1) {
      const id = uuidv7()
      const body = { id, householdId: homes[turn % homes.length]!.id, headcount: turn % 400 }
      if (!(await post(url, cast.gridLead.token, `/api/rolls/${cast.rollId}/reports`, body))) return
      acknowledged.reports.push(id)
    }
  }
  const pasting = async () => {
    const path = `/api/rolls/${cast.rollId}/chains/${cast.grids['1']!}`
    while (await post(url, cast.otherLead.token, path, { text: line().join('\n') })) acknowledged.pastes += 1
  }
  await Promise.all([reporting(0), reporting(5), reporting(9), pasting()])
}

async function expectWholePastes(cast: Cast): Promise<void> {
  const grid = cast.grids['1']!
  const client = new Client({ connectionString: database.superuserUrl })
  await client.connect()
  const { rows: pastes } = await client.query<{ text_sealed: Buffer }>(
    'SELECT text_sealed FROM paste WHERE grid_id = $1 ORDER BY at, id',
    [grid],
  )
  const { rows: chains } = await client.query<{ pastes: number }>('SELECT pastes FROM chain WHERE grid_id = $1', [grid])
  await client.end()
  const lines = pastes.map(
    ({ text_sealed: sealed }) => app!.kernel.vault.openForCommunity(cast.communityId, sealed).split('\n').length,
  )
  expect(chains).toEqual([{ pastes: pastes.length }])
  expect(await count(`SELECT count(*) FROM audit_entry WHERE action = 'chain.confirmed'`)).toBe(pastes.length)
  // Each text holds one line more than the one before: all lines of the last one are kept, and no other.
  expect(await count('SELECT count(*) FROM report WHERE chain_grid_id = $1', [grid])).toBe(lines.at(-1))
}

test('killed under load again and again, the server has kept all it acknowledged and nothing by half', async () => {
  database = await makeOwnDatabase('faults')
  const environment = environmentOf(database)
  app = await startTestApp(environment)
  const cast = await makeCast(app)
  const acknowledged: Acknowledged = { reports: [], pastes: 0 }
  const lines = ['1. 东区101号 2人']
  const nextText = () => {
    lines.push(`${lines.length + 1}. 东区${101 + lines.length}号 2人`)
    return lines
  }
  for (const milliseconds of [300, 700, 1100]) {
    const server = startServer(environment)
    const before = { ...acknowledged, reports: acknowledged.reports.length }
    const loading = load(await urlOf(server), cast, nextText, acknowledged)
    const underWay = () => acknowledged.reports.length >= before.reports + 8 && acknowledged.pastes > before.pastes
    while (!underWay()) await new Promise((resolve) => setTimeout(resolve, 20))
    await new Promise((resolve) => setTimeout(resolve, milliseconds))
    server.process.kill('SIGKILL')
    expect(await server.ended).toBe('SIGKILL')
    await loading
    const kept = await count('SELECT count(*) FROM report WHERE id = ANY ($1)', [acknowledged.reports])
    expect(kept).toBe(acknowledged.reports.length)
    expect(await count('SELECT count(*) FROM paste')).toBeGreaterThanOrEqual(acknowledged.pastes)
    await expectWholePastes(cast)
  }
  expect(acknowledged.reports.length).toBeGreaterThan(20)
  expect(acknowledged.pastes).toBeGreaterThan(2)
  const proxies = await count(`SELECT count(*) FROM report WHERE source = 'proxy'`)
  expect(await count(`SELECT count(*) FROM audit_entry WHERE action = 'report.proxy'`)).toBe(proxies)
  await app.settle()
  await app.seal()
  expect(await cast.secretary.call(verifyAudit)).toMatchObject({ intact: true, unsealed: 0 })
  const progress = await cast.secretary.call(rollProgress, { params: { id: cast.rollId } })
  for (const grid of progress.grids)
    expect(grid.households).toBe(grid.reported + grid.differs + grid.missing + grid.excused)
  expect(progress.grids.reduce((sum, { households }) => sum + households, 0)).toBe(18)
})

/** Each household orders, changes and cancels as fast as it can until the server is gone; its revisions that were answered. */
async function buy(url: string, cast: Cast, { stallId, items }: ClosedStall, told: Map<string, number>): Promise<void> {
  const buying = async (householdId: string, offset: number) => {
    const id = uuidv7()
    let orderId = id
    for (let turn = offset; ; turn += 1) {
      const revision = told.get(householdId) ?? 0
      const milli = 500 * (1 + (turn % 8))
      const lines = [
        { itemId: items.cabbage, milli, priceFen: 150 },
        { itemId: items.greens, milli: 4500 - milli, priceFen: 300 },
      ]
      const cancels = turn % 4 === 3 && revision > 0
      const [path, body] = cancels
        ? [`/api/orders/${orderId}/cancel`, { revision }]
        : ['/api/orders', { id, stallId, householdId, revision, lines }]
      const answer = await answerOf<{ id: string; revision: number }>(url, cast.secretary.token, path, body)
      if (answer === null) return
      orderId = answer.id
      told.set(householdId, answer.revision)
    }
  }
  const homes = Object.values(cast.households).filter(({ door }) => door.startsWith('中区'))
  await Promise.all(homes.map(({ id }, at) => buying(id, at)))
}

test('killed in the midst of orders again and again, stock, orders and their money agree', async () => {
  database = await makeOwnDatabase('orders')
  const environment = environmentOf(database)
  app = await startTestApp(environment)
  const cast = await makeCast(app)
  for (const milliseconds of [150, 400, 650]) {
    const stall = await aClosedStall(app, cast, {}, { close: false })
    const told = new Map<string, number>()
    const server = startServer(environment)
    const buying = buy(await urlOf(server), cast, stall, told)
    while (told.size < 12) await new Promise((resolve) => setTimeout(resolve, 10))
    await new Promise((resolve) => setTimeout(resolve, milliseconds))
    server.process.kill('SIGKILL')
    expect(await server.ended).toBe('SIGKILL')
    await buying
    const client = new Client({ connectionString: database.superuserUrl })
    await client.connect()
    const { rows } = await client.query<{ household_id: string; revision: number; words: string }>(
      `SELECT household_id, revision, (SELECT count(*) FROM stall_order_change WHERE order_id = stall_order.id) AS words
       FROM stall_order WHERE stall_id = $1`,
      [stall.stallId],
    )
    await client.end()
    expect(rows).toHaveLength(12)
    for (const { household_id: householdId, revision, words } of rows) {
      // What was under way may have been done without anybody hearing of it, and then wholly.
      expect([0, 1]).toContain(revision - told.get(householdId)!)
      expect(Number(words)).toBe(revision)
    }
    expect(await faultsOf(app, cast)).toEqual([])
    await cast.secretary.call(moveStall, { params: { id: stall.stallId }, body: { to: 'called-off' } })
    expect(await faultsOf(app, cast)).toEqual([])
  }
})

test('a connection that breaks in the midst of a transaction takes the request with it, not the server', async () => {
  database = await makeOwnDatabase('broken')
  app = await startTestApp(environmentOf(database))
  const cast = await makeCast(app)
  const broken = transactAsSystem(app.kernel, cast.communityId, async ({ db }) => {
    const { rows } = await db.execute<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    await count('SELECT count(pg_terminate_backend($1))', [rows[0]!.pid])
    await new Promise((resolve) => setTimeout(resolve, 200))
    await db.execute('SELECT 1')
  })
  await expect(broken).rejects.toThrow()
  expect(await transactAsSystem(app.kernel, cast.communityId, async ({ db }) => db.execute('SELECT 1'))).toBeDefined()
})

test('servers that start at once in an empty database migrate once and found one demo village', async () => {
  database = await makeOwnDatabase('twins')
  const environment = { ...environmentOf(database), DEMO: 'on' }
  const twins = [startServer(environment), startServer(environment)]
  const urls = await Promise.all(twins.map(urlOf))
  expect(new Set(urls).size).toBe(2)
  for (const url of urls) expect((await fetch(`${url}/ready`)).status).toBe(200)
  const counts = async () =>
    Promise.all(
      ['community', 'tenancy', 'building', 'household', 'resident', 'account'].map((table) =>
        count(`SELECT count(*) FROM ${table}`),
      ),
    )
  const founded = await counts()
  expect(founded.slice(0, 2)).toEqual([1, 1])
  expect(founded[2]).toBeGreaterThan(1000)
  for (const twin of twins) twin.process.kill('SIGKILL')
  await urlOf(startServer(environment))
  expect(await counts()).toEqual(founded)
})

test('killed in the midst of founding the demo village, the next server founds it whole', async () => {
  database = await makeOwnDatabase('founding')
  const environment = { ...environmentOf(database), DEMO: 'on' }
  const first = startServer(environment)
  // The first rows of the village are in their transaction; nobody can see them yet.
  const seeding = `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'gezhong_app' AND xact_start IS NOT NULL`
  while ((await count(seeding)) === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  await new Promise((resolve) => setTimeout(resolve, 150))
  first.process.kill('SIGKILL')
  await first.ended
  expect(await count('SELECT count(*) FROM community')).toBe(0)
  expect(await count('SELECT count(*) FROM account')).toBe(0)
  await urlOf(startServer(environment))
  expect(await count('SELECT count(*) FROM community')).toBe(1)
  expect(await count('SELECT count(*) FROM household')).toBeGreaterThan(1000)
})
