import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { verifyAudit } from '@gezhong/shared/audit/contract'
import { confirmChain, readChain } from '@gezhong/shared/people/chain/contract'
import { commitImport, readImport, undoImport } from '@gezhong/shared/people/import/contract'
import {
  editHousehold,
  listChanges,
  listHouseholds,
  readHousehold,
  undoChange,
} from '@gezhong/shared/people/ledger/contract'
import { listDifferences, settleDifferences } from '@gezhong/shared/people/reconciliation/contract'
import { makeReport } from '@gezhong/shared/people/reports/contract'
import { listStanding, rollProgress } from '@gezhong/shared/people/rolls/contract'
import { Client } from 'pg'
import { uuidv7 } from 'uuidv7'
import { examineDatabase } from '../../cli/doctor/database.ts'
import { startEmbedded, type EmbeddedPostgres } from '../../launch/embedded-postgres.mjs'
import { asSuperuser, connectionUrls, createDatabase } from '../../launch/postgres-roles.mjs'
import { readMigrations } from '../../src/database/migrate.ts'
import { runImports } from '../../src/people/import/job.ts'
import { REGISTER } from '../../src/register.ts'
import { REPOSITORY, startTestApp, type TestApp } from '../app.ts'
import { makeCast, type Cast } from '../cast.ts'
import { refusalOf } from '../refusals.ts'

/*
 * The README promises PostgreSQL 15 to 18. All other tests run on the one that comes along, which is the newest; here
 * the whole schema and one thing of each kind runs on the oldest.
 */

jest.setTimeout(180_000)

let postgres: EmbeddedPostgres
let urls: ReturnType<typeof connectionUrls>
let app: TestApp
let cast: Cast
const database = `oldest_${process.pid}_${randomBytes(3).toString('hex')}`

async function query<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new Client(url)
  await client.connect()
  const { rows } = await client.query<Row>(sql)
  await client.end()
  return rows
}

beforeAll(async () => {
  postgres = await startEmbedded({ root: REPOSITORY, purpose: 'test-15', major: 15 })
  await asSuperuser(postgres.secrets, postgres.port, (client) => createDatabase(client, database))
  urls = connectionUrls(postgres.secrets, postgres.port, database)
  app = await startTestApp({
    DATABASE_URL: urls.app,
    DATABASE_OWNER_URL: urls.owner,
    DATABASE_DIRECT_URL: urls.direct,
  })
  cast = await makeCast(app)
})

