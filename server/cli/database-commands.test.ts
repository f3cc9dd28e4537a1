import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { Client } from 'pg'
import { keepingOf } from '../src/audit/verify-log.ts'
import { ringColumns } from '../src/rotate-keys.ts'
import { Sealer } from '../src/audit/sealer.ts'
import { folding } from '../src/background.ts'
import { systemClock } from '../src/clock.ts'
import { createPool } from '../src/database/pool.ts'
import { readEnv } from '../src/env.ts'
import { foldOnce } from '../src/live/fold.ts'
import { Vault } from '../src/security/vault.ts'
import type { Finding } from './doctor/finding.ts'
import { runHere } from './test-context.ts'

jest.setTimeout(240_000)

const REPOSITORY = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const DATABASE = `commands_${randomBytes(4).toString('hex')}`
let folder: string
let env: Record<string, string>

const key = () => randomBytes(32).toString('base64')

function inDatabase(name: string): string {
  const url = new URL(process.env[name] ?? '')
  url.pathname = `/${DATABASE}`
  return url.href
}

async function asSuperuser(sql: string): Promise<void> {
  const client = new Client(process.env['TEST_DATABASE_SUPERUSER_URL'])
  await client.connect()
  await client.query(sql)
  await client.end()
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gezhong-commands-'))
  const owner = new URL(process.env['TEST_DATABASE_OWNER_URL'] ?? '').username
  await asSuperuser(`CREATE DATABASE ${DATABASE} OWNER "${owner}"`)
  const { privateKey } = generateKeyPairSync('ed25519')
  env = {
    PORT: '0',
    DATABASE_URL: inDatabase('TEST_DATABASE_URL'),
    DATABASE_OWNER_URL: inDatabase('TEST_DATABASE_OWNER_URL'),
    DATABASE_KEEPER_URL: inDatabase('TEST_DATABASE_KEEPER_URL'),
    SESSION_SECRET: key(),
    DATA_KEYS: `k1:${key()}`,
    PHONE_INDEX_KEY: key(),
    AUDIT_SIGNING_KEY: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    COMMUNITY_KEYS_DIR: folder,
    MIGRATIONS_DIR: join(REPOSITORY, 'migrations'),
    DEMO: 'off',
  }
})

afterAll(async () => {
  await asSuperuser(`DROP DATABASE IF EXISTS ${DATABASE} WITH (FORCE)`)
  await rm(folder, { recursive: true, force: true })
})

const run = (parameters: string[], changes: Record<string, string> = {}) =>
  runHere(parameters, {
    cwd: folder,
    prepareEnvironment: async () => ({ env: { ...env, ...changes }, stop: async () => {} }),
  })

async function seal(): Promise<void> {
  const settings = readEnv(env)
  const pool = createPool(settings)
  const kernel = { pool, clock: systemClock, vault: new Vault(settings) }
  await new Sealer(kernel, keepingOf(settings)).turn()
  await pool.end()
}

async function examine(changes: Record<string, string> = {}) {
  const { code, out } = await run(['doctor', '--json'], changes)
  const findings = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Finding)
  return { code, about: (about: string) => findings.filter((finding) => finding.about === about) }
}

describe('an empty database', () => {
  test('doctor asks for the schema, migrate brings it, and then all is well', async () => {
    const before = await examine()
    expect(before.about('schema')).toEqual([
      expect.objectContaining({ state: 'warning', sentence: expect.stringContaining('migrate') }),
    ])
    const first = await run(['migrate'])
    expect(first.code).toBe(0)
    expect(first.out).toContain('0001-')
    expect(await run(['migrate'])).toMatchObject({ code: 0, out: '' })
    const after = await examine()
    for (const about of [
      'database',
      'encoding',
      'app login',
      'schema',
      'DATABASE_OWNER_URL',
      'DATABASE_KEEPER_URL',
      'environment',
      'secrets',
    ]) {
      expect(after.about(about)).toEqual([expect.objectContaining({ state: 'good' })])
    }
    expect(after.code).toBe(0)
  })

  test('demo fills it, a ledger is imported into it, and the rejected rows come back as a file', async () => {
    expect(await run(['demo'])).toMatchObject({ code: 0, out: '' })
    await writeFile(join(folder, 'new.csv'), '网格,门牌号,人数,电话\n2,中区901号,3,13900070001\n2,,4,\n')
    const imported = await run(['import', 'ledger', 'new.csv', '--json', '--rejected', 'rest.xlsx'])
    expect(imported.code).toBe(0)
    expect(JSON.parse(imported.out)).toMatchObject({ state: 'committed', total: 2, good: 1, rejected: 1 })
    expect((await readFile(join(folder, 'rest.xlsx'))).subarray(0, 2).toString()).toBe('PK')
    const checked = await run(['import', 'ledger', 'new.csv', '--check', '--community', '花厅口村', '--json'])
    expect(JSON.parse(checked.out)).toMatchObject({ state: 'checked' })
    expect(await run(['import', 'ledger', 'new.csv', '--community', '别的村'])).toMatchObject({ code: 2, out: '' })
    expect(await run(['import', 'nonsense', 'new.csv'])).toMatchObject({ code: 2, out: '' })
  })
})

