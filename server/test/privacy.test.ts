import { Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { listAudit } from '@gezhong/shared/audit/contract'
import { SEARCH_HEADER } from '@gezhong/shared/client'
import { endpoint } from '@gezhong/shared/endpoint'
import { confirmChain, previewChain, readChain } from '@gezhong/shared/people/chain/contract'
import { askCorrection, listCorrections } from '@gezhong/shared/people/corrections/contract'
import {
  addResident,
  createHousehold,
  editHousehold,
  listChanges,
  listHouseholds,
  readHousehold,
  revealPhone,
} from '@gezhong/shared/people/ledger/contract'
import { exportOwnData, readOwnData } from '@gezhong/shared/people/own-data/contract'
import { listDifferences, readDifference, settleDifferences } from '@gezhong/shared/people/reconciliation/contract'
import { householdReports, householdSaid, makeLineReport, makeReport } from '@gezhong/shared/people/reports/contract'
import { listStanding } from '@gezhong/shared/people/rolls/contract'
import { sql } from 'drizzle-orm'
import type { InjectOptions } from 'fastify'
import { Client } from 'pg'
import { uuidv7 } from 'uuidv7'
import { z } from 'zod'
import { route } from '../src/http/serve.ts'
import { REGISTER } from '../src/register.ts'
import { startTestApp, type TestApp } from './app.ts'
import { makeCast, type Cast, type Persona } from './cast.ts'
import { refusalOf } from './refusals.ts'

/*
 * A phone, a door and a name that occur nowhere else are used as people use theirs, through sign-in, pastes, reports
 * and errors of every kind, with the log at its most talkative. Then they are looked for where they must not be.
 */

jest.setTimeout(120_000)

const PHONE = '13912340000'
const DOOR = '紫藤巷77号'
const NAME = '欧阳紫藤'
const REMARK = '要胰岛素和尿片'
const CANARIES = [PHONE, '139 1234 0000', '1391234', DOOR, '紫藤巷', NAME, REMARK]

let app: TestApp
let cast: Cast
let householdId: string
const log: string[] = []
/** Every reply of the whole session, by route. */
const replies: { route: string; status: number; text: string }[] = []

const Whatever = z.object({ door: z.string() })
const breaking = (name: string, how: (door: string) => never | Promise<never>) =>
  route(
    endpoint({
      method: 'POST',
      path: `/api/breaks/${name}`,
      summary: 'A handler that breaks, for this test alone',
      who: 'signed-in',
      body: Whatever,
      reply: Whatever,
    }),
    async (_work, { body }) => how(body.door),
  )

/** The ways a handler breaks while it holds something personal. */
const BREAKS = [
  breaking('thrown', (door) => {
    throw new Error(`cannot read ${door} ${PHONE}`)
  }),
  breaking('named', (door) => {
    throw Object.assign(new TypeError(door), { statusCode: 500, name: 'TypeError', detail: door, door })
  }),
  breaking('text', (door) => {
    // A library may throw anything, also what is no error.
    return Promise.reject<never>(`${door} ${PHONE}`)
  }),
  breaking('nested', (door) => {
    throw new Error('outer', { cause: new Error(door) })
  }),
  breaking('client-status', (door) => {
    throw Object.assign(new Error(door), { statusCode: 422 })
  }),
]
const badSql = route(
  endpoint({
    method: 'POST',
    path: '/api/breaks/sql',
    summary: 'A statement that fails and names its parameters',
    who: 'signed-in',
    body: Whatever,
    reply: Whatever,
  }),
  async (work, { body }) => {
    await work.db.execute(
      sql`INSERT INTO household (community_id, id, door) VALUES (${work.communityId}, ${uuidv7()}, ${body.door})`,
    )
    return body
  },
)
const badReply = route(
  endpoint({
    method: 'POST',
    path: '/api/breaks/reply',
    summary: 'A reply that is not what its contract says',
    who: 'signed-in',
    body: Whatever,
    reply: z.object({ headcount: z.number() }),
  }),
  async (_work, { body }) => ({ headcount: body.door as unknown as number }),
)

async function typicalSession(): Promise<void> {
  const { secretary, gridWorker, resident } = cast
  const params = { rollId: cast.rollId, gridId: cast.grids['2']! }
  const text = `#接龙\n1. ${DOOR} ${NAME} 3人 ${PHONE}\n2. ${DOOR} 5人 139 1234 0000 ${REMARK}\n3. 看不懂 ${PHONE}`
  householdId = uuidv7()
  const household = {
    id: householdId,
    gridId: cast.grids['2-1-1']!,
    door: DOOR,
    headcount: 2,
    phones: [PHONE],
    reason: '摸排',
  }
  await secretary.call(previewChain, { params, body: { text } })
  await secretary.call(confirmChain, { params, body: { text } })
  await secretary.call(createHousehold, { body: household, idempotencyKey: 'canary-0001' })
  await secretary.call(addResident, {
    params: { id: householdId },
    body: { id: uuidv7(), name: NAME, ageGroup: 'adult', note: REMARK, reason: `${NAME} ${PHONE}` },
  })
  await secretary.call(editHousehold, {
    params: { id: householdId },
    body: { note: REMARK, phones: [PHONE, '13912340001'], revision: 1, reason: `${DOOR}来电${PHONE}` },
  })
  await app.settle()
  await secretary.call(confirmChain, { params, body: { text: `${text}\n4. ${DOOR} 4人 ${PHONE}`, fixes: [] } })
  await gridWorker.call(makeLineReport, {
    params: { id: cast.rollId },
    body: { id: uuidv7(), householdId, line: `${DOOR} 6人 ${PHONE}` },
  })
  await resident.call(makeReport, {
    params: { id: cast.rollId },
    body: { id: uuidv7(), householdId: cast.households['中区3号']!.id, headcount: 9, phone: PHONE, remark: REMARK },
  })
  const householdOfResident = cast.households['中区3号']!.id
  await resident.call(askCorrection, {
    body: {
      id: uuidv7(),
      householdId: householdOfResident,
      about: 'other',
      text: `${NAME}不住这里，打${PHONE}，${DOOR}`,
    },
  })
  await secretary.call(listCorrections)
  await resident.call(readOwnData)
  await resident.call(exportOwnData, { body: { form: 'page' } })
  await app.settle()
  await app.seal()
  await readEverything(secretary)
}

async function readEverything(who: Persona): Promise<void> {
  const roll = { id: cast.rollId }
  await who.call(readChain, { params: { rollId: cast.rollId, gridId: cast.grids['2']! } })
  await who.call(listHouseholds, { query: { q: DOOR } })
  await who.call(listHouseholds, { query: { q: PHONE } })
  await who.call(readHousehold, { params: { id: householdId } })
  await who.call(listStanding, { params: roll, query: { size: 500 } })
  await who.call(householdReports, { params: { ...roll, householdId } })
  await who.call(householdSaid, { params: { id: householdId } })
  await who.call(listChanges, { query: { subjectId: householdId } })
  const { rows } = await who.call(listDifferences, { query: { roll: cast.rollId, size: 500 } })
  for (const { id } of rows) await who.call(readDifference, { params: { id } })
  await who.call(settleDifferences, {
    body: { ids: [rows[0]!.id], decision: 'dismiss', reason: `${NAME}说的 ${PHONE}` },
  })
  await who.call(listAudit, { query: { size: 500 } })
}

/** Errors of every kind, each with the canaries in everything that is sent. */
async function everyError(): Promise<void> {
  const { secretary, gridWorker, stranger } = cast
  const household = {
    id: uuidv7(),
    gridId: cast.grids['2-1-1']!,
    door: DOOR,
    headcount: 2,
    phones: [PHONE],
    reason: REMARK,
  }
  expect(await refusalOf(secretary.call(createHousehold, { body: household }))).toBe('already-there')
  expect(
    await refusalOf(secretary.call(createHousehold, { body: { ...household, id: householdId, door: `${DOOR}101室` } })),
  ).not.toBe(null)
  expect(
    await refusalOf(gridWorker.call(createHousehold, { body: { ...household, gridId: cast.grids['1-1-1']! } })),
  ).not.toBe(null)
  expect(await refusalOf(secretary.call(createHousehold, { body: { ...household, phones: [`${PHONE}9`] } }))).not.toBe(
    null,
  )
  expect(await refusalOf(secretary.call(createHousehold, { body: household, idempotencyKey: 'canary-0001' }))).toBe(
    'key-reused',
  )
  expect(await refusalOf(stranger.call(listHouseholds, { query: { q: DOOR } }))).toBe('not-allowed')
  const authorization = `Bearer ${secretary.token}`
  const raw = (url: string, { headers = {}, ...more }: { headers?: object; payload?: object | string } = {}) =>
    app.server.inject({ method: 'POST', url, headers: { authorization, ...headers }, ...more })
  const path = encodeURIComponent(DOOR)
  await raw(`/api/${path}/${PHONE}`, { payload: { door: DOOR } })
  await raw(`/api/households/${path}/phone`, { payload: { purpose: PHONE } })
  await raw('/api/households', {
    payload: { id: PHONE, door: { [DOOR]: PHONE }, headcount: DOOR, phones: [DOOR.repeat(9)], reason: 7 },
  })
  await raw('/api/households', {
    payload: `{"door": "${DOOR} ${PHONE}`,
    headers: { 'content-type': 'application/json' },
  })
  await raw('/api/households', { payload: DOOR, headers: { 'content-type': 'text/x-canary' } })
  await raw('/api/households', { payload: { door: `${DOOR}${PHONE}`.repeat(400_000) } })
  await raw('/api/sign-in', { payload: { name: NAME, password: PHONE } })
  await raw('/api/sign-in', { payload: { name: DOOR.repeat(40), password: PHONE } })
  await app.server.inject({
    url: `/api/households?q=${path}&size=${PHONE}`,
    headers: { authorization: `Bearer ${secretary.token}` },
  })
  await app.server.inject({
    url: '/api/households',
    headers: { authorization: `Bearer ${secretary.token}`, [SEARCH_HEADER]: path },
  })
  await app.server.inject({
    url: '/api/me',
    headers: { authorization: `Bearer ${PHONE}.${DOOR.length}.x`, 'x-note': PHONE },
  })
  await app.server.inject({ url: `/no/${path}?phone=${PHONE}` })
  await app.server.inject({
    url: `/api/households/%E0%A4%A/${PHONE}`,
    headers: { authorization: `Bearer ${secretary.token}` },
  })
}

async function everyBreak(): Promise<void> {
  for (const { endpoint: broken } of [...BREAKS, badSql, badReply]) {
    const reply = await app.server.inject({
      method: 'POST',
      url: broken.path,
      headers: { authorization: `Bearer ${cast.secretary.token}` },
      payload: { door: DOOR },
    })
    expect([broken.path, reply.statusCode]).toEqual([broken.path, 500])
    expect(reply.json()).toEqual({
      type: 'urn:gezhong:inside',
      title: expect.any(String),
      status: 500,
      code: 'inside',
    })
  }
}

/** Keeps every reply as it leaves the server. */
function overhear({ server }: TestApp): void {
  const inject = server.inject.bind(server)
  server.inject = (async (request: InjectOptions) => {
    const reply = await inject(request)
    const route = `${request.method ?? 'GET'} ${String(request.url).split('?')[0]}`
    replies.push({ route, status: reply.statusCode, text: reply.body })
    return reply
  }) as typeof server.inject
}

beforeAll(async () => {
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      log.push(chunk.toString())
      done()
    },
  })
  app = await startTestApp({ LOG_LEVEL: 'debug' }, { logTo: sink, routes: [...BREAKS, badSql, badReply] })
  overhear(app)
  cast = await makeCast(app)
  await typicalSession()
  await everyError()
  await everyBreak()
})