afterAll(async () => {
  await app?.close()
  await asSuperuser(postgres.secrets, postgres.port, (client) =>
    client.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`),
  )
  await postgres.stop()
})

test('it is really the oldest, every migration has run, and the doctor has nothing against it', async () => {
  const [version] = await query<{ major: number }>(
    urls.app,
    `SELECT current_setting('server_version_num')::int / 10000 AS major`,
  )
  expect(version).toEqual({ major: 15 })
  const applied = await query<{ name: string }>(urls.owner, 'SELECT name FROM migration ORDER BY name')
  const files = await readMigrations(app.env.MIGRATIONS_DIR)
  expect(applied.map(({ name }) => name)).toEqual(files.map(({ name }) => name))
  const findings = await examineDatabase({
    DATABASE_URL: urls.app,
    DATABASE_OWNER_URL: urls.owner,
    DATABASE_KEEPER_URL: urls.keeper,
    MIGRATIONS_DIR: app.env.MIGRATIONS_DIR,
  })
  expect(findings.filter(({ state }) => state === 'bad')).toEqual([])
})

test('row security is on and forced on every table of a community, and hides the neighbour’s households', async () => {
  const tenants = REGISTER.filter(({ kind }) => kind === 'tenant').map(({ name }) => name)
  const secured = await query<{ name: string }>(
    urls.owner,
    `SELECT relname AS name FROM pg_class WHERE relkind IN ('r', 'p') AND relrowsecurity AND relforcerowsecurity`,
  )
  expect(tenants.filter((name) => !secured.some((table) => table.name === name))).toEqual([])
  expect(await query(urls.app, 'SELECT 1 FROM household')).toEqual([])
  expect((await cast.gridWorker.call(listHouseholds, {})).total).toBe(6)
  const elsewhere = { params: { id: cast.households['东区1号']!.id } }
  expect(await refusalOf(cast.gridWorker.call(readHousehold, elsewhere))).toBe('not-found')
  // Trigrams of Chinese: a ctype that does not know the letters finds nothing.
  expect((await cast.secretary.call(listHouseholds, { query: { q: '区1号' } })).total).toBe(2)
})

describe('the work of a day', () => {
  test('a chain, a report, a difference settled, and the numbers of it', async () => {
    const params = { rollId: cast.rollId, gridId: cast.grids['2']! }
    const text = '#接龙\n1. 中区1号 2人 13800002001\n2. 中区2号 9人 13800002002\n3. 中区99号 3人'
    const pasted = await cast.gridLead.call(confirmChain, { params, body: { text } })
    expect(pasted.lines.map((line) => line.verdict)).toEqual(['matched', 'headcount-differs', 'unknown-door'])
    expect((await cast.gridLead.call(readChain, { params })).pastes).toBe(1)
    const { id: householdId, headcount } = cast.households['中区3号']!
    const body = { id: uuidv7(), householdId, headcount }
    const receipt = await cast.resident.call(makeReport, { params: { id: cast.rollId }, body })
    expect(receipt.report.verdict).toBe('matched')
    const { rows } = await cast.gridLead.call(listDifferences, { query: { roll: cast.rollId } })
    const differs = rows.find(({ kind }) => kind === 'headcount-differs')!
    const settled = await cast.gridLead.call(settleDifferences, {
      body: { ids: [differs.id], decision: 'correct-ledger' },
    })
    expect(settled.outcomes).toEqual([{ id: differs.id, settled: true, problem: null }])
    await app.settle()
    const { grids } = await cast.secretary.call(rollProgress, { params: { id: cast.rollId } })
    expect(grids.find(({ gridCode }) => gridCode === '2-1-1')).toMatchObject({ households: 6, reported: 3, missing: 3 })
    const missing = await cast.gridLead.call(listStanding, {
      params: { id: cast.rollId },
      query: { state: 'missing', size: 500 },
    })
    expect(missing.total).toBe(9)
  })

  test('a correction and its undo', async () => {
    const { id, headcount } = cast.households['中区5号']!
    const edit = { headcount: headcount + 3, revision: 1, reason: '入户核实' }
    await cast.gridWorker.call(editHousehold, { params: { id }, body: edit })
    const [change] = (await cast.gridWorker.call(listChanges, { query: { subjectId: id } })).rows
    await cast.gridWorker.call(undoChange, { params: { id: change!.id }, body: { reason: '点错了' } })
    expect((await cast.gridWorker.call(readHousehold, { params: { id } })).headcount).toBe(headcount)
  })

  test('an import and its undo', async () => {
    const file = '网格,门牌号,人数,电话\n2-1-1,中区1号,7,13800002001\n2-1-1,中区71号,3,13900070001\n2,,4,\n'
    const payload = `--part\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\n${file}\r\n--part--\r\n`
    const headers = {
      authorization: `Bearer ${cast.secretary.token}`,
      'content-type': 'multipart/form-data; boundary=part',
    }
    const reply = await app.server.inject({ method: 'POST', url: '/api/imports?kind=ledger', headers, payload })
    const params = { id: reply.json<{ id: string }>().id }
    const work = async () => {
      while ((await runImports(app.kernel)) > 0);
      return cast.secretary.call(readImport, { params })
    }
    expect(await work()).toMatchObject({ state: 'checked', good: 2, rejected: 1 })
    await cast.secretary.call(commitImport, { params })
    expect((await work()).state).toBe('committed')
    expect((await cast.secretary.call(listHouseholds, { query: { q: '中区71号' } })).total).toBe(1)
    await cast.secretary.call(undoImport, { params })
    expect((await work()).state).toBe('undone')
    expect((await cast.secretary.call(listHouseholds, { query: { q: '中区71号' } })).total).toBe(0)
  })

  test('all of it sealed', async () => {
    await app.settle()
    await app.seal()
    expect(await cast.secretary.call(verifyAudit)).toMatchObject({ intact: true, unsealed: 0 })
  })
})
