import { createHmac } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { listAudit, verifyAudit } from '@gezhong/shared/audit/contract'
import { createGrid, listGrids } from '@gezhong/shared/grid/communities/contract'
import { me, signOut } from '@gezhong/shared/grid/identity/contract'
import { grantRole, revokeRole } from '@gezhong/shared/grid/team/contract'
import { confirmChain } from '@gezhong/shared/people/chain/contract'
import { openRoll, rollProgress } from '@gezhong/shared/people/rolls/contract'
import { Refusal } from '@gezhong/shared/errors'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { uuidv7 } from 'uuidv7'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { makeCast, type Cast } from '../../test/cast.ts'
import { refusalOf } from '../../test/refusals.ts'
import { auditEntry } from '../audit/tables.ts'
import { folding } from '../background.ts'
import { SYSTEM_ACCOUNT, transactAsSystem } from '../database/transact.ts'
import { foldOnce } from '../live/fold.ts'
import { Vault } from '../security/vault.ts'

let app: TestApp
let cast: Cast

const warnings = jest.spyOn(process, 'emitWarning')

beforeAll(async () => {
  app = await startTestApp()
  cast = await makeCast(app)
})

afterAll(() => app.close())

test('the tests run as modules, not as CommonJS', () => {
  expect(import.meta.url.startsWith('file:')).toBe(true)
})

test('nothing that the server is built with is used in a way that is going away', () => {
  expect(warnings.mock.calls.filter((call) => JSON.stringify(call).includes('Deprecation'))).toEqual([])
})

test('an attempt within an attempt takes back its own part, and the outer one all of its', async () => {
  const { communityId } = cast
  const name = async () => (await cast.secretary.call(listGrids)).grids.find((grid) => grid.code === '1')!.name
  const before = await name()
  await transactAsSystem(app.kernel, communityId, async (work) => {
    const rename = (to: string) =>
      work.db.execute(sql`UPDATE grid SET name = ${to} WHERE community_id = ${communityId} AND code = '1'`)
    await work.attempt(async () => {
      await rename('外')
      await work.attempt(async () => {
        await rename('内')
        throw new Refusal('already-there')
      })
      throw new Refusal('not-allowed')
    })
  })
  expect(await name()).toBe(before)
})

