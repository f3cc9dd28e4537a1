import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { Refusal } from '@gezhong/shared/errors'
import { sql } from 'drizzle-orm'
import type pg from 'pg'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { makeCast, type Cast } from '../../test/cast.ts'
import { ask } from './batch.ts'
import { createPool, dbOver, type Db } from './pool.ts'
import { prepared } from './prepared.ts'
import { transact, type Work } from './transact.ts'

let app: TestApp
let cast: Cast

beforeAll(async () => {
  app = await startTestApp()
  cast = await makeCast(app)
  await app.kernel.pool.query('SELECT 1')
})

afterAll(async () => {
  await app.close()
})

const twice = prepared<{ number: number }>('SELECT $1::int * 2 AS number')
const over = prepared<{ number: number }>('SELECT 6 / $1::int AS number')
const addKey = prepared(`
  INSERT INTO idempotency (account_id, key, community_id, request_digest, expires_at)
  SELECT gen_random_uuid(), $1, gen_random_uuid(), $2, $3`)
const keys = prepared<{ key: string; request_digest: Buffer; expires_at: Date }>(
  `SELECT key, request_digest, expires_at FROM idempotency WHERE key LIKE 'batch-%' ORDER BY key`,
)
const echo = prepared<{ texts: string[]; bytes: Buffer[] }>('SELECT $1::text[] AS texts, $2::bytea[] AS bytes')

async function connected<T>(pool: pg.Pool, work: (db: Db) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    return await work(dbOver(client))
  } finally {
    client.release()
  }
}

const say = (db: Db, text: string) => ask(db.$client, { text, values: [] })
const outcome = (answer: Promise<unknown>) => answer.then(() => 'done').catch((error: { code?: string }) => error.code)

beforeEach(() => app.kernel.pool.query(`DELETE FROM idempotency WHERE key LIKE 'batch-%'`))

test('each statement of a turn gets its own answer, and keeps its place before what is sent otherwise', async () => {
  const heard: string[] = []
  await connected(app.kernel.pool, async (db) => {
    const answers = await Promise.all([
      say(db, 'CREATE TEMP TABLE seen (number int)'),
      twice(db, [4]),
      say(db, 'INSERT INTO seen VALUES (1), (2)').then(({ rowCount }) => heard.push(`added ${rowCount}`)),
      twice(db, [5]),
      db.execute(sql`SELECT count(*)::int AS number FROM seen`).then(({ rows }) => rows),
    ])
    expect([answers[1], answers[3], answers[4]]).toEqual([[{ number: 8 }], [{ number: 10 }], [{ number: 2 }]])
    await say(db, 'DROP TABLE seen')
  })
  expect(heard).toEqual(['added 2'])
})

test('values come back as they went, also in lists', async () => {
  const texts = ['', 'a"b\\c', '{1,2}', 'NULL', '菜,蛋', null]
  const bytes = [Buffer.from('00ff5c', 'hex'), Buffer.alloc(0), null]
  const at = new Date('2022-04-05T06:07:08.009Z')
  await connected(app.kernel.pool, async (db) => {
    expect(await echo(db, [texts, bytes])).toEqual([{ texts, bytes }])
    await addKey(db, ['batch-value', Buffer.from('ff00', 'hex'), at])
    expect(await keys(db, [])).toEqual([
      { key: 'batch-value', request_digest: Buffer.from('ff00', 'hex'), expires_at: at },
    ])
  })
})

test('of those behind one that fails none is done, a COMMIT included', async () => {
  await connected(app.kernel.pool, async (db) => {
    const outcomes = await Promise.all(
      [
        say(db, 'BEGIN'),
        addKey(db, ['batch-before', Buffer.alloc(1), new Date()]),
        over(db, [0]),
        addKey(db, ['batch-behind', Buffer.alloc(1), new Date()]),
        say(db, 'COMMIT'),
      ].map(outcome),
    )
    expect(new Set(outcomes)).toEqual(new Set(['22012']))
    await db.$client.query('ROLLBACK')
    expect(await keys(db, [])).toEqual([])
  })
})

