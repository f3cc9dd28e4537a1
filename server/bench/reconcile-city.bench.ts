// server/node_modules/.bin/tsx server/bench/reconcile-city.bench.ts [households]
//
// A city of 600,000 households and 420,000 reports in one roll, made up in the database: 4 % differ, 1 % name no
// known door, 1 % were said twice. Measures in turns the bare join of reports and households, the same join that also
// compares people and numbers, and the statement that gives every verdict, each put into a temporary table, as the server's own login under row security with the scope of the whole
// community. Prints the medians, their ratio (aim: at most 2), and how long judging one grid in JavaScript takes.
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql, type SQL } from 'drizzle-orm'
import pg from 'pg'
import { uuidv7 } from 'uuidv7'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const HOUSEHOLDS = Number(process.argv[2] ?? 600_000)
const PER_GRID = 3000
const PER_UNIT = 50
const ROUNDS = 5

const { startTestDatabases } = await import('../launch/test-database.mjs')
const databases = await startTestDatabases(root)
const { environment } = await databases.open('bench')
Object.assign(process.env, environment)
const { startTestApp } = await import('../test/app.ts')
const { transactAsSystem } = await import('../src/database/transact.ts')
const { findRoll } = await import('../src/people/rolls/queries.ts')
const { verdictsOf } = await import('../src/people/reconciliation/verdict-sql.ts')
const { judge } = await import('../src/people/reconciliation/judge.ts')
const { readLedgerOfGrids, readReportsOfGrids } = await import('../src/people/reconciliation/statements.ts')
const { readSubtree, findGridByCode, readGridCodes } = await import('../src/grid/communities/queries.ts')
const { GRIDS_AT_ONCE } = await import('../src/people/reconciliation/reconcile-roll.ts')
const { topCode } = await import('@gezhong/shared/actor')
const { runPrepared } = await import('../src/database/prepared.ts')
const { inChunks } = await import('../src/database/in-chunks.ts')

const app = await startTestApp()
const communityId = uuidv7()
const rollId = uuidv7()

/** Ids that can be computed from a number, so that rows refer to each other without a lookup. */
const ID = (prefix: string, number: string) =>
  `(lpad(to_hex(${prefix}), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`

