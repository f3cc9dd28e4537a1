// server/node_modules/.bin/tsx server/bench/coverage-city.bench.ts [communities]
//
// A city of 400 communities with 1,500 households and 5,000 people each, a round of tests in every one, and seven of ten
// people sampled by name, made up in the database. Counts everything once as the background loop does, holds the kept
// numbers against the raw rows, and measures in turns what each kind of person waits for the numbers of their scope and
// what counting that scope from the raw rows would take. Prints medians (aim: under 50 ms) and ratios; fails on no time.
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const COMMUNITIES = Number(process.argv[2] ?? 400)
const HOUSEHOLDS = 1500
const PER_UNIT = 50
const ROUNDS = 60

const { startTestDatabases } = await import('../launch/test-database.mjs')
const databases = await startTestDatabases(root)
const { environment } = await databases.open('bench')
Object.assign(process.env, environment)
const { startTestApp } = await import('../test/app.ts')
const { makeCast } = await import('../test/cast.ts')
const { listCommunities } = await import('../src/database/communities.ts')
const { transactAsSystem } = await import('../src/database/transact.ts')
const { checkCounts } = await import('../src/people/rolls/check-counts.ts')
const { countStanding } = await import('../src/people/rolls/count-queries.ts')
const { findRoll, readInhabitedGrids } = await import('../src/people/rolls/queries.ts')
const { recount } = await import('../src/people/rolls/recount.ts')

const app = await startTestApp()
const cast = await makeCast(app)

/** Ids that can be computed from numbers, so that rows refer to each other without a lookup. */
const ID = (kind: number, community: string, number: string) =>
  `('${kind}' || lpad(to_hex(${community}), 7, '0') || '-0000-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`

const NEIGHBOURS = `generate_series(1, ${COMMUNITIES - 1}) c`
const CITY = ID(1, 'c', '0')
const WINDOW = `now() - interval '1 hour', now() + interval '8 hours'`

/** The other communities: thirty units of fifty households each, in six grids. */
async function makeNeighbours(client: pg.Client): Promise<void> {
  const units = HOUSEHOLDS / PER_UNIT
  for (const statement of [
    `INSERT INTO tenancy (community_id) SELECT ${CITY} FROM ${NEIGHBOURS}`,
    `INSERT INTO community (community_id, name, place_names, area_code, zone_status, created_at)
     SELECT ${CITY}, '第' || c || '村', '{}', '0595', 'controlled', now() FROM ${NEIGHBOURS}`,
    `INSERT INTO grid (community_id, id, parent_id, level, code, created_at)
     SELECT ${CITY}, ${ID(2, 'c', 'g')}, NULL, 'grid', g::text, now() FROM ${NEIGHBOURS}, generate_series(1, 6) g`,
    `INSERT INTO grid (community_id, id, parent_id, level, code, created_at)
     SELECT ${CITY}, ${ID(3, 'c', 'u')}, ${ID(2, 'c', 'u % 6 + 1')}, 'sub-grid', (u % 6 + 1) || '-' || (u / 6 + 1), now()
     FROM ${NEIGHBOURS}, generate_series(0, ${units - 1}) u`,
    `INSERT INTO building (community_id, id, grid_id, door, door_order, created_at)
     SELECT ${CITY}, ${ID(4, 'c', 'b')}, ${ID(3, 'c', `b / ${PER_UNIT}`)}, '北区' || b || '号', lpad(b::text, 6, '0'), now()
     FROM ${NEIGHBOURS}, generate_series(0, ${HOUSEHOLDS - 1}) b`,
    `INSERT INTO household (community_id, id, building_id, grid_id, door, door_order, headcount, created_at)
     SELECT ${CITY}, ${ID(5, 'c', 'b')}, ${ID(4, 'c', 'b')}, ${ID(3, 'c', `b / ${PER_UNIT}`)}, '北区' || b || '号',
       lpad(b::text, 6, '0'), b % 3 + 2 + b % 3 / 2, now()
     FROM ${NEIGHBOURS}, generate_series(0, ${HOUSEHOLDS - 1}) b`,
    `INSERT INTO roll (community_id, id, title, question, state, opened_at)
     SELECT ${CITY}, ${ID(6, 'c', '0')}, '第1轮核酸', 'who-was-tested', 'open', now() FROM ${NEIGHBOURS}`,
  ])
    await client.query(statement)
}

/** The cast's own community in the same size, so that its people ask in a city of equals. */
async function fillCast(client: pg.Client): Promise<void> {
  await client.query(
    `INSERT INTO household (community_id, id, building_id, grid_id, door, door_order, headcount, created_at)
     SELECT community_id, gen_random_uuid(), building_id, grid_id, '北区' || n || '号之' || row_number() OVER (),
       lpad(n::text, 6, '0'), 3, now()
     FROM household CROSS JOIN generate_series(1, $2) n WHERE community_id = $1`,
    [cast.communityId, Math.ceil(HOUSEHOLDS / Object.keys(cast.households).length)],
  )
  await client.query(`UPDATE roll SET question = 'who-was-tested' WHERE community_id = $1`, [cast.communityId])
}

