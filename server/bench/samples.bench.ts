// server/node_modules/.bin/tsx server/bench/samples.bench.ts
//
// Samples handed in through HTTP, twenty to a sending as a phone does, with row security and audit on, beside the same
// inserts in the same transactions sent by pgbench (where it is installed) and by a bare pg client, in turns in one run.
// Prints samples per second (aim: 500) and ratios; fails on none.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { uuidv7 } from 'uuidv7'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const ROUNDS = 5
const SECONDS = 4
const CONNECTIONS = 8
const SENDING = 20

const { startTestDatabases } = await import('../launch/test-database.mjs')
const databases = await startTestDatabases(root)
const { environment } = await databases.open('bench')
Object.assign(process.env, environment)
const { startTestApp } = await import('../test/app.ts')
const { makeCast } = await import('../test/cast.ts')
const { openRound } = await import('@gezhong/shared/people/rounds/contract')

const app = await startTestApp({ DATABASE_POOL_SIZE: String(CONNECTIONS) })
const cast = await makeCast(app)
const now = Date.now()
const { id: roundId } = await cast.secretary.call(openRound, {
  body: {
    id: uuidv7(),
    title: '第1轮核酸',
    gridId: null,
    method: 'pcr',
    tubeSize: 20,
    startsAt: new Date(now - 3_600_000).toISOString(),
    endsAt: new Date(now + 8 * 3_600_000).toISOString(),
  },
})
const superuser = new pg.Client({ connectionString: environment.TEST_DATABASE_SUPERUSER_URL })
await superuser.connect()
const { rows: residents } = await superuser.query<{ id: string; household_id: string }>(
  `WITH home AS (INSERT INTO household (community_id, id, building_id, grid_id, door, door_order, headcount, created_at)
     SELECT community_id, gen_random_uuid(), building_id, grid_id, '北区' || n || '号', lpad(n::text, 6, '0'), 3, now()
     FROM household CROSS JOIN generate_series(1, 2000) n WHERE community_id = $1 AND id = $2
     RETURNING community_id, id, building_id, grid_id)
   INSERT INTO resident (community_id, id, household_id, building_id, grid_id, name_sealed, age_group, created_at)
   SELECT community_id, gen_random_uuid(), id, building_id, grid_id, '\\x00', 'adult', now()
   FROM home CROSS JOIN generate_series(1, 3) RETURNING id, household_id`,
  [cast.communityId, cast.households['中区1号']!.id],
)
await superuser.query('ANALYZE household, resident')

let cursor = 0
/** A full tube of the next twenty people. */
function sending() {
  const at = new Date().toISOString()
  const tube = { id: uuidv7(), gridId: cast.grids['2-1-1']!, code: `T${String(cursor).padStart(9, '0')}`, openedAt: at }
  const samples = Array.from({ length: SENDING }, () => {
    const { id: residentId, household_id: householdId } = residents[cursor++ % residents.length]!
    return { id: uuidv7(), tubeId: tube.id, householdId, residentId, outsider: null, people: 1, takenAt: at }
  })
  return { sentAt: at, tubes: [tube], samples, undone: [] }
}

