// server/node_modules/.bin/tsx server/bench/deliveries.bench.ts
//
// Scans that a phone has kept, handed in through HTTP in as many rows as travel at once, with row security, audit and
// signatures on, beside their bare inserts and updates sent by pg in as many transactions, in turns in one run. Prints
// milliseconds for 500 scans (aim: under 3 s) and the ratio; fails on none. And what judging one code costs the server.
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { uuidv7 } from 'uuidv7'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const [ROUNDS, SCANS] = [3, 500]

const { startTestDatabases } = await import('../launch/test-database.mjs')
const databases = await startTestDatabases(root)
const { environment } = await databases.open('bench')
Object.assign(process.env, environment)
const { startTestApp } = await import('../test/app.ts')
const { makeCast } = await import('../test/cast.ts')
const { aVolunteer } = await import('../test/a-run.ts')
const { aStall } = await import('../test/a-stall.ts')
const { moveStall } = await import('@gezhong/shared/supplies/stalls/contract')
const { designateRun } = await import('@gezhong/shared/supplies/runs/contract')
const { loadRun, MOST_DELIVERIES, sendDeliveries } = await import('@gezhong/shared/supplies/deliveries/contract')
const { writeCode } = await import('@gezhong/shared/signed-code')
const { transactAsSystem } = await import('../src/database/transact.ts')
const { signer } = await import('../src/grid/signing-keys/service.ts')
const { issueVouchers } = await import('../src/supplies/vouchers/issue.ts')
const { checkSignature } = await import('../src/security/ed25519.ts')

const app = await startTestApp()
const cast = await makeCast(app)
const superuser = new pg.Client({ connectionString: environment.TEST_DATABASE_SUPERUSER_URL })
await superuser.connect()
const { accountId, call } = await aVolunteer(app, cast, '小林', '2')
const phoneId = uuidv7()
let households = 0

/** Runs of a stall of its own with so many bags; a run goes to 200 doors. */
async function runsOf(bags: number): Promise<{ runId: string; digits: string }[]> {
  const { stallId } = await aStall(app, cast.secretary, cast.grids['2']!, { open: true })
  const from = households
  households += bags
  await superuser.query(
    `WITH home AS (INSERT INTO household (community_id, id, building_id, grid_id, door, door_order, headcount, created_at)
       SELECT community_id, gen_random_uuid(), building_id, grid_id, '北区' || n || '号', lpad(n::text, 6, '0'), 3, now()
       FROM household CROSS JOIN generate_series($3::int, $4::int) n WHERE community_id = $1 AND id = $2
       RETURNING community_id, id, building_id, grid_id)
     INSERT INTO stall_order (community_id, id, stall_id, household_id, building_id, grid_id, state, amount_fen, source,
       placed_by, placed_at, changed_at)
     SELECT community_id, gen_random_uuid(), $5, id, building_id, grid_id, 'placed', 0, 'self', $6, now(), now() FROM home`,
    [cast.communityId, cast.households['中区1号']!.id, from + 1, from + bags, stallId, accountId],
  )
  await cast.secretary.call(moveStall, { params: { id: stallId }, body: { to: 'closed' } })
  const issued = await transactAsSystem(app.kernel, cast.communityId, (work) => issueVouchers(work, stallId))
  const carried: { runId: string; digits: string }[] = []
  for (let at = 0; at < issued.length; at += 200) {
    const [runId, part] = [uuidv7(), issued.slice(at, at + 200)]
    const voucherIds = part.map(({ voucherId }) => voucherId)
    const body = { stallId, gridId: cast.grids['2']!, carrierId: accountId, revision: 0, voucherIds }
    await cast.secretary.call(designateRun, { params: { id: runId }, body })
    await call(loadRun, { params: { id: runId }, body: { phoneId } })
    carried.push(...part.map(({ digits }) => ({ runId, digits })))
  }
  return carried
}