/** Everybody by name, and of seven in ten a sample, twenty to a tube. */
async function sampleAll(client: pg.Client): Promise<void> {
  for (const statement of [
    `INSERT INTO resident (community_id, id, household_id, building_id, grid_id, name_sealed, age_group, created_at)
     SELECT community_id, gen_random_uuid(), id, building_id, grid_id, '\\x00', 'adult', now()
     FROM household CROSS JOIN LATERAL generate_series(1, headcount) n`,
    `INSERT INTO round (community_id, id, grid_id, method, tube_size, starts_at, ends_at)
     SELECT community_id, id, NULL, 'pcr', 20, ${WINDOW} FROM roll`,
    `INSERT INTO tube (community_id, id, round_id, grid_id, code, opened_by, opened_at, received_at)
     SELECT resident.community_id, resident.grid_id, roll.id, resident.grid_id, 'T' || left(resident.grid_id::text, 30),
       gen_random_uuid(), now(), now()
     FROM (SELECT DISTINCT community_id, grid_id FROM resident) resident JOIN roll USING (community_id)`,
    `INSERT INTO sample (community_id, id, round_id, tube_id, grid_id, building_id, household_id, resident_id,
       claimed_household_id, claimed_resident_id, people, taken_by, taken_at, received_at)
     SELECT resident.community_id, gen_random_uuid(), roll.id, resident.grid_id, resident.grid_id, building_id, household_id,
       resident.id, household_id, resident.id, 1, gen_random_uuid(), now(), now()
     FROM resident JOIN roll USING (community_id) WHERE hashtext(resident.id::text) % 10 BETWEEN -6 AND 6`,
    'VACUUM ANALYZE household, resident, sample, tube, roll, round, grid',
  ])
    await client.query(statement)
}

async function makeCity(): Promise<string> {
  const client = new pg.Client({ connectionString: environment.TEST_DATABASE_SUPERUSER_URL })
  await client.connect()
  // Checking each row's references would take longer than everything measured here.
  await client.query("SET synchronous_commit = off; SET session_replication_role = replica; SET work_mem = '128MB'")
  await makeNeighbours(client)
  await fillCast(client)
  await sampleAll(client)
  const { rows } = await client.query<{ text: string }>(
    `SELECT (SELECT count(*) FROM tenancy) || ' communities, ' || (SELECT count(*) FROM household) || ' households, ' ||
       (SELECT count(*) FROM resident) || ' people, ' || (SELECT count(*) FROM sample) || ' samples' AS text`,
  )
  await client.end()
  return rows[0]!.text
}

async function countAll(communityIds: readonly string[]): Promise<void> {
  for (const communityId of communityIds)
    await transactAsSystem(app.kernel, communityId, async ({ db }) =>
      recount(db, communityId, 'open', await readInhabitedGrids(db, communityId)),
    )
}

async function checkAll(communityIds: readonly string[]): Promise<string> {
  let [people, faults] = [0, 0]
  for (const communityId of communityIds) {
    const check = await transactAsSystem(app.kernel, communityId, checkCounts)
    people += check.expectedPeople
    faults += check.faults.length
  }
  return `${people} people expected, ${faults} numbers differ from the rows`
}

const seconds = (since: number) => ((performance.now() - since) / 1000).toFixed(1)
const median = (times: readonly number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!

async function timed(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await act()
  return performance.now() - start
}

async function measureScopes(): Promise<void> {
  const roll = await transactAsSystem(app.kernel, cast.communityId, ({ db }) =>
    findRoll(db, cast.communityId, cast.rollId),
  )
  for (const person of ['secretary', 'gridLead', 'gridWorker', 'hubHousehold'] as const) {
    const times = { kept: [] as number[], raw: [] as number[] }
    const ask = async () => {
      const { statusCode } = await app.server.inject({
        url: `/api/rolls/${cast.rollId}/progress`,
        headers: { authorization: `Bearer ${cast[person].token}` },
      })
      if (statusCode !== 200) throw new Error(`${person}: ${statusCode}`)
    }
    const count = () =>
      transactAsSystem(app.kernel, cast.communityId, ({ db }) => countStanding(db, cast.communityId, roll!, null))
    for (let round = 0; round < ROUNDS; round++) {
      times.kept.push(await timed(ask))
      times.raw.push(await timed(count))
    }
    const [kept, raw] = [median(times.kept), median(times.raw)]
    console.log(
      `${person.padEnd(14)} whole request ${kept.toFixed(1)} ms, counting the community's rows ${raw.toFixed(1)} ms, ratio ${(kept / raw).toFixed(2)}`,
    )
  }
}

try {
  let start = performance.now()
  console.log(`${await makeCity()}: made in ${seconds(start)} s`)
  const communityIds = await listCommunities(app.kernel)
  start = performance.now()
  await countAll(communityIds)
  console.log(`every round counted in ${seconds(start)} s`)
  start = performance.now()
  console.log(`${await checkAll(communityIds)}: held against the rows in ${seconds(start)} s`)
  await measureScopes()
} finally {
  await app.close()
  await databases.stop()
}