describe('sessions', () => {
  test('a token that ended two minutes ago by another clock still opens, an older one does not', async () => {
    const cast = await makeCast(app)
    const endedAgo = (seconds: number) => {
      const exp = Math.floor(Date.now() / 1000) - seconds
      const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
      const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sid: cast.secretary.sessionId, exp })}`
      return `${signed}.${createHmac('sha256', app.env.SESSION_SECRET).update(signed).digest('base64url')}`
    }
    const statusOf = async (token: string) =>
      (await app.server.inject({ url: '/api/me', headers: { authorization: `Bearer ${token}` } })).statusCode
    expect(await statusOf(endedAgo(100))).toBe(200)
    expect(await statusOf(endedAgo(150))).toBe(401)
  })

  test('a token of another key, a none-algorithm token and no token are all the same answer', async () => {
    const none = `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${Buffer.from(
      JSON.stringify({ sid: cast.secretary.sessionId }),
    ).toString('base64url')}.`
    const foreign = (await startTestApp()).server.issueToken(cast.secretary.sessionId)
    for (const authorization of [undefined, 'Bearer x', `Bearer ${none}`, `Bearer ${foreign}`]) {
      const reply = await app.server.inject({
        url: '/api/me',
        headers: authorization === undefined ? {} : { authorization },
      })
      expect(reply.statusCode).toBe(401)
      expect(reply.json()).toMatchObject({ code: 'not-signed-in', type: 'urn:gezhong:not-signed-in' })
    }
  })

  test('ends at sign-out', async () => {
    const other = await makeCast(app)
    expect((await other.gridLead.call(me)).displayName).toBe('陈网格长')
    await other.gridLead.call(signOut)
    expect(await refusalOf(other.gridLead.call(me))).toBe('not-signed-in')
  })

  test('a role taken away ends at once on an open session', async () => {
    const other = await makeCast(app)
    const grant = (await other.gridLead.call(me)).grants[0]!
    expect(await refusalOf(other.gridLead.call(rollProgress, { params: { id: other.rollId } }))).toBe(null)
    await other.secretary.call(revokeRole, { params: { id: grant.id } })
    expect(await refusalOf(other.gridLead.call(rollProgress, { params: { id: other.rollId } }))).toBe('not-allowed')
  })

  test('the last member of the command post cannot be removed', async () => {
    const grant = (await cast.secretary.call(me)).grants[0]!
    expect(await refusalOf(cast.secretary.call(revokeRole, { params: { id: grant.id } }))).toBe('still-in-use')
  })
})

describe('grids', () => {
  test('come in order of their numbers', async () => {
    const { grids } = await cast.resident.call(listGrids)
    expect(grids.map((grid) => grid.code)).toEqual(['1', '1-1', '1-1-1', '2', '2-1', '2-1-1', '2-2', '2-2-1'])
  })

  test('are added by the command post alone, under a parent that exists', async () => {
    const body = { id: uuidv7(), code: '2-3', name: '' }
    expect(await refusalOf(cast.gridLead.call(createGrid, { body }))).toBe('not-allowed')
    expect(await refusalOf(cast.secretary.call(createGrid, { body: { ...body, code: '9-1' } }))).toBe('not-found')
    expect(await refusalOf(cast.secretary.call(createGrid, { body: { ...body, code: 'x' } }))).toBe('not-valid')
    expect((await cast.secretary.call(createGrid, { body })).level).toBe('sub-grid')
    expect(await refusalOf(cast.secretary.call(createGrid, { body: { ...body, id: uuidv7() } }))).toBe('already-there')
    const { rows } = await cast.secretary.call(listAudit, { query: { action: 'grid.created' } })
    expect(rows[0]).toMatchObject({ byName: '林书记', detail: '2-3', words: '新增网格' })
  })
})

describe('idempotency', () => {
  const openOnce = (persona: Cast['secretary'], key: string, title = '第二轮') =>
    persona.call(openRoll, {
      body: { id: '01890000-0000-7000-8000-00000000000a', title, question: 'who-lives-here', gridId: null },
      idempotencyKey: key,
    })

  test('the same key does the work once and gets the same answer, also for a twin at the same time', async () => {
    const other = await makeCast(app)
    const answers = await Promise.all([1, 2, 3].map(() => openOnce(other.secretary, 'key-000001')))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(await refusalOf(openOnce(other.secretary, 'key-000002'))).toBe('id-taken')
  })

  test('the same key with another body is refused', async () => {
    const other = await makeCast(app)
    await openOnce(other.secretary, 'key-000001')
    expect(await refusalOf(openOnce(other.secretary, 'key-000001', '第三轮'))).toBe('key-reused')
  })
})

describe('live numbers', () => {
  test('add up in every scope and come from the raw rows', async () => {
    await app.settle()
    const whole = await cast.secretary.call(rollProgress, { params: { id: cast.rollId } })
    expect(whole.grids.map(({ gridCode, households, missing }) => [gridCode, households, missing])).toEqual([
      ['1-1-1', 6, 6],
      ['2-1-1', 6, 6],
      ['2-2-1', 6, 6],
    ])
    const worker = await cast.gridWorker.call(rollProgress, { params: { id: cast.rollId } })
    expect(worker.grids.map((grid) => grid.gridCode)).toEqual(['2-1-1'])
    const hub = await cast.hubHousehold.call(rollProgress, { params: { id: cast.rollId } })
    expect(hub.grids.map(({ gridCode, households }) => [gridCode, households])).toEqual([['2-1-1', 2]])
  })

  test('a role granted widens the scope at once', async () => {
    const other = await makeCast(app)
    await app.settle()
    await other.secretary.call(grantRole, {
      body: { id: uuidv7(), accountId: other.gridWorker.accountId, role: 'grid-worker', gridId: other.grids['2-2']! },
    })
    const worker = await other.gridWorker.call(rollProgress, { params: { id: other.rollId } })
    expect(worker.grids.map((grid) => grid.gridCode)).toEqual(['2-1-1', '2-2-1'])
  })
})

describe('audit', () => {
  test('the seals hold, and break when a row is changed behind the server’s back', async () => {
    const other = await makeCast(app)
    await other.secretary.call(createGrid, { body: { id: uuidv7(), code: '3', name: '' } })
    await app.seal()
    await other.secretary.call(createGrid, { body: { id: uuidv7(), code: '4', name: '' } })
    await app.seal()
    const before = await other.secretary.call(verifyAudit)
    expect(before).toMatchObject({ intact: true, seals: 2, unsealed: 0 })
    const owner = new pg.Client({ connectionString: process.env.TEST_DATABASE_SUPERUSER_URL })
    await owner.connect()
    await owner.query(`UPDATE audit_entry SET action = 'grid.renamed' WHERE community_id = $1`, [other.communityId])
    await owner.end()
    expect((await other.secretary.call(verifyAudit)).intact).toBe(false)
  })

  test('an entry put in behind the seals is told, and a long backlog is sealed to its end', async () => {
    const { communityId, secretary } = await makeCast(app)
    const hoursAgo = (hours: number, minutes: number) => new Date(Date.now() - hours * 3_600_000 + minutes * 60_000)
    const add = (at: Date) =>
      transactAsSystem(app.kernel, communityId, ({ db }) =>
        db
          .insert(auditEntry)
          .values({ communityId, id: uuidv7(), at, accountId: SYSTEM_ACCOUNT, action: 'grid.renamed' }),
      )
    // Twelve hundred within twenty hours, as after a night on which only the command line was used.
    await transactAsSystem(app.kernel, communityId, ({ db }) =>
      db.insert(auditEntry).values(
        Array.from({ length: 1200 }, (_, index) => {
          const entry = { communityId, id: uuidv7(), accountId: SYSTEM_ACCOUNT, action: 'grid.renamed' }
          return { ...entry, at: hoursAgo(21, index) }
        }),
      ),
    )
    for (let turn = 0; turn < 4; turn += 1) await app.seal()
    expect(await secretary.call(verifyAudit)).toMatchObject({ intact: true, unsealed: 0, seals: 3 })
    await add(hoursAgo(10, 0))
    await app.seal()
    expect(await secretary.call(verifyAudit)).toMatchObject({
      intact: false,
      problem: expect.stringContaining('1 条记录'),
    })
  })

  test('is append-only for the server’s own login', async () => {
    await expect(app.kernel.pool.query('DELETE FROM audit_entry')).rejects.toThrow(/permission denied/)
    await expect(app.kernel.pool.query(`UPDATE audit_entry SET action = ''`)).rejects.toThrow(/permission denied/)
  })
})

test('a community whose key is gone keeps no other one waiting', async () => {
  const lost = await makeCast(app)
  const other = await makeCast(app)
  const params = { rollId: lost.rollId, gridId: lost.grids['2']! }
  await lost.gridLead.call(confirmChain, { params, body: { text: '1. 中区1号 2人 13800002001' } })
  await app.settle()
  // A server that starts after the key was destroyed no longer holds it in memory.
  const later = { ...app.kernel, vault: new Vault(app.env) }
  rmSync(join(app.env.COMMUNITY_KEYS_DIR, `${lost.communityId}.key`))
  for (const cast of [lost, other])
    await transactAsSystem(app.kernel, cast.communityId, async (work) =>
      work.touch({ gridId: cast.grids['2-1-1']!, topic: 'ledger' }),
    )
  await expect(foldOnce(later, folding)).rejects.toThrow(/ENOENT/)
  const left = await app.kernel.pool.query('SELECT DISTINCT community_id FROM live_dirty')
  expect(left.rows).toEqual([{ community_id: lost.communityId }])
  await app.kernel.pool.query('DELETE FROM live_dirty')
})