afterAll(() => app.close())

/** Any number in full. Beside a letter of an id it is a piece of that id. */
const MOBILE_NUMBER = /(?<![\da-f])1[3-9]\d{9}(?![\da-f])/

const canariesIn = (text: string) => CANARIES.filter((canary) => text.includes(canary))

test('the session was a real one: what belongs into replies is there', () => {
  const shown = replies
    .filter(({ status }) => status === 200)
    .map(({ text }) => text)
    .join('\n')
  for (const canary of [DOOR, NAME, REMARK, '139····0000'])
    expect([canary, shown.includes(canary)]).toEqual([canary, true])
  expect(replies.length).toBeGreaterThan(40)
  for (const status of [400, 401, 403, 404, 409, 413, 415, 422, 500])
    expect([status, replies.some((reply) => reply.status === status)]).toEqual([status, true])
})

test('the log tells of every request and of nobody', () => {
  const lines = log.join('')
  expect(lines.split('\n').filter((line) => line.includes('"answered"')).length).toBeGreaterThan(40)
  expect(lines.split('\n').filter((line) => line.includes('"fault"')).length).toBeGreaterThanOrEqual(BREAKS.length + 1)
  expect(canariesIn(lines)).toEqual([])
  expect(lines).not.toMatch(MOBILE_NUMBER)
})