async function makeCity(): Promise<void> {
  const client = new pg.Client({ connectionString: environment.TEST_DATABASE_SUPERUSER_URL })
  await client.connect()
  const say = (text: string) =>
    client.query(text.replaceAll(':community', `'${communityId}'`).replaceAll(':roll', `'${rollId}'`))
  // Checking each row's references would take longer than everything measured here.
  await client.query("SET synchronous_commit = off; SET session_replication_role = replica; SET work_mem = '128MB'")
  await client.query('DROP INDEX household_building, household_order')
  await say(`INSERT INTO tenancy (community_id) VALUES (:community)`)
  await say(`INSERT INTO community (community_id, name, place_names, area_code, zone_status, created_at)
    VALUES (:community, '晋江', '{}', '0595', 'controlled', now())`)
  const grids = Math.ceil(HOUSEHOLDS / PER_GRID)
  const units = PER_GRID / PER_UNIT
  await say(`INSERT INTO grid (community_id, id, parent_id, level, code, created_at)
    SELECT :community, ${ID('1', 'g')}, NULL, 'grid', (g + 1)::text, now() FROM generate_series(0, ${grids - 1}) g`)
  await say(`INSERT INTO grid (community_id, id, parent_id, level, code, created_at)
    SELECT :community, ${ID('2', 'u')}, ${ID('1', `u / ${units}`)}, 'sub-grid', (u / ${units} + 1) || '-' || (u % ${units} + 1), now()
    FROM generate_series(0, ${grids * units - 1}) u`)
  // Ten households to a building: half of them plates with sub-numbers, half flats.
  await say(`INSERT INTO building (community_id, id, grid_id, door, door_order, created_at)
    SELECT :community, ${ID('3', 'b')}, ${ID('2', `b * 10 / ${PER_UNIT}`)}, '楼' || b || '号', lpad(b::text, 8, '0'), now()
    FROM generate_series(0, ${HOUSEHOLDS / 10 - 1}) b`)
  await say(`INSERT INTO household (community_id, id, building_id, grid_id, door, door_order, headcount, phone_indexes, created_at)
    SELECT :community, ${ID('4', 'h')}, ${ID('3', 'h / 10')}, ${ID('2', `h / ${PER_UNIT}`)}, door, door, h % 6 + 1,
      ARRAY[left(translate(encode(sha256(('phone' || h)::bytea), 'base64'), E'\\n+/', ''), 22)], now()
    FROM generate_series(0, ${HOUSEHOLDS - 1}) h
    CROSS JOIN LATERAL (SELECT CASE WHEN h / 10 % 2 = 0
      THEN '北路' || h / ${PER_GRID} + 1 || '巷' || h / 10 % 300 + 1 || '号之' || h % 10 + 1
      ELSE '海丝花园' || h / ${PER_GRID} + 1 || '期' || h / 10 % 300 + 1 || '栋' || h % 2 + 1 || '单元' || h % 10 / 2 + 1 || '01室' END AS door) doors`)
  await say(`INSERT INTO roll (community_id, id, title, question, state, opened_at)
    VALUES (:community, :roll, '今天的人数登记', 'who-lives-here', 'open', now())`)
  // Seven of ten households answer, and one of a hundred twice.
  await say(`INSERT INTO report (community_id, id, roll_id, grid_id, source, state, chain_grid_id, line_key, position, door,
      headcount, phone_indexes, intent, verdict, account_id, said_at, spoken_at)
    SELECT :community, gen_random_uuid(), :roll, top, 'chain', 'standing', top, said, said % 4200,
      CASE WHEN h % 100 = 7 THEN '北路' || h / ${PER_GRID} + 1 || '巷' || 400 + h % 1000 || '号' ELSE door END,
      CASE WHEN h % 100 = 11 OR h % 100 = 31 THEN headcount + 1 ELSE headcount END,
      CASE WHEN h % 100 = 12 THEN ARRAY['another' || h] WHEN h % 2 = 0 THEN phone_indexes ELSE '{}' END,
      'report', 'incomplete', ${ID('9', '1')}, said_at, said_at
    FROM (SELECT n AS said, (CASE WHEN n % 100 = 99 THEN n - 1 ELSE n END)::bigint * 10 / 7 AS h
      FROM generate_series(0, ${Math.floor(HOUSEHOLDS * 0.7) - 1}) n) spoken
    CROSS JOIN LATERAL (SELECT ${ID('1', `h / ${PER_GRID}`)} AS top,
      timestamptz '2026-11-23 08:00+08' + said % 3 * interval '1 hour' AS said_at) tops
    JOIN household ON household.community_id = :community AND household.id = ${ID('4', 'h')}`)
  await client.query('VACUUM ANALYZE household, report, grid, building, roll')
  await client.end()
}

const bareJoin = sql`
  SELECT report.id AS report_id, household.id AS household_id, report.headcount AS said, household.headcount AS known
  FROM report LEFT JOIN household ON household.community_id = report.community_id AND household.door = report.door
    AND household.removed_at IS NULL
  WHERE report.community_id = ${communityId} AND report.roll_id = ${rollId} AND report.state = 'standing'`

/** What a person would write by hand to see who differs, without candidates, repeats or whose number it is. */
const comparingJoin = sql`
  SELECT report.id AS report_id, household.id AS household_id, report.headcount <> household.headcount AS differs,
    report.phone_indexes && household.phone_indexes AS same_phone
  FROM report JOIN grid ON grid.community_id = report.community_id AND grid.id = report.grid_id
  LEFT JOIN (household JOIN grid home ON home.community_id = household.community_id AND home.id = household.grid_id)
    ON household.community_id = report.community_id AND household.door = report.door AND household.removed_at IS NULL
    AND split_part(home.code, '-', 1) = split_part(grid.code, '-', 1)
  WHERE report.community_id = ${communityId} AND report.roll_id = ${rollId} AND report.state = 'standing'`

