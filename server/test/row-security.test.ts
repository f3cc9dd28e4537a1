import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { fillPath } from '@gezhong/shared/client'
import { inviteStaff } from '@gezhong/shared/grid/invitations/contract'
import { grantRole } from '@gezhong/shared/grid/team/contract'
import { beginSecondFactor } from '@gezhong/shared/grid/second-factor/contract'
import { confirmChain, undoConfirmation } from '@gezhong/shared/people/chain/contract'
import { askCorrection } from '@gezhong/shared/people/corrections/contract'
import { askForHome, decideHomeRequest } from '@gezhong/shared/people/homes/contract'
import { addResident, editHousehold } from '@gezhong/shared/people/ledger/contract'
import { openRound } from '@gezhong/shared/people/rounds/contract'
import { listFollowUps, logAttempt } from '@gezhong/shared/people/follow-ups/contract'
import { handKits, sendTestPhoto, tellSelfTest } from '@gezhong/shared/people/antigen/contract'
import { sendSamples } from '@gezhong/shared/people/sampling/contract'
import { makeReport } from '@gezhong/shared/people/reports/contract'
import { askAsProxy } from '@gezhong/shared/people/proxies/contract'
import { printSlips } from '@gezhong/shared/people/slips/contract'
import { getTableColumns } from 'drizzle-orm'
import pg from 'pg'
import { uuidv7 } from 'uuidv7'
import { roleOf } from '../src/database/migrate.ts'
import { readBuildingsOf, readGrants, responsibleBuildings } from '../src/database/scope-queries.ts'
import { scopeOf, setScope, type Scope } from '../src/database/scope.ts'
import { dbOver, type Db } from '../src/database/pool.ts'
import { transact, transactAsSystem } from '../src/database/transact.ts'
import { exemption } from '../src/people/exemptions/tables.ts'
import { subscriptionEntry } from '../src/people/reminders/tables.ts'
import { importBatch } from '../src/people/import/tables.ts'
import { issueCredential, recordTraining } from '@gezhong/shared/grid/credentials/contract'
import { confirmHandIn, sendPayments } from '@gezhong/shared/supplies/payments/contract'
import { loadRun, sendDeliveries } from '@gezhong/shared/supplies/deliveries/contract'
import { sendStallPhoto } from '@gezhong/shared/supplies/stalls/photos/contract'
import { confirmOrderChain, undoOrderConfirmation } from '@gezhong/shared/supplies/order-chains/contract'
import { placeOrder } from '@gezhong/shared/supplies/orders/contract'
import { offerSubstitute, shareArrivals } from '@gezhong/shared/supplies/shortage/contract'
import { moveStall, readStall, saveStall } from '@gezhong/shared/supplies/stalls/contract'
import { resultRow, testResult } from '../src/people/results/tables.ts'
import { roundDue } from '../src/people/rounds/tables.ts'
import { REGISTER } from '../src/register.ts'
import { aReminder } from './a-reminder.ts'
import { aRun, ordersToCarry } from './a-run.ts'
import { aStall, CABBAGE } from './a-stall.ts'
import { startTestApp, type TestApp } from './app.ts'
import { asUpload, jpeg } from './photos.ts'
import { addOutOfTerm, addPersona, makeCast, type Cast, type OutOfTerm } from './cast.ts'

/*
 * The database itself refuses rows outside the scope: here every table is asked directly, without any query of ours
 * between, under the settings that a request of each person would have.
 */

jest.setTimeout(120_000)

const TENANTS = REGISTER.filter((table) => table.kind === 'tenant')
const PEOPLE = [
  'secretary',
  'gridLead',
  'gridWorker',
  'otherLead',
  'hubHousehold',
  'resident',
  'volunteer',
  'guard',
  'stranger',
  'ended',
  'early',
] as const
type Person = (typeof PEOPLE)[number]

let app: TestApp
type Village = Cast & OutOfTerm

let cast: Village
let other: Village
let keeper: pg.Client

async function aVillage(): Promise<Village> {
  const made = await makeCast(app)
  return { ...made, ...(await addOutOfTerm(app, made.communityId)) }
}