async function throughHttp(): Promise<number> {
  const carried = await runsOf(SCANS)
  const at = new Date().toISOString()
  const rows = carried.map(({ runId, digits: code }) => {
    const said = { runId, act: 'handed-over', code, verdict: 'deliverable', why: null, at } as const
    return { id: uuidv7(), ...said }
  })
  const began = performance.now()
  let counted = 0
  for (let first = 0; first < rows.length; first += MOST_DELIVERIES) {
    const body = { phoneId, sentAt: new Date().toISOString(), rows: rows.slice(first, first + MOST_DELIVERIES) }
    const answer = await call(sendDeliveries, { body })
    counted += answer.rows.filter(({ outcome }) => outcome === 'counted').length
  }
  const took = performance.now() - began
  if (counted !== SCANS) throw new Error(`${counted} of ${SCANS} counted`)
  return took
}

/** The same rows written by one who knows beforehand that they are right. */
async function bare(): Promise<number> {
  await runsOf(SCANS)
  const { rows: vouchers } = await superuser.query<{ id: string; household_id: string; grid_id: string }>(
    `SELECT id, household_id, grid_id FROM voucher WHERE community_id = $1 AND state = 'live' LIMIT $2`,
    [cast.communityId, SCANS],
  )
  const client = new pg.Client({ connectionString: environment.TEST_DATABASE_URL })
  await client.connect()
  const began = performance.now()
  for (let first = 0; first < vouchers.length; first += MOST_DELIVERIES) {
    const part = vouchers.slice(first, first + MOST_DELIVERIES).map((one) => ({ ...one, scan: uuidv7() }))
    const list = (line: (one: (typeof part)[number]) => string) => part.map(line).join(', ')
    await client.query(`BEGIN; SET LOCAL app.community = '${cast.communityId}'; SET LOCAL app.account = '${accountId}';
      SET LOCAL app.grids = '*'; SET LOCAL app.buildings = ''; SET LOCAL app.households = '';
      INSERT INTO delivery_scan (community_id, id, grid_id, voucher_id, voucher_grid_id, account_id, act, verdict, outcome,
        typed, content_sealed, content_mark, at, received_at)
      VALUES ${list(({ id, grid_id: grid, scan }) => `('${cast.communityId}', '${scan}', '${grid}', '${id}', '${grid}', '${accountId}', 'handed-over', 'deliverable', 'counted', false, '\\x${'00'.repeat(400)}', 'm', now(), now())`)};
      UPDATE voucher SET state = 'delivered', delivered_at = now(), delivered_by = '${accountId}', delivered_scan = fresh.scan
      FROM (VALUES ${list(({ id, scan }) => `('${id}'::uuid, '${scan}'::uuid)`)}) AS fresh (id, scan)
      WHERE voucher.community_id = '${cast.communityId}' AND voucher.id = fresh.id;
      INSERT INTO audit_entry (community_id, id, at, account_id, action, subject_id, detail_sealed)
      VALUES ${list(({ household_id: home }) => `('${cast.communityId}', gen_random_uuid(), now(), '${accountId}', 'delivery.counted', '${home}', '\\x${'00'.repeat(60)}')`)};
      COMMIT;`)
  }
  const took = performance.now() - began
  await client.end()
  return took
}

const median = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[list.length >> 1]!

const [http, pgAlone]: [number[], number[]] = [[], []]
await throughHttp()
for (let round = 0; round < ROUNDS; round++) {
  http.push(await throughHttp())
  pgAlone.push(await bare())
}
console.log(
  `${SCANS} scans handed in: ${median(http).toFixed(0)} ms through HTTP, ${median(pgAlone).toFixed(0)} ms bare, ${(median(http) / median(pgAlone)).toFixed(1)} times`,
)

const { sign, community, keyNumber } = await transactAsSystem(app.kernel, cast.communityId, (work) => signer(work))
const { rows: keys } = await superuser.query<{ public_key: Buffer }>('SELECT public_key FROM signing_key LIMIT 1')
const claims = {
  kind: 'voucher',
  keyNumber,
  community,
  serial: '00000000ff',
  lastDay: '2022-04-03',
  gridCode: '2',
} as const
const signature = new Uint8Array(64)
const message = new Uint8Array(16)
const each = (times: number, what: () => void): string => {
  const began = performance.now()
  for (let at = 0; at < times; at++) what()
  return ((performance.now() - began) / times).toFixed(3)
}
console.log(
  `one code: ${each(500, () => writeCode(claims, sign))} ms signed, ${each(500, () => checkSignature(signature, message, keys[0]!.public_key))} ms checked`,
)
await superuser.end()
await app.close()
await databases.stop()
process.exit(0)
