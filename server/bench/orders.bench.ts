// server/node_modules/.bin/tsx server/bench/orders.bench.ts
//
// Orders of three things placed through HTTP by different households at one stall, with row security, audit and stock on,
// by buyers in a process of their own; beside them, in turns in one run, the very statements of an order sent by a bare pg
// client: one after the other, and all in one text, as nobody could who has to hear answers in between. Then as many
// buyers for fifty pieces at once. Prints orders per second (aim: 300), the time an order keeps the server's processor
// busy, the ratios, and what was sold; fails on none. Takes about 40 seconds.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { uuidv7 } from 'uuidv7'
import type { Bought, Errand } from './buyers.ts'
import { recordStatements, type Statement } from './recorded-statements.ts'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const ROUNDS = 4
const SECONDS = 3
const CONNECTIONS = 8
const HOUSEHOLDS = 4000
const BUYERS = 500

const { startTestDatabases } = await import('../launch/test-database.mjs')
const databases = await startTestDatabases(root)
const { environment } = await databases.open('bench')
Object.assign(process.env, environment)
const { startTestApp } = await import('../test/app.ts')
const { makeCast } = await import('../test/cast.ts')
const { moveStall, readStall, saveStall } = await import('@gezhong/shared/supplies/stalls/contract')

const app = await startTestApp({ DATABASE_POOL_SIZE: String(CONNECTIONS) })
const cast = await makeCast(app)
const superuser = new pg.Client({ connectionString: environment.TEST_DATABASE_SUPERUSER_URL })
await superuser.connect()
const { rows: homes } = await superuser.query<{ id: string }>(
  `INSERT INTO household (community_id, id, building_id, grid_id, door, door_order, headcount, created_at)
   SELECT community_id, gen_random_uuid(), building_id, grid_id, '北区' || n || '号', lpad(n::text, 6, '0'), 3, now()
   FROM household CROSS JOIN generate_series(1, ${HOUSEHOLDS}) n WHERE community_id = $1 AND id = $2
   RETURNING id`,
  [cast.communityId, cast.households['中区1号']!.id],
)
await superuser.query('ANALYZE household')

const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString()
let day = 0

/** A stall of its own for each turn, so that every household orders there once. */
async function openStall(offeredMilli: number) {
  const id = uuidv7()
  const items = ['白菜', '土豆', '鸡蛋'].map((name) => ({
    id: uuidv7(),
    name,
    unit: '份' as const,
    priceFen: 350,
    stepMilli: 1000,
    limitMilli: 5000,
    offeredMilli,
  }))
  const body = {
    gridId: cast.grids['2']!,
    day: new Date(Date.UTC(2022, 3, (day += 1))).toISOString().slice(0, 10),
    title: '爱心菜吧',
    cutOff: hours(2),
    deliverFrom: hours(3),
    deliverUntil: hours(6),
    revision: 0,
    items,
  }
  await cast.gridLead.call(saveStall, { params: { id }, body })
  await cast.gridLead.call(moveStall, { params: { id }, body: { to: 'open' } })
  return { id, items: items.map((item) => item.id) }
}

type Stall = Awaited<ReturnType<typeof openStall>>
const PLENTY = 10_000_000

const child = fork(new URL('buyers.ts', import.meta.url))

async function shop(stall: Stall, things: number, buyers: number, households: number): Promise<Bought> {
  const errand: Errand = {
    address,
    token: cast.gridLead.token,
    stallId: stall.id,
    itemIds: stall.items.slice(0, things),
    householdIds: homes.slice(0, households).map(({ id }) => id),
    buyers,
    milliseconds: SECONDS * 1000,
  }
  child.send(errand)
  const [bought] = (await once(child, 'message')) as [Bought]
  return bought
}

async function throughHttp(): Promise<{ rate: number; busy: number }> {
  const stall = await openStall(PLENTY)
  const before = process.cpuUsage()
  const { perSecond, statuses } = await shop(stall, 3, CONNECTIONS, HOUSEHOLDS)
  const { user, system } = process.cpuUsage(before)
  const { 200: taken = 0, ...others } = statuses
  if (Object.keys(others).length > 0) throw new Error(`orders were answered ${Object.keys(others).join(', ')}`)
  return { rate: perSecond, busy: (user + system) / 1000 / taken }
}