/** Something in every table, in both grids. */
async function fill(here: Cast): Promise<void> {
  for (const door of ['中区1号', '中区3号', '中区8号', '东区2号']) {
    const params = { id: here.households[door]!.id }
    const body = { id: uuidv7(), name: '郑某', ageGroup: 'adult', reason: '摸排' } as const
    await here.secretary.call(addResident, { params, body })
    await here.secretary.call(editHousehold, { params, body: { note: '腿脚不便', revision: 1, reason: '摸排' } })
    await here.secretary.call(makeReport, {
      params: { id: here.rollId },
      body: { id: uuidv7(), householdId: params.id, headcount: 77 },
    })
  }
  for (const [code, text] of [
    ['2', '1. 中区2号 3人\n2. 中区9号 2人'],
    ['1', '1. 东区5号 2人'],
  ] as const) {
    const params = { rollId: here.rollId, gridId: here.grids[code]! }
    await here.secretary.call(confirmChain, { params, body: { text } })
    const { lastConfirmation } = await here.secretary.call(confirmChain, { params, body: { text: `${text}\n9. 取消` } })
    await here.secretary.call(undoConfirmation, { params: { ...params, id: lastConfirmation!.id } })
  }
  for (const [person, text] of [
    ['stranger', '中区3号'],
    ['guard', '东区2号'],
    ['resident', '没有这样的门牌'],
  ] as const)
    await here[person].call(askForHome, { body: { id: uuidv7(), text } })
  // Two ask to look after a household, and a worker lets one of them; slips lie at doors of both grids.
  for (const text of ['中区3号', '东区5号']) await here.stranger.call(askAsProxy, { body: { id: uuidv7(), text } })
  const asked = uuidv7()
  const daughter = await addPersona(app, here.communityId, '女儿', null)
  await daughter.call(askAsProxy, { body: { id: asked, text: '中区3号' } })
  const householdId = here.households['中区3号']!.id
  await here.secretary.call(decideHomeRequest, { params: { id: asked }, body: { householdId } })
  const printed = await app.server.inject({
    method: 'POST',
    url: printSlips.path,
    headers: { authorization: `Bearer ${here.secretary.token}` },
    payload: { which: 'all' },
  })
  expect(printed.statusCode).toBe(200)
  const body = { id: uuidv7(), accountId: here.volunteer.accountId, role: 'guard', gridId: here.grids['1']! } as const
  await here.secretary.call(grantRole, { body })
  await here.secretary.call(beginSecondFactor)
  await here.gridWorker.call(beginSecondFactor)
  for (const [code, role] of [
    ['2-1', 'volunteer'],
    ['2', 'grid-lead'],
    ['1', 'guard'],
  ] as const)
    await here.secretary.call(inviteStaff, {
      body: { id: uuidv7(), displayName: '新来的', role, gridId: here.grids[code]! },
    })
  // What somebody else of the same household asks is not the resident’s to read.
  for (const [who, door, unit] of [
    [here.resident, '中区3号', '2-1-1'],
    [null, '中区3号', '2-1-1'],
    [null, '东区2号', '1-1-1'],
  ] as const) {
    const place = { householdId: here.households[door]!.id, householdGridId: here.grids[unit]! }
    const asker = who ?? (await addPersona(app, here.communityId, '同住的人', 'resident', place))
    const { householdId } = place
    await asker.call(askCorrection, { body: { id: uuidv7(), householdId, about: 'headcount', text: '人数不对' } })
  }
  await fillTesting(here)
  await fillCalls(here)
  await fillReminders(here)
  await fillAntigen(here)
  await fillSupplies(here)
  await fillCredentials(here)
  await fillDeliveries(here)
  await transactAsSystem(app.kernel, here.communityId, async ({ db, communityId, now }) => {
    const batch = REGISTER.find((table) => table.name === 'import_batch')!.table
    const slice = REGISTER.find((table) => table.name === 'import_slice')!.table
    const id = uuidv7()
    const sealed = Buffer.from('x')
    await db.insert(batch).values({
      communityId,
      id,
      kind: 'ledger',
      fileName: 'x.csv',
      tablesSealed: sealed,
      state: 'checked',
      accountId: here.secretary.accountId,
      createdAt: now,
    })
    await db.insert(slice).values({ communityId, batchId: id, sliceNo: 0, good: 0, rejected: 0, rowsSealed: sealed })
    const alert = REGISTER.find((table) => table.name === 'alert')!.table
    const { accountId } = here.gridWorker
    await db.insert(alert).values({ communityId, id, kind: 'many-reveals', accountId, count: 61, raisedAt: now })
  })
}

/** At doors of both grids, and of messages that people of the village agreed to. */
async function fillReminders(here: Cast): Promise<void> {
  for (const [door, code] of [
    ['中区1号', '2-1-1'],
    ['中区3号', '2-1-1'],
    ['中区8号', '2-2-1'],
    ['东区2号', '1-1-1'],
  ] as const)
    await aReminder(app, here, door, code)
  for (const who of [here.resident, here.gridWorker, here.stranger])
    await transactAsSystem(app.kernel, here.communityId, ({ db, communityId, now: at }) =>
      db.insert(subscriptionEntry).values({
        communityId,
        id: uuidv7(),
        accountId: who.accountId,
        templateId: 'T1',
        reason: 'accepted',
        delta: 1,
        at,
      }),
    )
}