async function throughHttp(): Promise<number> {
  const until = performance.now() + SECONDS * 1000
  let done = 0
  const one = async () => {
    while (performance.now() < until) {
      const reply = await fetch(`${address}/api/rounds/${roundId}/samples`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${cast.gridWorker.token}`,
          'content-type': 'application/json',
          'idempotency-key': uuidv7(),
        },
        body: JSON.stringify(sending()),
      })
      if (reply.status !== 200) throw new Error(`${reply.status}: ${await reply.text()}`)
      await reply.arrayBuffer()
      done += SENDING
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, one))
  return done / SECONDS
}

/** The inserts of one sending, bound by row security as its sampler is; `tube` is an expression for the tube's id. */
function insertsOf(tube: string): string {
  const { tubes, samples } = sending()
  const [gridId, communityId, account] = [tubes[0]!.gridId, cast.communityId, cast.gridWorker.accountId]
  const home = cast.households['中区1号']!.buildingId
  const rows = samples.map(
    ({ householdId, residentId }) =>
      `('${communityId}', gen_random_uuid(), '${roundId}', ${tube}, '${gridId}', '${home}', '${householdId}', '${residentId}',
        '${householdId}', '${residentId}', 1, '${account}', now(), now())`,
  )
  return `BEGIN; SET LOCAL app.community = '${communityId}'; SET LOCAL app.account = '${account}';
    SET LOCAL app.grids = '*'; SET LOCAL app.buildings = ''; SET LOCAL app.households = '';
    INSERT INTO tube (community_id, id, round_id, grid_id, code, opened_by, opened_at, received_at)
    VALUES ('${communityId}', ${tube}, '${roundId}', '${gridId}', '${tubes[0]!.code}', '${account}', now(), now());
    INSERT INTO sample (community_id, id, round_id, tube_id, grid_id, building_id, household_id, resident_id,
      claimed_household_id, claimed_resident_id, people, taken_by, taken_at, received_at) VALUES ${rows.join(', ')};
    INSERT INTO audit_entry (community_id, id, at, account_id, action, subject_id, detail_sealed)
    VALUES ('${communityId}', gen_random_uuid(), now(), '${account}', 'sample.taken', '${roundId}', '\\x${'00'.repeat(60)}');
    INSERT INTO live_dirty (community_id, grid_id, roll_id, topic) VALUES ('${communityId}', '${gridId}', '${roundId}', 'roll');
    COMMIT;`
}

async function bare(): Promise<number> {
  const pool = new pg.Pool({ connectionString: environment.TEST_DATABASE_URL, max: CONNECTIONS })
  const until = performance.now() + SECONDS * 1000
  let done = 0
  const one = async () => {
    while (performance.now() < until) {
      await pool.query(insertsOf(`'${uuidv7()}'`))
      done += SENDING
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, one))
  await pool.end()
  return done / SECONDS
}

const hasPgbench = (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'pgbench')))
const folder = await mkdtemp(join(tmpdir(), 'gezhong-bench-'))

async function pgbench(): Promise<number> {
  const url = new URL(environment.TEST_DATABASE_URL!)
  const script = join(folder, 'samples.sql')
  const inserts = insertsOf("':tube'")
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll('; ', ';\n')
  await writeFile(script, `SELECT gen_random_uuid() AS tube \\gset\n${inserts}\n`)
  const { stdout } = await promisify(execFile)(
    'pgbench',
    `--no-vacuum --client ${CONNECTIONS} --jobs 2 --time ${SECONDS} --file ${script} --host ${url.hostname} --port ${url.port} --username ${url.username} ${url.pathname.slice(1)}`.split(
      ' ',
    ),
    { env: { ...process.env, PGPASSWORD: decodeURIComponent(url.password) } },
  )
  return Number(/tps = ([\d.]+)/.exec(stdout)?.[1] ?? NaN) * SENDING
}

async function tidy(): Promise<void> {
  // Each side starts from the same few rows.
  await superuser.query('TRUNCATE sample, tube, live_dirty, audit_entry, idempotency CASCADE')
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
const address = await app.server.listen({ host: '127.0.0.1', port: 0 })
const sides = { http: throughHttp, 'bare pg': bare, ...(hasPgbench ? { pgbench } : {}) }
const rates = new Map(Object.keys(sides).map((name) => [name, [] as number[]]))
console.log(`${SENDING} samples a sending, ${CONNECTIONS} connections, ${ROUNDS} rounds of ${SECONDS} s each`)
try {
  for (let round = 1; round <= ROUNDS; round++) {
    for (const [name, side] of Object.entries(sides)) {
      await tidy()
      rates.get(name)!.push(await side())
    }
    const shown = [...rates].map(([name, all]) => `${name} ${all.at(-1)!.toFixed(0)} samples/s`)
    console.log(`round ${round}: ${shown.join('  ')}`)
  }
  const http = median(rates.get('http')!)
  console.log(`median through HTTP ${http.toFixed(0)} samples/s (aim: at least 500)`)
  for (const [name, all] of rates)
    if (name !== 'http') console.log(`ratio to ${name}: ${(http / median(all)).toFixed(2)}`)
} finally {
  await rm(folder, { recursive: true, force: true })
  await superuser.end()
  await app.close()
  await databases.stop()
}
