// npx tsx server/bench/scope.bench.ts [households]
//
// What row security costs a request: everything a page of the ledger sends to the database, as the server's own login
// bound by the policies, beside the same statements of a login that they do not bind. Prints milliseconds and their
// ratio for people with small and large scopes; fails on none.
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { recordStatements, type Statement } from './recorded-statements.ts'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const total = Number(process.argv[2] ?? 20_000)
const ROUNDS = 200

const { startTestDatabases } = await import('../launch/test-database.mjs')
const databases = await startTestDatabases(root)
const { environment } = await databases.open('bench')
Object.assign(process.env, environment)
const { startTestApp } = await import('../test/app.ts')
const { makeCast } = await import('../test/cast.ts')

const app = await startTestApp()
const cast = await makeCast(app)
const bound = new pg.Client({ connectionString: environment.TEST_DATABASE_URL })
const unbound = new pg.Client({ connectionString: environment.TEST_DATABASE_SUPERUSER_URL })
await bound.connect()
await unbound.connect()

await unbound.query(
  `INSERT INTO household (community_id, id, building_id, grid_id, door, door_order, headcount, created_at)
   SELECT community_id, gen_random_uuid(), building_id, grid_id, '北区' || n || '号之' || row_number() OVER (), lpad(n::text, 6, '0'), 3, now()
   FROM household CROSS JOIN generate_series(1, $2) n WHERE community_id = $1`,
  [cast.communityId, Math.ceil(total / Object.keys(cast.households).length)],
)
await unbound.query('ANALYZE household')

async function statementsOf(url: string, token: string): Promise<Statement[]> {
  return recordStatements(async () => {
    const { statusCode } = await app.server.inject({ url, headers: { authorization: `Bearer ${token}` } })
    if (statusCode !== 200) throw new Error(`${url}: ${statusCode}`)
  })
}

async function replay(client: pg.Client, statements: readonly Statement[]): Promise<number> {
  const start = performance.now()
  for (const { text, values } of statements) await client.query(text, values.length === 0 ? undefined : values)
  return performance.now() - start
}

const median = (times: readonly number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!

console.log(`${total} households, medians of ${ROUNDS} rounds in turns`)
try {
  for (const person of ['secretary', 'gridLead', 'gridWorker', 'hubHousehold', 'resident'] as const) {
    const page = person === 'resident' ? '/api/my/households' : '/api/households?size=50'
    const statements = await statementsOf(page, cast[person].token)
    const times = { bound: [] as number[], unbound: [] as number[] }
    for (let round = 0; round < ROUNDS; round += 1) {
      times.bound.push(await replay(bound, statements))
      times.unbound.push(await replay(unbound, statements))
    }
    const [with_, without] = [median(times.bound), median(times.unbound)]
    console.log(
      `${person.padEnd(14)} ${String(statements.length).padStart(2)} statements  bound ${with_.toFixed(2)} ms  ` +
        `unbound ${without.toFixed(2)} ms  ratio ${(with_ / without).toFixed(2)}`,
    )
  }
} finally {
  await bound.end()
  await unbound.end()
  await app.close()
  await databases.stop()
}