/** A row of a result file, and what it says of a household. */
async function addResult(db: Db, here: Cast, of: Omit<typeof testResult.$inferInsert, 'rowId' | 'outcome'>) {
  const { communityId, householdId, testedAt: at } = of
  const [importId, rowId] = [uuidv7(), uuidv7()]
  const from = { communityId, id: importId, accountId: here.secretary.accountId, createdAt: at }
  const file = { kind: 'results', fileName: 'x.csv', state: 'committed', tablesSealed: Buffer.alloc(0) } as const
  await db.insert(importBatch).values({ ...from, ...file })
  const said = { sheet: '表', line: 2, outcome: 'positive', at, digest: rowId, state: 'matched' } as const
  await db.insert(resultRow).values({ communityId, id: rowId, importId, householdId, ...said })
  await db.insert(testResult).values({ ...of, rowId, outcome: 'positive' })
}

/** A round with sites in two grids, samples of both grids and of a hub household's buildings, and who need not come. */
async function fillTesting(here: Cast): Promise<void> {
  const [roundId, at] = [uuidv7(), '2022-04-03T08:00:00+08:00']
  const until = '2022-04-03T18:00:00+08:00'
  const sites = (['1', '2-1'] as const).map((code) => ({
    id: uuidv7(),
    gridId: here.grids[code]!,
    place: '祠堂前',
    opensAt: at,
    closesAt: until,
  }))
  await here.secretary.call(openRound, {
    body: {
      id: roundId,
      title: '第1轮',
      gridId: null,
      method: 'pcr',
      tubeSize: 10,
      startsAt: at,
      endsAt: until,
      sites,
    },
  })
  for (const [unit, doors] of [
    ['1-1-1', ['东区2号']],
    ['2-1-1', ['中区1号', '中区3号']],
    ['2-2-1', ['中区8号']],
  ] as const) {
    const tube = { id: uuidv7(), gridId: here.grids[unit]!, code: `T-${unit}`, openedAt: at }
    const samples = doors.map((door) => ({
      id: uuidv7(),
      tubeId: tube.id,
      householdId: here.households[door]!.id,
      residentId: null,
      outsider: null,
      people: 1,
      takenAt: at,
    }))
    const body = { sentAt: at, tubes: [tube], samples, undone: [] }
    await here.secretary.call(sendSamples, { params: { id: roundId }, body })
    await transactAsSystem(app.kernel, here.communityId, async ({ db, communityId, now }) => {
      for (const door of doors) {
        const { id: householdId, buildingId } = here.households[door]!
        const who = { communityId, id: uuidv7(), householdId, buildingId, gridId: here.grids[unit]!, people: 1 }
        const days = { fromDay: '2022-04-01', untilDay: '2022-04-09' }
        const asked = { askedBy: here.secretary.accountId, askedAt: now }
        await db.insert(exemption).values({ ...who, ...days, ...asked, reason: 'away', state: 'asked' })
        await db.insert(roundDue).values({ ...who, roundId })
        await addResult(db, here, { ...who, roundId, testedAt: now })
      }
    })
  }
}

/** Calls to households of both grids, to one of a hub household's buildings and to the resident's own. */
async function fillCalls(here: Cast): Promise<void> {
  await app.settle()
  const { rows } = await here.secretary.call(listFollowUps, { query: { size: 500 } })
  for (const name of ['中区1号', '中区3号', '中区9号', '东区3号']) {
    const at = app.kernel.clock().toISOString()
    const params = { id: rows.find(({ door }) => door === name)!.id }
    const body = { id: uuidv7(), outcome: 'refused', calledAt: at, sentAt: at } as const
    await here.secretary.call(logAttempt, { params, body })
  }
}

/** A stall where one thing came short and all were offered another. */
async function fillShortage(here: Cast, code: '1' | '2', doors: readonly string[]): Promise<void> {
  const { stallId, itemId } = await aStall(app, here.secretary, here.grids[code]!)
  const params = { id: stallId }
  const stall = await here.secretary.call(readStall, { params })
  const otherId = uuidv7()
  const items = [...stall.items, { ...CABBAGE, aliases: [], id: otherId, name: '上海青' }]
  await here.secretary.call(saveStall, { params, body: { ...stall, items } })
  await here.secretary.call(moveStall, { params, body: { to: 'open' } })
  const lines = [{ itemId, milli: 1000, priceFen: CABBAGE.priceFen }]
  for (const door of doors)
    await here.secretary.call(placeOrder, {
      body: { id: uuidv7(), stallId, householdId: here.households[door]!.id, revision: 0, lines },
    })
  await here.secretary.call(moveStall, { params, body: { to: 'closed' } })
  const { revision } = await here.secretary.call(readStall, { params })
  const arrivals = [{ itemId, arrivedMilli: 0, way: 'equal' as const }]
  await here.secretary.call(shareArrivals, { params, body: { revision, arrivals } })
  const body = { shortItemId: itemId, itemId: otherId, milli: null }
  await here.secretary.call(offerSubstitute, { params, body })
}