test('no refusal and no fault repeats what was sent', () => {
  const refused = replies.filter(({ status }) => status >= 400)
  expect(refused.filter(({ text }) => canariesIn(text).length > 0)).toEqual([])
})

test('a full number leaves only where it is asked for and audited', async () => {
  expect(replies.filter(({ text }) => MOBILE_NUMBER.test(text)).map(({ route }) => route)).toEqual([])
  const { phones } = await cast.secretary.call(revealPhone, { params: { id: householdId }, body: { purpose: 'dial' } })
  expect(phones).toContain(PHONE)
  const { rows } = await cast.secretary.call(listAudit, { query: { action: 'household.phone-revealed' } })
  expect(rows[0]).toMatchObject({ byName: '林书记', subjectId: householdId })
  expect(canariesIn(JSON.stringify(rows)).filter((canary) => canary !== DOOR && canary !== '紫藤巷')).toEqual([])
})

describe('in the database', () => {
  /** Every value of every column, as text, bytes also as the letters they may be. */
  async function dump(table: string): Promise<Record<string, string>> {
    const client = new Client({ connectionString: process.env.TEST_DATABASE_SUPERUSER_URL })
    await client.connect()
    const { rows } = await client.query<Record<string, unknown>>(`SELECT * FROM "${table}"`)
    await client.end()
    const columns: Record<string, string> = {}
    for (const row of rows)
      for (const [name, value] of Object.entries(row)) {
        const text = Buffer.isBuffer(value) ? value.toString('utf8') : JSON.stringify(value)
        columns[name] = `${columns[name] ?? ''}\n${text}`
      }
    return columns
  }

  test.each(REGISTER.map((table) => table.name))('%s shows what it says it shows', async (name) => {
    const { columns } = REGISTER.find((table) => table.name === name)!
    for (const [column, text] of Object.entries(await dump(name))) {
      const found = canariesIn(text)
      if (columns[column] !== 'row') expect([column, found]).toEqual([column, []])
      // A phone and a name are nowhere readable, not even in what is deleted with its row.
      expect([column, found.filter((canary) => canary === PHONE || canary === NAME)]).toEqual([column, []])
    }
  })

  test('what is append-only was written to, so the search means something', async () => {
    for (const name of ['audit_entry', 'ledger_change', 'paste']) {
      const sealed = Object.entries(await dump(name)).filter(([column]) => column.endsWith('_sealed'))
      expect([name, sealed.every(([, text]) => text.length > 100)]).toEqual([name, true])
    }
  })
})