async function timed(columns: string, ...queries: readonly SQL[]): Promise<number> {
  return transactAsSystem(app.kernel, communityId, async ({ db }) => {
    await db.execute(`CREATE TEMP TABLE consumed (${columns}) ON COMMIT DROP`)
    const start = performance.now()
    for (const query of queries) await runPrepared(db, sql`INSERT INTO consumed ${query}`)
    return performance.now() - start
  })
}

const timeBare = () => timed('report_id uuid, household_id uuid, said integer, known integer', bareJoin)
const timeComparing = () =>
  timed('report_id uuid, household_id uuid, differs boolean, same_phone boolean', comparingJoin)
/** As the server does it, some top-level grids at a time. */
async function timeVerdicts(verdicts: readonly SQL[]): Promise<number> {
  return timed('id uuid, verdict text, household_id uuid, difference text', ...verdicts)
}

const median = (times: readonly number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!

async function inJavaScript(): Promise<void> {
  await transactAsSystem(app.kernel, communityId, async (work) => {
    const top = (await findGridByCode(work.db, communityId, '2'))!
    const gridIds = await readSubtree(work.db, communityId, top.id)
    for (const turn of [1, 2, 3]) {
      const start = performance.now()
      const ledger = await readLedgerOfGrids(work.db, communityId, gridIds)
      const reports = await readReportsOfGrids(work.db, communityId, rollId, gridIds)
      const read = performance.now()
      const before = process.cpuUsage()
      const judged = judge('who-lives-here', ledger, reports)
      const { user, system } = process.cpuUsage(before)
      console.log(
        `judge in JavaScript, turn ${turn}: ${judged.length} reports, ${ledger.length} households:` +
          ` read ${(read - start).toFixed(0)} ms, judged ${(performance.now() - read).toFixed(0)} ms` +
          ` (processor ${((user + system) / 1000).toFixed(0)} ms)`,
      )
    }
  })
}

try {
  const start = performance.now()
  await makeCity()
  console.log(`city of ${HOUSEHOLDS} households made in ${((performance.now() - start) / 1000).toFixed(0)} s`)
  const roll = await transactAsSystem(app.kernel, communityId, ({ db }) => findRoll(db, communityId, rollId))
  const verdicts = await transactAsSystem(app.kernel, communityId, async ({ db }) => {
    const codes = [...(await readGridCodes(db, communityId))]
    const tops = [...new Set(codes.map(([, code]) => topCode(code)))]
    return inChunks(tops, GRIDS_AT_ONCE).map((some) => {
      const wanted = new Set(some)
      const gridIds = codes.flatMap(([id, code]) => (wanted.has(topCode(code)) ? [id] : []))
      return verdictsOf(communityId, roll!, gridIds)
    })
  })
  const shown = await transactAsSystem(app.kernel, communityId, ({ db }) =>
    db.execute<{ verdict: string; count: string }>(
      sql`SELECT coalesce(verdict, 'left over') AS verdict, count(*) FROM (${verdictsOf(communityId, roll!, null)}) v GROUP BY 1 ORDER BY 2 DESC`,
    ),
  )
  console.log(shown.rows.map(({ verdict, count }) => `${verdict} ${count}`).join('  '))
  const times: { bare: number; comparing: number; verdicts: number }[] = []
  await timeBare()
  for (let round = 1; round <= ROUNDS; round++) {
    const one = { bare: await timeBare(), comparing: await timeComparing(), verdicts: await timeVerdicts(verdicts) }
    times.push(one)
    console.log(
      `round ${round}: bare join ${one.bare.toFixed(0)} ms  comparing join ${one.comparing.toFixed(0)} ms  verdicts ${one.verdicts.toFixed(0)} ms`,
    )
  }
  const [bare, comparing, all] = (['bare', 'comparing', 'verdicts'] as const).map((what) =>
    median(times.map((one) => one[what])),
  ) as [number, number, number]
  console.log(
    `medians: bare join ${bare.toFixed(0)} ms, verdicts ${all.toFixed(0)} ms, ratio ${(all / bare).toFixed(2)} (aim: at most 2);` +
      ` to the join that also compares people and numbers inside the grid (${comparing.toFixed(0)} ms) ${(all / comparing).toFixed(2)}`,
  )
  await inJavaScript()
} finally {
  await app.close()
  await databases.stop()
}