/** Orders of both grids, of a hub household's building and of the resident. */
async function fillSupplies(here: Cast): Promise<void> {
  for (const [code, doors] of [
    ['1', ['东区2号']],
    ['2', ['中区1号', '中区3号', '中区8号']],
  ] as const) {
    const { stallId, itemId } = await aStall(app, here.secretary, here.grids[code]!, { open: true })
    await app.server.inject({
      method: 'POST',
      url: fillPath(sendStallPhoto.path, { id: uuidv7() }),
      headers: { authorization: `Bearer ${here.secretary.token}`, ...asUpload(jpeg()).headers },
      payload: asUpload(jpeg()).payload,
    })
    const lines = [{ itemId, milli: 1000, priceFen: CABBAGE.priceFen }]
    const collector = code === '1' ? here.otherLead : here.gridLead
    const at = app.kernel.clock().toISOString()
    for (const door of doors) {
      const { id: orderId } = await here.secretary.call(placeOrder, {
        body: { id: uuidv7(), stallId, householdId: here.households[door]!.id, revision: 0, lines, note: '放门口' },
      })
      const payment = { id: uuidv7(), orderId, way: 'cash' as const, takenFen: 100, at }
      await collector.call(sendPayments, { body: { sentAt: at, payments: [payment] } })
    }
    const amount = doors.length * 100
    await here.secretary.call(confirmHandIn, {
      params: { id: stallId },
      body: { id: uuidv7(), collectorId: collector.accountId, expectedFen: amount, countedFen: amount },
    })
    const params = { id: stallId, gridId: here.grids[code]! }
    const body = { text: `1. ${doors[0]} 白菜2斤` }
    const { lastConfirmation } = await here.secretary.call(confirmOrderChain, { params, body })
    await here.secretary.call(undoOrderConfirmation, { params: { ...params, confirmationId: lastConfirmation!.id } })
    await fillShortage(here, code, doors)
  }
}

/** Bags of both grids on their way: carried by the grid’s lead or a volunteer, one of them not handed over. */
async function fillDeliveries(here: Cast): Promise<void> {
  for (const [code, doors, who] of [
    ['1', ['东区2号'], here.otherLead],
    ['2', ['中区1号', '中区3号', '中区8号'], here.volunteer],
  ] as const) {
    const { stallId, orders } = await ordersToCarry(app, here, code, doors)
    const runId = await aRun(here, stallId, code, who)
    const [phoneId, at] = [uuidv7(), app.kernel.clock().toISOString()]
    await who.call(loadRun, { params: { id: runId }, body: { phoneId } })
    const said = { runId, act: 'failed', verdict: 'deliverable', why: 'refused', at } as const
    const rows = doors.map((door) => ({ id: uuidv7(), ...said, code: orders[door]!.digits }))
    await who.call(sendDeliveries, { body: { phoneId, sentAt: at, rows } })
  }
}

/** Of people who carry in both grids. */
async function fillCredentials(here: Cast): Promise<void> {
  const days = { validFrom: '2022-04-03', validUntil: '2099-04-03' }
  for (const [who, code] of [
    [here.volunteer, '2'],
    [here.hubHousehold, '2-1-1'],
    [await addPersona(app, here.communityId, '东区志愿者', 'volunteer', { gridId: here.grids['1']! }), '1'],
  ] as const) {
    const [accountId, gridId] = [who.accountId, here.grids[code]!]
    const trained = { id: uuidv7(), accountId, post: 'volunteer', gridId, day: '2022-04-01' } as const
    await here.secretary.call(recordTraining, { body: trained })
    const body = { id: uuidv7(), accountId, post: 'volunteer' as const, gridIds: [gridId], ...days }
    await here.secretary.call(issueCredential, { body })
  }
}

/** An antigen round in which the same doors got kits and told a test, with its photo. */
async function fillAntigen(here: Cast): Promise<void> {
  const [id, at] = [uuidv7(), '2022-04-03T08:00:00+08:00']
  const window = { startsAt: at, endsAt: '2022-04-03T18:00:00+08:00' }
  const round = { id, title: '第1轮抗原', gridId: null, method: 'antigen', tubeSize: 1, ...window } as const
  await here.secretary.call(openRound, { body: round })
  for (const [unit, door] of [
    ['1-1-1', '东区2号'],
    ['2-1-1', '中区1号'],
    ['2-1-1', '中区3号'],
    ['2-2-1', '中区8号'],
  ] as const) {
    const { id: householdId } = here.households[door]!
    const handed = [{ id: uuidv7(), householdId, kits: 2, handedAt: at }]
    const batch = { sentAt: at, gridId: here.grids[unit]!, handed, undone: [] }
    await here.secretary.call(handKits, { params: { id }, body: batch })
    const told = { residentId: null, people: 1, result: 'negative', takenAt: at, sentAt: at, noPhoto: null } as const
    const test = await here.secretary.call(tellSelfTest, {
      params: { id },
      body: { id: uuidv7(), householdId, ...told },
    })
    const { headers, payload } = asUpload(jpeg())
    const reply = await app.server.inject({
      method: 'POST',
      url: fillPath(sendTestPhoto.path, test),
      headers: { ...headers, authorization: `Bearer ${here.secretary.token}` },
      payload,
    })
    expect(reply.statusCode).toBe(200)
  }
}