test('a statement that failed when it was new is sent again as if nothing had been', async () => {
  await connected(app.kernel.pool, async (db) => {
    const [first, unheard] = await Promise.all([outcome(over(db, [0])), outcome(twice(db, [1]))])
    expect([first, unheard]).toEqual(['22012', '22012'])
    expect(await Promise.all([over(db, [3]), twice(db, [1])])).toEqual([[{ number: 2 }], [{ number: 2 }]])
  })
})

test('an odd date is refused by the database, not while the others have left already', async () => {
  await connected(app.kernel.pool, async (db) => {
    const odd = addKey(db, ['batch-odd', Buffer.alloc(1), new Date(Number.NaN)])
    expect(await Promise.all([outcome(odd), outcome(say(db, 'COMMIT'))])).toEqual(['22007', '22007'])
  })
})

test.each([
  ['on', true],
  ['off', false],
])('with prepared statements %s', async (_, isOn) => {
  const pool = createPool({ ...app.env, PREPARED_STATEMENTS: isOn })
  try {
    await connected(pool, async (db) => {
      for (const number of [1, 2, 3]) expect(await twice(db, [number])).toEqual([{ number: number * 2 }])
      const { rows } = await db.$client.query(`SELECT count(*)::int AS plans FROM pg_prepared_statements`)
      expect(rows).toEqual([{ plans: isOn ? 1 : 0 }])
    })
  } finally {
    await pool.end()
  }
})

const seen = async ({ db }: Work): Promise<number> => {
  const { rows } = await db.execute<{ seen: number }>(sql`SELECT count(*)::int AS seen FROM household`)
  return rows[0]!.seen
}

test('where a transaction may look follows the work, also when bookkeeping fails or is taken back', async () => {
  const whole = await transact(app.kernel, cast.secretary.sessionId, seen)
  await transact(app.kernel, cast.gridWorker.sessionId, async (work) => {
    const own = await seen(work)
    expect(own).toBeLessThan(whole)
    expect(await work.elevated(() => work.elevated(() => seen(work)).then(() => seen(work)))).toBe(whole)
    await work.elevated(async () => Promise.reject(new Refusal('not-found'))).catch(() => undefined)
    expect(await seen(work)).toBe(own)
    const refused = await work.attempt(async () => {
      await work.elevated(() => seen(work))
      throw new Refusal('not-found')
    })
    expect(refused).toBeInstanceOf(Refusal)
    expect(await seen(work)).toBe(own)
    const inside = await work.elevated(async () => {
      await work.attempt(() => Promise.reject(new Refusal('not-found')))
      return seen(work)
    })
    expect([inside, await seen(work)]).toEqual([whole, own])
  })
})

test('what cannot be sent at the end commits nothing of the rest', async () => {
  const ended = transact(app.kernel, cast.gridWorker.sessionId, async (work) => {
    work.atCommit(() => [addKey(work.db, ['batch-first', Buffer.alloc(1), new Date()])])
    work.atCommit(() => {
      throw new Error('cannot be sent')
    })
  })
  await expect(ended).rejects.toThrow('cannot be sent')
  expect(await connected(app.kernel.pool, (db) => keys(db, []))).toEqual([])
})

test('what was to be written at the end is taken back with the attempt that wanted it', async () => {
  await transact(app.kernel, cast.gridWorker.sessionId, async (work) => {
    await work.attempt(async () => {
      work.atCommit(() => [addKey(work.db, ['batch-refused', Buffer.alloc(1), new Date()])])
      throw new Refusal('not-found')
    })
    work.atCommit(() => [addKey(work.db, ['batch-kept', Buffer.alloc(1), new Date()])])
  })
  const kept = await connected(app.kernel.pool, (db) => keys(db, []))
  expect(kept.map(({ key }) => key)).toEqual(['batch-kept'])
})