const inRows = async (sql: string) => {
  const client = new Client(inDatabase('TEST_DATABASE_SUPERUSER_URL'))
  await client.connect()
  const { rowCount } = await client.query(sql)
  await client.end()
  return rowCount
}

describe('coverage check', () => {
  test('numbers that are those of the rows are right, others are named, and mended by the next count', async () => {
    const settings = readEnv(env)
    const pool = createPool(settings)
    const kernel = { pool, clock: systemClock, vault: new Vault(settings) }
    const fold = async () => {
      while ((await foldOnce(kernel, folding)) > 0);
    }
    await fold()
    const before = await run(['coverage', 'check', '--json'])
    expect(before.code).toBe(0)
    const { rolls, grids, expectedPeople, faults } = JSON.parse(before.out) as Record<string, unknown>
    expect([rolls, faults]).toEqual([1, []])
    expect(grids).toBeGreaterThan(10)
    expect(expectedPeople).toBeGreaterThan(1000)
    await inRows(`UPDATE roll_count SET expected_people = expected_people + 2, missing_people = missing_people + 2
      WHERE (roll_id, grid_id) = (SELECT roll_id, roll_count.grid_id FROM roll_count JOIN roll ON roll.id = roll_id
        WHERE roll.state = 'open' LIMIT 1)`)
    const wrong = await run(['coverage', 'check', '--mend'])
    expect(wrong.code).toBe(1)
    expect(wrong.out).toContain('2 wrong')
    expect(wrong.out).toMatch(/expected people +\d+ +\d+/)
    expect((await run(['coverage', 'check'])).out).toContain('1 grids about to be counted: all numbers are right')
    await fold()
    expect(await run(['coverage', 'check'])).toMatchObject({ code: 0, out: expect.not.stringContaining('about') })
    await pool.end()
  })
})

describe('stock check', () => {
  test('what balances is right, and a level or an amount that nobody moved is named', async () => {
    const whole = await run(['stock', 'check', '--json'])
    const { items, orders, stockFaults, orderFaults } = JSON.parse(whole.out) as Record<string, unknown>
    expect([whole.code, stockFaults, orderFaults]).toEqual([0, [], []])
    expect(items).toBeGreaterThan(20)
    expect(orders).toBeGreaterThan(20)
    const one = (table: string) => `SELECT ctid FROM ${table} LIMIT 1`
    await inRows(`UPDATE stock SET left_milli = left_milli + 500 WHERE ctid = (${one('stock')})`)
    await inRows(`UPDATE stall_order SET amount_fen = amount_fen + 1 WHERE ctid = (${one('stall_order')})`)
    const wrong = await run(['stock', 'check'])
    expect([wrong.code, wrong.out]).toEqual([1, expect.stringContaining('2 wrong')])
    await inRows(`UPDATE stall_order SET amount_fen = amount_fen - 1 WHERE ctid = (${one('stall_order')})`)
    await inRows(`UPDATE stock SET left_milli = left_milli - 500 WHERE ctid = (${one('stock')})`)
  })
})

describe('audit verify', () => {
  const verify = async () => {
    const { code, out } = await run(['audit', 'verify', '--json'])
    return {
      code,
      found: out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    }
  }

  test('says what is there and its head, and fails from the first tampered row on', async () => {
    await seal()
    const whole = await verify()
    expect(whole.code).toBe(0)
    expect(whole.found).toEqual([
      expect.objectContaining({ community: '花厅口村', intact: true, unsealed: 0, problem: null }),
    ])
    expect(whole.found[0]!['head']).toMatch(/^[0-9a-f]{64}$/)
    expect(whole.found[0]!['entries']).toBeGreaterThan(1)
    expect((await run(['audit', 'verify'])).out).toContain('intact')
    const last = `WHERE id = (SELECT entry_id FROM audit_link ORDER BY seal_no DESC, position DESC LIMIT 1)`
    expect(await inRows(`UPDATE audit_entry SET at = at + interval '1 second' ${last}`)).toBe(1)
    const changed = await verify()
    expect(changed).toMatchObject({ code: 1, found: [{ intact: false, problem: expect.stringContaining('被改过') }] })
    const { code, out } = await run(['audit', 'verify'])
    expect([code, out.includes('被改过')]).toEqual([1, true])
    await inRows(`UPDATE audit_entry SET at = at - interval '1 second' ${last}`)
    expect((await verify()).code).toBe(0)
    await inRows(`DELETE FROM audit_entry ${last}`)
    expect(await verify()).toMatchObject({ code: 1, found: [{ problem: expect.stringContaining('少了记录') }] })
  })
})