beforeAll(async () => {
  app = await startTestApp()
  cast = await aVillage()
  other = await aVillage()
  await fill(cast)
  await fill(other)
  await app.settle()
  await app.seal()
  keeper = new pg.Client({ connectionString: process.env.TEST_DATABASE_SUPERUSER_URL })
  await keeper.connect()
})

afterAll(async () => {
  await keeper.end()
  await app.close()
})

async function scopeAs(client: pg.PoolClient, here: Village, person: Person): Promise<Scope> {
  const { accountId } = here[person]
  await setScope(client, here.communityId, accountId, { grids: '', buildings: '', households: '' })
  const db = dbOver(client)
  const grants = await readGrants(db, here.communityId, accountId, new Date())
  return scopeOf(grants, responsibleBuildings(grants, await readBuildingsOf(db, here.communityId, accountId)))
}

/** A transaction under the settings a request of this person gets, made by the same functions. */
async function as<T>(
  here: Village,
  person: Person,
  work: (client: pg.PoolClient, scope: Scope) => Promise<T>,
): Promise<T> {
  const client = await app.kernel.pool.connect()
  try {
    await client.query('BEGIN')
    const scope = await scopeAs(client, here, person)
    await setScope(client, here.communityId, here[person].accountId, scope)
    return await work(client, scope)
  } finally {
    await client.query('ROLLBACK')
    client.release()
  }
}

type Row = Record<string, unknown>

const all = async (table: string): Promise<Row[]> => (await keeper.query<Row>(`SELECT * FROM "${table}"`)).rows

/** What mission.md gives a person, said over rows and without SQL. */
function mayRead(person: Person, table: string, row: Row): boolean {
  if (row.community_id !== cast.communityId) return false
  // Who agreed to what is nobody else's to read, the command post's neither.
  if (table === 'agreement' || table === 'subscription_entry') return row.account_id === cast[person].accountId
  const anyone = [
    'stall_arrival',
    'community',
    'grid',
    'roll',
    'round',
    'round_site',
    'stall',
    'stall_item',
    'stall_photo',
    'stock',
    'signing_key',
  ]
  if (anyone.includes(table) || person === 'secretary') return true
  // Rows of result files may be about anybody.
  if (table === 'result_row') return false
  // Movements name orders of everybody; of an order's earlier states its own row decides who reads them.
  if (['stock_movement', 'stall_order_change'].includes(table)) return false
  if (['home_request', 'correction'].includes(table) && row.account_id === cast[person].accountId) return true
  if (table === 'second_factor' && row.account_id === cast[person].accountId) return true
  if (['training', 'credential'].includes(table) && row.account_id === cast[person].accountId) return true
  if (table === 'role_grant' && row.account_id === cast[person].accountId) return true
  // Invitations are read by those who may give the post.
  if (table === 'staff_invitation' && (person === 'gridWorker' || row.role === 'grid-lead')) return false
  const codes = { gridLead: '2', gridWorker: '2-1', otherLead: '1' } as Partial<Record<Person, string>>
  if (table === 'run' && row.carrier_id === cast[person].accountId) return true
  const code = codes[person]
  if (code !== undefined) {
    const within = Object.entries(cast.grids).filter(([grid]) => grid === code || grid.startsWith(`${code}-`))
    if (table === 'delivery_scan' && within.some(([, id]) => id === row.voucher_grid_id)) return true
    const at = table === 'role_grant' && row.household_id !== null ? row.household_grid_id : row.grid_id
    return within.some(([, id]) => id === at)
  }
  // What was carried where concerns whoever keeps the stall, and who carried it.
  if (['run_stop', 'delivery_case', 'delivery_scan', 'delivery_route', 'run'].includes(table)) return false
  const buildingOf = (door: string) => cast.households[door]!.buildingId
  if (person === 'hubHousehold') {
    // Who looks after a building counts its tests and sees no photo of one.
    if (table === 'antigen_photo') return false
    const building = table === 'building' ? row.id : row.building_id
    return [buildingOf('中区1号'), buildingOf('中区2号')].includes(building as string)
  }
  if (person === 'resident') {
    const household = table === 'household' ? row.id : row.household_id
    if (['role_grant', 'home_request'].includes(table) && row.proxy !== true) return false
    return !['slip', 'correction'].includes(table) && household === cast.households['中区3号']!.id
  }
  return false
}

const keyOf = (row: Row) => JSON.stringify(row)

test('every tenant table holds rows of two communities, so that an empty answer proves something', async () => {
  for (const { name } of TENANTS) {
    const found = new Set((await all(name)).map((row) => row.community_id))
    expect([name, found.has(cast.communityId), found.has(other.communityId)]).toEqual([name, true, true])
  }
})

