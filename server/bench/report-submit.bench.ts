// npx tsx server/bench/report-submit.bench.ts
//
// Reports through HTTP beside the same statements sent by a bare pg client, taken in turns in one run, on the embedded
// Postgres with the safety of the real one for both. Prints requests per second and their ratio; fails on none.
import http from 'node:http'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { uuidv7 } from 'uuidv7'
import { recordStatements, type Statement } from './recorded-statements.ts'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const ROUNDS = 5
const SECONDS = 4
const CONNECTIONS = 8

const { startTestDatabases } = await import('../launch/test-database.mjs')
const databases = await startTestDatabases(root)
const { environment } = await databases.open('bench')
Object.assign(process.env, environment)
const { startTestApp } = await import('../test/app.ts')
const { makeCast } = await import('../test/cast.ts')

const app = await startTestApp({ DATABASE_POOL_SIZE: String(CONNECTIONS) })
const cast = await makeCast(app)
const households = await moreHouseholds(3000)
const address = await app.server.listen({ host: '127.0.0.1', port: 0 })

/** Enough of them that each reports once or twice in a round, as in life, and that nobody waits for the same one. */
async function moreHouseholds(count: number) {
  const model = Object.values(cast.households)[0]!
  const client = new pg.Client({ connectionString: environment.TEST_DATABASE_SUPERUSER_URL })
  await client.connect()
  const { rows } = await client.query<{ id: string; buildingId: string; door: string }>(
    `INSERT INTO household (community_id, id, building_id, grid_id, door, door_order, headcount, created_at)
     SELECT community_id, gen_random_uuid(), building_id, grid_id, '北区' || n || '号', lpad(n::text, 6, '0'), 3, now()
     FROM household CROSS JOIN generate_series(1, $2) n WHERE community_id = $1 AND id = $3
     RETURNING id, building_id AS "buildingId", door`,
    [cast.communityId, count, model.id],
  )
  await client.query('ANALYZE household')
  await client.end()
  return rows
}

/** What one report sends to the database. */
const statementsOfReport = (reportId: string, householdId: string): Promise<Statement[]> =>
  recordStatements(() =>
    app.server.inject({
      method: 'POST',
      url: `/api/rolls/${cast.rollId}/reports`,
      headers: { authorization: `Bearer ${cast.secretary.token}`, 'idempotency-key': `record-${reportId}` },
      payload: { id: reportId, householdId, headcount: 3 },
    }),
  )

const model = { report: uuidv7(), household: households[0]! }
const statements = await statementsOfReport(model.report, model.household.id)

/** The recorded statement for another report of another household; rows with random ids get fresh ones. */
function adapt(statement: Statement, ids: ReadonlyMap<string, string>): Statement {
  const swap = (value: unknown): unknown => {
    if (typeof value !== 'string') return value
    let text = value
    for (const [from, to] of ids) text = text.replaceAll(from, to)
    return text
  }
  const values = statement.values.map(swap)
  if (/INSERT INTO audit_entry/.test(statement.text))
    return { text: statement.text, values: values.map((value, index) => (index === 3 ? `{${uuidv7()}}` : value)) }
  if (/insert into "difference"/.test(statement.text))
    return { text: statement.text, values: values.map((value, index) => (index === 1 ? uuidv7() : value)) }
  return { text: statement.text, values }
}

async function bare(seconds: number): Promise<number> {
  const pool = new pg.Pool({ connectionString: environment.TEST_DATABASE_URL, max: CONNECTIONS })
  const until = performance.now() + seconds * 1000
  let done = 0
  const one = async (turn: number) => {
    while (performance.now() < until) {
      const household = households[(done + turn) % households.length]!
      const report = uuidv7()
      const ids = new Map([
        [model.report, report],
        [model.household.id, household.id],
        [model.household.buildingId, household.buildingId],
        [model.household.door, household.door],
      ])
      const client = await pool.connect()
      for (const { text, values } of statements.map((statement) => adapt(statement, ids)))
        await client.query(text, values.length === 0 ? undefined : values)
      client.release()
      done += 1
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, (_, turn) => one(turn)))
  await pool.end()
  return done / seconds
}

async function throughHttp(seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1000
  const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  let done = 0
  let refused = 0
  const send = (id: string, householdId: string) =>
    new Promise<number>((resolve, reject) => {
      const options = {
        agent,
        method: 'POST',
        headers: {
          authorization: `Bearer ${cast.secretary.token}`,
          'content-type': 'application/json',
          'idempotency-key': id,
        },
      }
      const request = http.request(`${address}/api/rolls/${cast.rollId}/reports`, options, (reply) => {
        reply.resume()
        reply.on('end', () => resolve(reply.statusCode ?? 0))
      })
      request.on('error', reject)
      request.end(JSON.stringify({ id, householdId, headcount: 3 }))
    })
  const one = async (turn: number) => {
    while (performance.now() < until) {
      const status = await send(uuidv7(), households[(done + turn) % households.length]!.id)
      if (status === 200) done += 1
      else refused += 1
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, (_, turn) => one(turn)))
  agent.destroy()
  if (refused > 0) console.log(`  ${refused} answers were refusals`)
  return done / seconds
}

async function tidy(): Promise<void> {
  // Both sides start each round from the same few rows: a household that reported a thousand times is no real one.
  const client = new pg.Client({ connectionString: environment.TEST_DATABASE_SUPERUSER_URL })
  await client.connect()
  await client.query('TRUNCATE report, difference, standing, live_dirty, audit_entry, idempotency CASCADE')
  await client.end()
}

console.log(`${statements.length} statements a report, ${CONNECTIONS} connections, ${ROUNDS} rounds of ${SECONDS} s`)
const ratios: number[] = []
try {
  for (let round = 1; round <= ROUNDS; round++) {
    await tidy()
    const http = await throughHttp(SECONDS)
    await tidy()
    const plain = await bare(SECONDS)
    ratios.push(http / plain)
    console.log(
      `round ${round}: http ${http.toFixed(0)}/s  bare pg ${plain.toFixed(0)}/s  ratio ${(http / plain).toFixed(2)}`,
    )
  }
  console.log(
    `median ratio ${ratios.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)]!.toFixed(2)} (aim: at least 0.5)`,
  )
} finally {
  await app.close()
  await databases.stop()
}