describe('keys rotate', () => {
  const sealedWith = async (head: string) => {
    const client = new Client(inDatabase('TEST_DATABASE_SUPERUSER_URL'))
    await client.connect()
    let [here, elsewhere] = [0, 0]
    for (const { table, column } of ringColumns()) {
      const { rows } = await client.query<{ sealed: Buffer }>(
        `SELECT ${column} AS sealed FROM ${table.name} WHERE ${column} IS NOT NULL`,
      )
      const matching = rows.filter(({ sealed }) => sealed.subarray(0, head.length).toString() === head).length
      here += matching
      elsewhere += rows.length - matching
    }
    await client.end()
    return { here, elsewhere }
  }

  test('brings everything under the new key, and afterwards the old one is needed for nothing', async () => {
    const before = await sealedWith('k1:')
    expect(before.here).toBeGreaterThan(1000)
    const stranger = await run(['keys', 'rotate'], { DATA_KEYS: `k2:${key()}` })
    expect([stranger.code, stranger.out]).toEqual([1, ''])
    expect(await sealedWith('k1:')).toEqual(before)

    const next = `k2:${key()}`
    const both = { DATA_KEYS: `${next},${env['DATA_KEYS']}` }
    expect((await run(['keys', 'rotate'], both)).out).toContain(`: ${before.here} sealed again with k2`)
    expect(await sealedWith('k2:')).toEqual({ here: before.here, elsewhere: 0 })
    expect((await run(['keys', 'rotate'], both)).out).toContain(': 0 sealed again')
    env = { ...env, DATA_KEYS: `k3:${key()},${next}` }
    const again = await run(['keys', 'rotate'])
    expect([again.code, again.out]).toEqual([0, expect.stringContaining(`: ${before.here} sealed again with k3`)])
  })
})

describe('doctor says what to do', () => {
  test.each([
    ['app login', /is superuser.*plain login/, () => ({ DATABASE_URL: inDatabase('TEST_DATABASE_SUPERUSER_URL') })],
    ['database', /nothing listens there/, () => ({ DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x' })],
    [
      'database',
      /user or password is refused/,
      () => ({ DATABASE_URL: env['DATABASE_URL']!.replace(/:[^:@/]+@/, ':guess@') }),
    ],
    ['database', /does not exist/, () => ({ DATABASE_URL: env['DATABASE_URL']!.replace(DATABASE, 'nowhere_at_all') })],
    ['DATABASE_KEEPER_URL', /BYPASSRLS/, () => ({ DATABASE_KEEPER_URL: env['DATABASE_URL']! })],
    ['environment', /PHONE_INDEX_KEY: is the same key/, () => ({ PHONE_INDEX_KEY: env['SESSION_SECRET']! })],
    [
      'environment',
      /SESSION_SECRET: is easy to guess/,
      () => ({ SESSION_SECRET: Buffer.alloc(32, 'a').toString('base64') }),
    ],
    [
      'secrets',
      /SESSION_SECRET is easy to guess/,
      () => ({ DEMO: 'on', SESSION_SECRET: Buffer.alloc(32, 'a').toString('base64') }),
    ],
    ['environment', /openssl genpkey/, () => ({ AUDIT_SIGNING_KEY: key() + key() })],
    ['community keys', /cannot be used/, () => ({ COMMUNITY_KEYS_DIR: '/nowhere/at/all' })],
    ['environment', /DATA_KEYS/, () => ({ DATA_KEYS: 'k1:short' })],
  ])('%s: %s', async (about, sentence, changes) => {
    const { code, about: findings } = await examine(changes())
    expect(findings(about)).toContainEqual({ about, state: 'bad', sentence: expect.stringMatching(sentence) })
    expect(code).toBe(1)
  })

  test('it never tells a password or a key', async () => {
    const secret = 'hunter2hunter2'
    const { out } = await run(['doctor'], {
      DATABASE_URL: `postgres://a:${secret}@127.0.0.1:1/x`,
      SESSION_SECRET: secret,
    })
    expect(out).not.toContain(secret)
  })

  test('the demo open to a network is pointed out', async () => {
    const { about } = await examine({ DEMO: 'on', HOST: '0.0.0.0' })
    expect(about('demo')).toEqual([expect.objectContaining({ state: 'warning' })])
  })
})

describe('community', () => {
  const tokenOf = (out: string) => /^\S+\/admin\/join#(\S+)\n$/.exec(out)?.[1]

  test('create makes one, and a link for its first person; of the same name there is no second', async () => {
    const made = await run([
      'community',
      'create',
      '石桥村',
      '--first',
      '林书记',
      '--place',
      '石桥',
      '--area-code',
      '0595',
    ])
    expect(made.code).toBe(0)
    expect(tokenOf(made.out)).toMatch(/^[\w-]{40,}$/)
    const again = await run(['community', 'create', '石桥村', '--first', '林书记'])
    expect(again).toMatchObject({ code: 1, out: '' })
    expect(await run(['community', 'create', '--first', '林书记'])).toMatchObject({ code: 2, out: '' })
    expect(await run(['community', 'create', '别村', '--first', '林', '--area-code', '95'])).toMatchObject({ code: 2 })
  })

  test('invite makes one more link, for a community that is there', async () => {
    const made = await run(['community', 'invite', '王书记', '--community', '石桥村'])
    expect(tokenOf(made.out)).toBeDefined()
    expect(await run(['community', 'invite', '王书记', '--community', '没有村'])).toMatchObject({ code: 2, out: '' })
  })
})