/** Nothing when what was seen is exactly what this person may read; else what was too little and too much. */
function compared(person: Person, table: string, rows: readonly Row[], seen: readonly Row[]) {
  const expected = rows.filter((row) => mayRead(person, table, row)).map(keyOf)
  const found = seen.map(keyOf)
  return {
    hidden: expected.filter((row) => !found.includes(row)),
    shown: found.filter((row) => !expected.includes(row)),
  }
}

const NO_DIFFERENCE = { hidden: [], shown: [] }

describe('reading', () => {
  for (const person of PEOPLE)
    test.each(TENANTS.map((table) => table.name))(
      `${person} reads of %s what is in scope, all of it and nothing else`,
      async (name) => {
        const seen = await as(cast, person, async (client) => (await client.query<Row>(`SELECT * FROM "${name}"`)).rows)
        expect(compared(person, name, await all(name), seen)).toEqual(NO_DIFFERENCE)
      },
    )

  /*
   * That the check above can fail: each table is asked again with its rules damaged, in a transaction that is rolled
   * back, and somebody of the cast must be seen to read too little or too much.
   */
  const OPEN_TO_ALL_HERE = [
    'stall_arrival',
    'community',
    'grid',
    'roll',
    'round',
    'round_site',
    'stall',
    'stall_item',
    'stall_photo',
    'stock',
    'signing_key',
  ]
  const IN_HERE = "community_id = nullif(current_setting('app.community', true), '')::uuid"

  async function foundBy(name: string, damage: string): Promise<Person[]> {
    const scopes = new Map<Person, Scope>()
    for (const person of PEOPLE) scopes.set(person, await as(cast, person, async (_, scope) => scope))
    const rows = await all(name)
    await keeper.query(`BEGIN; ${damage}; SET LOCAL ROLE "${roleOf(app.env.DATABASE_URL)}"`)
    try {
      const found: Person[] = []
      for (const [person, scope] of scopes) {
        await setScope(keeper as pg.PoolClient, cast.communityId, cast[person].accountId, scope)
        const { hidden, shown } = compared(
          person,
          name,
          rows,
          (await keeper.query<Row>(`SELECT * FROM "${name}"`)).rows,
        )
        if (hidden.length + shown.length > 0) found.push(person)
      }
      return found
    } finally {
      await keeper.query('ROLLBACK')
    }
  }

  test.each(TENANTS.map((table) => table.name))('the check of %s reports row security switched off', async (name) => {
    expect(await foundBy(name, `ALTER TABLE "${name}" DISABLE ROW LEVEL SECURITY`)).toEqual(PEOPLE)
  })

  test.each(TENANTS.map((table) => table.name))('the check of %s reports a lost or a wide policy', async (name) => {
    const { rows: policies } = await keeper.query<{ policy: string }>(
      `SELECT policyname AS policy FROM pg_policies WHERE tablename = $1 AND cmd IN ('ALL', 'SELECT')`,
      [name],
    )
    expect(policies.length).toBeGreaterThan(0)
    for (const { policy } of policies) {
      expect([policy, 'lost', (await foundBy(name, `DROP POLICY "${policy}" ON "${name}"`)).length > 0]).toEqual([
        policy,
        'lost',
        true,
      ])
      const wide = await foundBy(name, `ALTER POLICY "${policy}" ON "${name}" USING (${IN_HERE})`)
      expect([policy, 'wide', wide.includes('ended')]).toEqual([policy, 'wide', !OPEN_TO_ALL_HERE.includes(name)])
    }
  })

  test.each(TENANTS.map((table) => table.name))('without settings %s is empty', async (name) => {
    expect((await app.kernel.pool.query(`SELECT 1 FROM "${name}"`)).rowCount).toBe(0)
  })
})