/** What an order of the first household sends to the database, and for any other of them. */
async function statementsOfOrder(stall: Stall): Promise<(householdId: string) => Statement[]> {
  const [orderId, key] = [uuidv7(), uuidv7()]
  const model = homes[0]!.id
  const lines = stall.items.map((itemId) => ({ itemId, milli: 1000, priceFen: 350 }))
  const said = await recordStatements(() =>
    app.server.inject({
      method: 'POST',
      url: '/api/orders',
      headers: { authorization: `Bearer ${cast.gridLead.token}`, 'idempotency-key': key },
      payload: { id: orderId, stallId: stall.id, householdId: model, revision: 0, lines },
    }),
  )
  return (householdId) => {
    const names = new Map([orderId, key].map((name) => [name, uuidv7()])).set(model, householdId)
    const renamed = (value: unknown) =>
      typeof value === 'string' ? [...names].reduce((text, [from, to]) => text.replaceAll(from, to), value) : value
    return said.map(({ text, values }) => {
      const own = OWN_IDS.find(([table]) => text.includes(`INSERT INTO ${table} `))?.[1]
      const fresh = (value: unknown) => String(value).replaceAll(/[0-9a-f-]{36}/g, () => uuidv7())
      return { text, values: values.map((value, index) => (index === own ? fresh(value) : renamed(value))) }
    })
  }
}

/** Rows that the server numbers itself, and where among the values their ids stand. */
const OWN_IDS = [
  ['audit_entry', 3],
  ['"stall_order_change"', 1],
  ['"stock_movement"', 1],
] as const

function literal(value: unknown): string {
  if (value === null) return 'NULL'
  return Buffer.isBuffer(value) ? `'\\x${value.toString('hex')}'` : pg.escapeLiteral(String(value))
}

const asText = (statements: readonly Statement[]): string =>
  statements
    .map(({ text, values }) => text.replaceAll(/\$(\d+)/g, (_, number) => literal(values[Number(number) - 1])))
    .join(';')

/** The statements of orders, bound by row security as their buyer is. */
async function bare(say: (client: pg.PoolClient, statements: readonly Statement[]) => Promise<unknown>) {
  const statementsFor = await statementsOfOrder(await openStall(PLENTY))
  const pool = new pg.Pool({ connectionString: environment.TEST_DATABASE_URL, max: CONNECTIONS })
  const from = performance.now()
  let taken = 0
  const buyer = async () => {
    const client = await pool.connect()
    while (performance.now() - from < SECONDS * 1000 && taken < homes.length - 1)
      await say(client, statementsFor(homes[(taken += 1)]!.id))
    client.release()
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, buyer))
  const rate = (taken * 1000) / (performance.now() - from)
  await pool.end()
  return rate
}

const oneByOne = () =>
  bare(async (client, statements) => {
    for (const { text, values } of statements) await client.query(text, values.length === 0 ? undefined : values)
  })

const inOneText = () => bare((client, statements) => client.query(asText(statements)))

/** More buyers than pieces, all at once. */
async function rush(): Promise<void> {
  const stall = await openStall(50_000)
  const { statuses } = await shop(stall, 1, BUYERS, BUYERS)
  const { items } = await cast.secretary.call(readStall, { params: { id: stall.id } })
  console.log(
    `${BUYERS} buyers for 50 pieces: ${statuses[200] ?? 0} bought, ${statuses[409] ?? 0} told there are none; ordered ${items[0]!.orderedMilli / 1000}, left ${items[0]!.leftMilli! / 1000}`,
  )
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
const address = await app.server.listen({ host: '127.0.0.1', port: 0 })
const rates = { http: [] as number[], busy: [] as number[], oneByOne: [] as number[], inOneText: [] as number[] }
console.log(
  `orders of 3 things, ${CONNECTIONS} connections, ${ROUNDS} rounds of ${SECONDS} s each, after one to warm up`,
)
try {
  await throughHttp()
  for (let round = 1; round <= ROUNDS; round++) {
    const { rate, busy } = await throughHttp()
    rates.http.push(rate)
    rates.busy.push(busy)
    rates.oneByOne.push(await oneByOne())
    rates.inOneText.push(await inOneText())
    console.log(
      `round ${round}: http ${rate.toFixed(0)} orders/s (${busy.toFixed(2)} ms of the server's processor an order)  bare pg ${rates.oneByOne.at(-1)!.toFixed(0)} orders/s one by one, ${rates.inOneText.at(-1)!.toFixed(0)} in one text`,
    )
  }
  const http = median(rates.http)
  console.log(
    `median through HTTP ${http.toFixed(0)} orders/s (aim: at least 300), ${median(rates.busy).toFixed(2)} ms of the server's processor an order`,
  )
  console.log(
    `ratio to bare pg: ${(http / median(rates.oneByOne)).toFixed(2)} to the statements one by one, ${(http / median(rates.inOneText)).toFixed(2)} to all in one text`,
  )
  await rush()
} finally {
  child.kill()
  await superuser.end()
  await app.close()
  await databases.stop()
}
