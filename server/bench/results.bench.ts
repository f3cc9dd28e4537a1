// server/node_modules/.bin/tsx server/bench/results.bench.ts [rows]
//
// A result file of 100,000 rows from the health system against as many sampled people, ten to a tube, in one community:
// read, checked, matched and taken back by the background job. Six of ten rows name a tube, three a person and a door,
// one nobody that is known. Prints the seconds of each step beside a bare insert of as many rows by the same login, and
// what became of the rows (aim: read, check and commit in under 60 s).
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const ROWS = Number(process.argv[2] ?? 100_000)
const PER_TUBE = 10
const PER_HOUSEHOLD = 4

const { startTestDatabases } = await import('../launch/test-database.mjs')
const databases = await startTestDatabases(root)
const { environment } = await databases.open('bench')
Object.assign(process.env, environment)
const { startTestApp } = await import('../test/app.ts')
const { makeCast } = await import('../test/cast.ts')
const { transact, transactAsSystem } = await import('../src/database/transact.ts')
const { inChunks } = await import('../src/database/in-chunks.ts')
const { resident } = await import('../src/people/ledger/tables.ts')
const { readTable } = await import('../src/people/import/read-table.ts')
const { commit, keep, read, undo } = await import('../src/people/import/service.ts')
const { runImports } = await import('../src/people/import/job.ts')

const app = await startTestApp()
const cast = await makeCast(app)
const client = new pg.Client({ connectionString: environment.TEST_DATABASE_SUPERUSER_URL })
await client.connect()

const nameOf = (at: number) =>
  `林${String.fromCodePoint(0x4e00 + (at % 9000))}${String.fromCodePoint(0x5000 + (at % 97))}`
const doorOf = (home: number) => `北路${(home % 90) + 1}巷${Math.floor(home / 90) + 1}号`
const tubeOf = (at: number) => `T${String(Math.floor(at / PER_TUBE)).padStart(8, '0')}`
const id = (kind: string, number: string) =>
  `('${kind}0000000-0000-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`

async function makeVillage(): Promise<void> {
  const [community, round] = [cast.communityId, cast.rollId]
  const model = Object.values(cast.households)[0]!
  const say = (text: string) => client.query(text)
  await say('SET session_replication_role = replica; SET synchronous_commit = off')
  await say(`UPDATE roll SET question = 'who-was-tested' WHERE community_id = '${community}'`)
  await say(`INSERT INTO round (community_id, id, method, tube_size, starts_at, ends_at)
    VALUES ('${community}', '${round}', 'pcr', 10, now() - interval '1 day', now() + interval '1 day')`)
  await say(`INSERT INTO household (community_id, id, building_id, grid_id, door, door_order, headcount, created_at)
    SELECT '${community}', ${id('a', 'h')}, building_id, grid_id, '北路' || h % 90 + 1 || '巷' || h / 90 + 1 || '号',
      lpad(h::text, 6, '0'), ${PER_HOUSEHOLD}, now()
    FROM household, generate_series(0, ${Math.ceil(ROWS / PER_HOUSEHOLD) - 1}) h
    WHERE community_id = '${community}' AND id = '${model.id}'`)
  const { rows } = await client.query<{ grid_id: string }>('SELECT grid_id FROM household WHERE id = $1', [model.id])
  const place = { buildingId: model.buildingId, gridId: rows[0]!.grid_id }
  const hex = (number: number) => number.toString(16).padStart(12, '0')
  await transactAsSystem(app.kernel, community, async ({ db, vault }) => {
    const people = Array.from({ length: ROWS }, (_, at) => ({
      ...place,
      communityId: community,
      id: `b0000000-0000-7000-8000-${hex(at)}`,
      householdId: `a0000000-0000-7000-8000-${hex(Math.floor(at / PER_HOUSEHOLD))}`,
      nameSealed: vault.seal(community, nameOf(at)),
      ageGroup: 'adult' as const,
      createdAt: new Date(),
    }))
    for (const part of inChunks(people)) await db.insert(resident).values(part)
  })
  await say(`INSERT INTO tube (community_id, id, round_id, grid_id, code, opened_by, opened_at, received_at)
    SELECT '${community}', ${id('c', 't')}, '${round}', '${place.gridId}', 'T' || lpad(t::text, 8, '0'), gen_random_uuid(), now(), now()
    FROM generate_series(0, ${Math.ceil(ROWS / PER_TUBE) - 1}) t`)
  await say(`INSERT INTO sample (community_id, id, round_id, tube_id, grid_id, building_id, household_id, resident_id,
      claimed_household_id, claimed_resident_id, people, taken_by, taken_at, received_at)
    SELECT '${community}', gen_random_uuid(), '${round}', ${id('c', `s / ${PER_TUBE}`)}, '${place.gridId}', '${place.buildingId}',
      ${id('a', `s / ${PER_HOUSEHOLD}`)}, ${id('b', 's')}, ${id('a', `s / ${PER_HOUSEHOLD}`)}, ${id('b', 's')}, 1,
      gen_random_uuid(), now(), now()
    FROM generate_series(0, ${ROWS - 1}) s`)
  await say('SET session_replication_role = DEFAULT')
  await say('VACUUM ANALYZE household, resident, sample, tube, round, roll')
}