describe('writing', () => {
  const changeable = TENANTS.filter((table) => !table.appendOnly).map((table) => table.name)

  /** The rows that a statement of this person touched; none when row security refused it. */
  const touchedBy = (person: Person, statement: string) =>
    as(cast, person, async (client) => {
      const outcome = await client.query<Row>(statement).catch((error: Error) => error)
      if (!(outcome instanceof Error)) return outcome.rows
      expect(outcome.message).toMatch(/row-level security|permission denied/)
      return []
    })

  test.each(changeable)('an update of %s reaches only what one may read', async (name) => {
    for (const person of PEOPLE) {
      const touched = await touchedBy(person, `UPDATE "${name}" SET community_id = community_id RETURNING *`)
      expect([person, touched.filter((row) => !mayRead(person, name, row))]).toEqual([person, []])
    }
  })

  test.each(['community', 'grid', 'role_grant', 'roll', 'import_batch', 'import_slice'])(
    '%s, which more may read than change, is changed by none of those without a grid',
    async (name) => {
      for (const person of ['hubHousehold', 'resident', 'volunteer', 'guard', 'stranger'] as const) {
        const touched = await touchedBy(person, `UPDATE "${name}" SET community_id = community_id RETURNING *`)
        expect([person, touched.length]).toEqual([person, 0])
      }
    },
  )

  test.each(changeable)('no row of %s can be moved into another community', async (name) => {
    await as(cast, 'secretary', async (client) => {
      const moving = client.query(`UPDATE "${name}" SET community_id = $1`, [other.communityId])
      await expect(moving).rejects.toThrow(/row-level security|foreign key|permission denied/)
    })
  })

  /** A row of the table as JSON, so that every type survives the way back. */
  async function aRow(name: string, communityId: string, id?: string): Promise<Row> {
    const { rows } = await keeper.query<{ row: Row }>(
      `SELECT to_jsonb(one) AS row FROM "${name}" one
       WHERE community_id = $1 AND ($2::text IS NULL OR to_jsonb(one)->>'id' = $2) LIMIT 1`,
      [communityId, id ?? null],
    )
    return rows[0]!.row
  }

  const add = (client: pg.PoolClient, name: string, row: Row) => {
    const { table } = TENANTS.find((entry) => entry.name === name)!
    const written = Object.values(getTableColumns(table)).filter((column) => column.generated === undefined)
    const columns = written.map((column) => `"${column.name}"`).join(', ')
    const values = `SELECT ${columns} FROM jsonb_populate_record(null::"${name}", $1::jsonb)`
    return client.query(`INSERT INTO "${name}" (${columns}) ${values}`, [JSON.stringify(row)])
  }

  test.each(TENANTS.map((table) => table.name))('a row of another community cannot be added to %s', async (name) => {
    const foreign = await aRow(name, other.communityId)
    await as(cast, 'secretary', async (client) => {
      await expect(add(client, name, foreign)).rejects.toThrow(/row-level security/)
    })
  })

  const placed = TENANTS.filter(({ columns }) => 'grid_id' in columns).map(({ name }) => name)
  /** For each, grids in which they may write nothing. */
  const elsewhere = {
    gridLead: ['1-1-1'],
    gridWorker: ['1-1-1', '2-2-1'],
    otherLead: ['2-1-1'],
    hubHousehold: ['1-1-1', '2-2-1', '2-1-1'],
    resident: ['1-1-1', '2-2-1', '2-1-1'],
    volunteer: ['1-1-1', '2-1-1'],
    guard: ['1-1-1', '2-1-1'],
    stranger: ['1-1-1', '2-1-1'],
  } as const
  /** Their own to write, wherever it points: what they ask for, which the grid's workers decide. */
  const ownRequest = (name: string, row: Row, person: Person) =>
    ['home_request', 'correction'].includes(name) &&
    row.account_id === cast[person].accountId &&
    ['waiting', 'asked'].includes(row.state as string)

  for (const [person, codes] of Object.entries(elsewhere) as [keyof typeof elsewhere, readonly string[]][]) {
    test.each(placed.filter((name) => changeable.includes(name)))(
      `${person} cannot move a row of %s out of where they may write`,
      async (name) => {
        for (const code of codes) {
          const moved = await touchedBy(person, `UPDATE "${name}" SET grid_id = '${cast.grids[code]!}' RETURNING *`)
          expect([code, moved.filter((row) => !ownRequest(name, row, person))]).toEqual([code, []])
        }
      },
    )

    test.each(placed)(`${person} cannot add a row of %s where they may not write`, async (name) => {
      const rows = (await all(name)).filter((row) => row.community_id === cast.communityId)
      // Preferably a copy of a row in sight, so that only its new grid speaks against it.
      const { id } = rows.find((row) => mayRead(person, name, row)) ?? rows[0]!
      const row = { ...(await aRow(name, cast.communityId, id as string | undefined)), id: uuidv7() }
      for (const code of codes)
        await as(cast, person, async (client) => {
          const adding = add(client, name, { ...row, account_id: cast.secretary.accountId, grid_id: cast.grids[code]! })
          await expect(adding).rejects.toThrow(/row-level security/)
        })
    })
  }

  test('whoever asks for a home cannot confirm it to themselves', async () => {
    for (const person of ['stranger', 'guard', 'resident'] as const) {
      const change = `UPDATE home_request SET state = 'confirmed', decided_at = now() RETURNING *`
      expect(await touchedBy(person, change)).toEqual([])
    }
  })

  test('whoever asks for a correction cannot decide it, nor take another’s away', async () => {
    const change = `UPDATE correction SET state = 'done', decided_at = now() RETURNING *`
    expect(await touchedBy('resident', change)).toEqual([])
    for (const person of ['stranger', 'guard', 'hubHousehold', 'otherLead', 'resident'] as const) {
      const gone = await touchedBy(person, 'DELETE FROM correction RETURNING *')
      expect([person, gone.filter((row) => !mayRead(person, 'correction', row))]).toEqual([person, []])
    }
  })

  test('nobody but the system forgets where people live, and nobody forgets who held a post', async () => {
    for (const person of PEOPLE.filter((each) => each !== 'secretary'))
      expect([person, await touchedBy(person, 'DELETE FROM role_grant RETURNING *')]).toEqual([person, []])
    const gone = await touchedBy('secretary', 'DELETE FROM role_grant RETURNING *')
    expect(new Set(gone.map((row) => row.role))).toEqual(new Set(['resident']))
  })

  test('a building that somebody looks after in another grid is not theirs to move into their own', async () => {
    const foreign = cast.households['东区2号']!.buildingId
    const own = cast.grids['2-1-1']!
    await keeper.query('UPDATE building SET responsible_account_id = $1 WHERE id = $2', [
      cast.hubHousehold.accountId,
      foreign,
    ])
    const change = `UPDATE building SET grid_id = '${own}' WHERE id = '${foreign}' RETURNING *`
    expect(await touchedBy('hubHousehold', change)).toEqual([])
    await keeper.query('UPDATE building SET responsible_account_id = NULL WHERE id = $1', [foreign])
  })

  test('nobody writes into the audit log in another’s name', async () => {
    const row = await aRow('audit_entry', cast.communityId)
    for (const person of PEOPLE.filter((each) => cast[each].accountId !== row.account_id))
      await as(cast, person, async (client) => {
        await expect(add(client, 'audit_entry', { ...row, id: uuidv7() })).rejects.toThrow(/row-level security/)
      })
  })

  test('those without a scope can add nothing anywhere but their own audit line', async () => {
    for (const person of ['volunteer', 'guard', 'stranger'] as const)
      for (const { name } of TENANTS.filter((table) => table.name !== 'audit_entry')) {
        const row = await aRow(name, cast.communityId)
        const outcome = await as(cast, person, (client) =>
          add(client, name, row).then(
            () => 'added',
            (error: Error) => error.message,
          ),
        )
        expect([person, name, outcome]).toEqual([person, name, expect.stringContaining('row-level security')])
      }
  })

  test.each(TENANTS.filter((table) => table.appendOnly).map((table) => table.name))(
    '%s can be neither changed nor removed by the server’s own login',
    async (name) => {
      for (const statement of [
        `UPDATE "${name}" SET community_id = community_id`,
        `DELETE FROM "${name}"`,
        `TRUNCATE "${name}"`,
      ])
        await as(cast, 'secretary', async (client) => {
          await expect(client.query(statement)).rejects.toThrow(/permission denied/)
        })
    },
  )
})

