// server/node_modules/.bin/tsx server/bench/orders.bench.ts
//
// Orders of three things placed through HTTP by different households at one stall, with row security, audit and stock on,
// beside the same statements in the same transactions sent by a bare pg client, in turns in one run; and as many buyers
// for fifty pieces at once. Prints orders per second (aim: 300) and the ratio, and what was sold; fails on none.
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { uuidv7 } from 'uuidv7'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const ROUNDS = 5
const SECONDS = 4
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
const { rows: homes } = await superuser.query<{ id: string; building_id: string; grid_id: string }>(
  `INSERT INTO household (community_id, id, building_id, grid_id, door, door_order, headcount, created_at)
   SELECT community_id, gen_random_uuid(), building_id, grid_id, '北区' || n || '号', lpad(n::text, 6, '0'), 3, now()
   FROM household CROSS JOIN generate_series(1, ${HOUSEHOLDS}) n WHERE community_id = $1 AND id = $2
   RETURNING id, building_id, grid_id`,
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

async function send(stall: Stall, householdId: string, itemIds: readonly string[]): Promise<number> {
  const reply = await fetch(`${address}/api/orders`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${cast.gridLead.token}`,
      'content-type': 'application/json',
      'idempotency-key': uuidv7(),
    },
    body: JSON.stringify({
      id: uuidv7(),
      stallId: stall.id,
      householdId,
      revision: 0,
      lines: itemIds.map((itemId) => ({ itemId, milli: 1000, priceFen: 350 })),
    }),
  })
  await reply.arrayBuffer()
  return reply.status
}

/** Each household once, by so many at a time, for as long as the turn lasts. */
async function orders(one: (home: (typeof homes)[number]) => Promise<unknown>): Promise<number> {
  const until = performance.now() + SECONDS * 1000
  let taken = 0
  const from = performance.now()
  const buyer = async () => {
    while (performance.now() < until && taken < homes.length) await one(homes[taken++]!)
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, buyer))
  return (taken * 1000) / (performance.now() - from)
}

async function throughHttp(): Promise<number> {
  const stall = await openStall(PLENTY)
  return orders(async ({ id }) => {
    const status = await send(stall, id, stall.items)
    if (status !== 200) throw new Error(`an order was answered ${status}`)
  })
}

/** The statements of one order, bound by row security as its buyer is. */
async function bare(): Promise<number> {
  const stall = await openStall(PLENTY)
  const pool = new pg.Pool({ connectionString: environment.TEST_DATABASE_URL, max: CONNECTIONS })
  const [community, account] = [cast.communityId, cast.gridLead.accountId]
  const rate = await orders(async ({ id, building_id, grid_id }) => {
    const orderId = uuidv7()
    const place = `'${id}', '${building_id}', '${grid_id}'`
    const each = (row: (item: string) => string) => stall.items.map(row).join(', ')
    await pool.query(`BEGIN; SET LOCAL app.community = '${community}'; SET LOCAL app.account = '${account}';
      SET LOCAL app.grids = '*'; SET LOCAL app.buildings = ''; SET LOCAL app.households = '';
      SELECT * FROM stall WHERE community_id = '${community}' AND id = '${stall.id}' FOR KEY SHARE;
      SELECT * FROM stall_item WHERE community_id = '${community}' AND stall_id = '${stall.id}';
      SELECT * FROM stock WHERE community_id = '${community}' AND stall_id = '${stall.id}';
      INSERT INTO stall_order (community_id, id, stall_id, household_id, building_id, grid_id, state, amount_fen, source,
        placed_by, placed_at, changed_at)
        VALUES ('${community}', '${orderId}', '${stall.id}', ${place}, 'placed', 1050, 'proxy', '${account}', now(), now());
      INSERT INTO stall_order_line VALUES ${each((item) => `('${community}', '${orderId}', '${item}', ${place}, 1000, 350, 350)`)};
      INSERT INTO stall_order_change VALUES ('${community}', gen_random_uuid(), '${orderId}', 1, '\\x${'00'.repeat(300)}',
        'proxy', '${account}', now());
      INSERT INTO audit_entry (community_id, id, at, account_id, action, subject_id, detail_sealed)
        VALUES ('${community}', gen_random_uuid(), now(), '${account}', 'order.placed', '${id}', '\\x${'00'.repeat(60)}');
      INSERT INTO stock_movement VALUES ${each((item) => `('${community}', gen_random_uuid(), '${item}', '${orderId}', -1000, '${account}', now())`)};
      ${stall.items
        .toSorted()
        .map(
          (item) =>
            `UPDATE stock SET left_milli = left_milli - 1000 WHERE community_id = '${community}' AND item_id = '${item}' AND left_milli >= 1000;`,
        )
        .join('\n')} COMMIT;`)
  })
  await pool.end()
  return rate
}

/** More buyers than pieces, all at once. */
async function rush(): Promise<void> {
  const stall = await openStall(50_000)
  const statuses = await Promise.all(homes.slice(0, BUYERS).map(({ id }) => send(stall, id, stall.items.slice(0, 1))))
  const { items } = await cast.secretary.call(readStall, { params: { id: stall.id } })
  const said = (status: number) => statuses.filter((one) => one === status).length
  console.log(
    `${BUYERS} buyers for 50 pieces: ${said(200)} bought, ${said(409)} told there are none; ordered ${items[0]!.orderedMilli / 1000}, left ${items[0]!.leftMilli! / 1000}`,
  )
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
const address = await app.server.listen({ host: '127.0.0.1', port: 0 })
const rates = { http: [] as number[], bare: [] as number[] }
console.log(`orders of 3 things, ${CONNECTIONS} connections, ${ROUNDS} rounds of ${SECONDS} s each`)
try {
  for (let round = 1; round <= ROUNDS; round++) {
    rates.http.push(await throughHttp())
    rates.bare.push(await bare())
    console.log(
      `round ${round}: http ${rates.http.at(-1)!.toFixed(0)} orders/s  bare pg ${rates.bare.at(-1)!.toFixed(0)} orders/s`,
    )
  }
  console.log(`median through HTTP ${median(rates.http).toFixed(0)} orders/s (aim: at least 300)`)
  console.log(`ratio to bare pg: ${(median(rates.http) / median(rates.bare)).toFixed(2)}`)
  await rush()
} finally {
  await superuser.end()
  await app.close()
  await databases.stop()
}