function fileOf(): Buffer {
  const lines = ['姓名,证件号,住址,管号,检测时间,结果']
  const at = new Date().toISOString().slice(0, 16).replace('T', ' ')
  for (let row = 0; row < ROWS; row += 1) {
    const kind = row % 10
    const person = kind === 9 ? ['外人', '别处'] : [nameOf(row), doorOf(Math.floor(row / PER_HOUSEHOLD))]
    lines.push([person[0], `35058219${row}`, person[1], kind < 6 ? tubeOf(row) : '', at, '阴性'].join(','))
  }
  return Buffer.from(lines.join('\n'))
}

async function timed<T>(what: string, act: () => Promise<T>): Promise<number> {
  const start = performance.now()
  const note = await act()
  const seconds = (performance.now() - start) / 1000
  console.log(
    `${what.padEnd(20)} ${seconds.toFixed(1).padStart(6)} s  peak ${Math.round(process.resourceUsage().maxRSS / 1024)} MB  ${typeof note === 'string' ? note : ''}`,
  )
  return seconds
}

const asSecretary = <T>(work: Parameters<typeof transact<T>>[2]) => transact(app.kernel, cast.secretary.sessionId, work)
let batch = ''

async function settled(): Promise<string> {
  while ((await runImports(app.kernel)) > 0);
  const { state, good, rejected, problem } = await asSecretary((work) => read(work, batch))
  return `${state}: ${good} good, ${rejected} rejected${problem === null ? '' : `, ${problem}`}`
}

/** As many rows of the same width, by a multi-row insert, as everything here is written. */
async function bareInsert(): Promise<void> {
  await client.query(
    'CREATE TEMP TABLE bare (community_id uuid, id uuid PRIMARY KEY, code text, sealed bytea, at timestamptz)',
  )
  const numbers = Array.from({ length: ROWS }, (_, at) => at)
  for (const part of inChunks(numbers)) {
    const values = part.map(
      (at) => `('${cast.communityId}', gen_random_uuid(), '${tubeOf(at)}', '\\x${'ab'.repeat(80)}', now())`,
    )
    await client.query(`INSERT INTO bare VALUES ${values.join(',')}`)
  }
}

try {
  await timed('made', makeVillage)
  const file = fileOf()
  console.log(`${ROWS} rows, ${(file.length / 1e6).toFixed(1)} MB`)
  let total = await timed('read and keep', async () => {
    const tables = await readTable(file, '结果.csv', { kind: 'results' })
    batch = (await asSecretary((work) => keep(work, 'results', '结果.csv', tables))).id
  })
  total += await timed('check', settled)
  total += await timed('match and commit', async () => {
    await asSecretary((work) => commit(work, batch))
    return settled()
  })
  const { rows } = await client.query<{ states: string; results: string }>(
    `SELECT (SELECT string_agg(state || ' ' || n, ', ') FROM (SELECT state, count(*) AS n FROM result_row GROUP BY 1 ORDER BY 2 DESC) s) AS states,
       (SELECT count(*) FROM test_result)::text AS results`,
  )
  console.log(`${rows[0]!.states}; ${rows[0]!.results} results of people`)
  await timed('undo', async () => {
    await asSecretary((work) => undo(work, batch))
    return settled()
  })
  const bare = await timed('bare insert', bareInsert)
  console.log(
    `read, check and commit ${total.toFixed(1)} s (aim: 60), ratio to the bare insert ${(total / bare).toFixed(1)}`,
  )
} finally {
  await client.end()
  await app.close()
  await databases.stop()
}