describe('the settings of one asker', () => {
  test('are gone from the connection when the transaction ends, also after a failure', async () => {
    const small = await startTestApp({ DATABASE_POOL_SIZE: '2' })
    const look = async () => {
      const { rows } = await small.kernel.pool.query<Row>(
        `SELECT current_setting('app.community', true) AS community, current_setting('app.grids', true) AS grids,
           current_setting('app.account', true) AS account, (SELECT count(*) FROM household) AS seen`,
      )
      return [rows[0]!.community || null, rows[0]!.grids || null, rows[0]!.account || null, Number(rows[0]!.seen)]
    }
    for (const fails of [false, true, false, true]) {
      await transact(small.kernel, cast.secretary.sessionId, async (work) => {
        expect(work.scope.grids).toBe('*')
        if (fails) throw new Error('a handler that broke')
      }).catch(() => undefined)
      expect(await look()).toEqual([null, null, null, 0])
    }
    await small.close()
  })

  test('never mix under concurrency on few connections', async () => {
    const small = await startTestApp({ DATABASE_POOL_SIZE: '3' })
    const expected = new Map<Person, number>()
    for (const person of PEOPLE)
      expected.set(person, (await all('household')).filter((row) => mayRead(person, 'household', row)).length)
    const answers = await Promise.all(
      Array.from({ length: 90 }, (_, index) => PEOPLE[index % PEOPLE.length]!).map(async (person) => {
        const seen = await transact(small.kernel, cast[person].sessionId, async (work) => {
          const { rows } = await work.db.execute<{ seen: string }>('SELECT count(*) AS seen FROM household')
          return Number(rows[0]!.seen)
        })
        return [person, seen]
      }),
    )
    expect(answers.filter(([person, seen]) => expected.get(person as Person) !== seen)).toEqual([])
    await small.close()
  })

  test('bookkeeping over the whole community ends with its own function', async () => {
    await transact(app.kernel, cast.gridWorker.sessionId, async (work) => {
      const count = async () => {
        const { rows } = await work.db.execute<{ seen: string }>('SELECT count(*) AS seen FROM household')
        return Number(rows[0]!.seen)
      }
      expect([await count(), await work.elevated(count), await count()]).toEqual([6, 18, 6])
      const broken = work.attempt(() => work.elevated(() => Promise.reject(new TypeError('broke'))))
      await expect(broken).rejects.toThrow('broke')
    })
  })

  test('hold only ids: anything else is refused before it reaches the database', async () => {
    const client = await app.kernel.pool.connect()
    const bad = { grids: "x'; DROP TABLE grid; --", buildings: '', households: '' }
    await expect(setScope(client, cast.communityId, cast.guard.accountId, bad)).rejects.toThrow('only ids')
    client.release()
  })
})
