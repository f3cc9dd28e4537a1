import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { listAudit } from '@gezhong/shared/audit/contract'
import { me } from '@gezhong/shared/grid/identity/contract'
import { askForHome } from '@gezhong/shared/people/homes/contract'
import { listHouseholds } from '@gezhong/shared/people/ledger/contract'
import { askAsProxy, endBond } from '@gezhong/shared/people/proxies/contract'
import { makeReport, myHouseholds } from '@gezhong/shared/people/reports/contract'
import { claimSlip, householdAccess, printSlips, revokeSlip, signInBySlip } from '@gezhong/shared/people/slips/contract'
import { uuidv7 } from 'uuidv7'
import { clientOf, startTestApp, type TestApp } from '../../../test/app.ts'
import { makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'
import { transact } from '../../database/transact.ts'
import { makeSlips } from './service.ts'
import { slipSheets, type PrintedSlip } from './slip-sheet.ts'

let app: TestApp
let cast: Cast
let now: number
let devices = 0

beforeAll(async () => {
  app = await startTestApp()
  now = Date.now()
  app.kernel.clock = () => new Date(now)
})

beforeEach(async () => {
  cast = await makeCast(app)
})

afterAll(() => app.close())

const at = (door: string) => cast.households[door]!
const device = () => `a-device-of-this-test-${(devices += 1)}`
const DAY = 86_400_000

interface Wanted {
  householdIds?: string[]
  gridId?: string
  which?: 'missing' | 'all'
  days?: number
}

/** What the paper says, before it is drawn: the codes are nowhere else. */
const made = (who: Persona, { which = 'all', days = 30, ...wanted }: Wanted) =>
  transact(app.kernel, who.sessionId, (work) => makeSlips(work, { which, days, ...wanted }))

const slipOf = async (door: string): Promise<PrintedSlip> => {
  const [slip] = await made(cast.gridWorker, { householdIds: [at(door).id] })
  return slip!
}

const enter = (code: string, deviceId = device()) =>
  clientOf(app.server, null)(signInBySlip, { body: { code, deviceId, communityId: cast.communityId } })

/** As from paper, where there is no address to say of which community it is. */
const enterTyped = (code: string, deviceId = device()) =>
  clientOf(app.server, null)(signInBySlip, { body: { code, deviceId } })

const accessTo = (door: string) => cast.gridWorker.call(householdAccess, { params: { id: at(door).id } })
const claim = (who: Persona, code: string, proxy = false) => who.call(claimSlip, { body: { code, proxy } })

describe('whoever shows a slip', () => {
  test('is a resident of its household and of nothing else, and the worker sees it', async () => {
    const { code } = await slipOf('中区5号')
    const { token, actor } = await enter(code)
    expect(actor.grants).toMatchObject([{ role: 'resident', householdId: at('中区5号').id, proxy: false }])
    const call = clientOf(app.server, token)
    expect((await call(myHouseholds)).households.map(({ household }) => household.door)).toEqual(['中区5号'])
    const report = (door: string) =>
      call(makeReport, { params: { id: cast.rollId }, body: { id: uuidv7(), householdId: at(door).id, headcount: 2 } })
    expect((await report('中区5号')).report.source).toBe('self')
    expect(await refusalOf(report('中区6号'))).toBe('not-found')
    expect(await refusalOf(call(listHouseholds))).toBe('not-allowed')
    const { slip, accounts } = await accessTo('中区5号')
    expect(slip?.usedAt).toBe(new Date(now).toISOString())
    expect(accounts).toMatchObject([{ displayName: '纸条住户', cameBy: 'slip', proxy: false }])
  })

  test('need not say of which community it is: the eight letters find it among several', async () => {
    const { code } = await slipOf('中区5号')
    const first = cast
    cast = await makeCast(app)
    const other = await slipOf('中区5号')
    for (const [{ communityId }, typed] of [
      [first, code],
      [cast, other.code],
    ] as const)
      expect((await enterTyped(typed)).actor.communityId).toBe(communityId)
    for (const wrong of ['ABCDEFGH', '不是八个字母']) expect(await refusalOf(enterTyped(wrong))).toBe('wrong-slip')
  })

  test('is the same account again, also when two show it at once for the first time', async () => {
    const { code } = await slipOf('中区5号')
    const sessions = await Promise.all([enter(code), enter(` ${code.toLowerCase().slice(0, 4)} - ${code.slice(4)}`)])
    expect(new Set(sessions.map(({ actor }) => actor.accountId)).size).toBe(1)
    expect((await accessTo('中区5号')).accounts).toHaveLength(1)
  })

  test('cannot carry this account into another household', async () => {
    const { code } = await slipOf('中区5号')
    const other = await slipOf('中区6号')
    const call = clientOf(app.server, (await enter(code)).token)
    expect(await refusalOf(call(claimSlip, { body: { code: other.code, proxy: true } }))).toBe('not-allowed')
    const body = { id: uuidv7(), text: '中区6号' }
    expect(await refusalOf(call(askForHome, { body }))).toBe('not-allowed')
    expect(await refusalOf(call(askAsProxy, { body }))).toBe('not-allowed')
  })

  test('and is signed in already is bound, as living there or as looking after it', async () => {
    const { code } = await slipOf('中区5号')
    await claim(cast.stranger, code)
    await claim(cast.guard, code, true)
    const { accounts } = await accessTo('中区5号')
    expect(accounts.map(({ proxy, cameBy }) => [proxy, cameBy])).toEqual([
      [false, 'slip'],
      [true, 'slip'],
    ])
    expect(await refusalOf(claim(cast.stranger, code))).toBe('already-there')
  })

  test('twice at once is bound once', async () => {
    const { code } = await slipOf('中区5号')
    const outcomes = await Promise.all([1, 2].map(() => refusalOf(claim(cast.stranger, code))))
    expect(outcomes.toSorted()).toEqual([null, 'already-there'].toSorted())
  })
})

describe('a slip ends', () => {
  test('when it is revoked, with the sessions it opened; wrong and revoked are one answer', async () => {
    const { code } = await slipOf('中区5号')
    const call = clientOf(app.server, (await enter(code)).token)
    await cast.gridWorker.call(revokeSlip, { params: { id: at('中区5号').id } })
    expect(await refusalOf(call(me))).toBe('not-signed-in')
    const answers = await Promise.all([code, 'ABCDEFGH', '不是八个字母'].map((one) => enter(one).catch(String)))
    expect(new Set(answers).size).toBe(1)
    expect(await refusalOf(enter(code))).toBe('wrong-slip')
    expect(await refusalOf(claim(cast.stranger, code))).toBe('wrong-slip')
    expect(await accessTo('中区5号')).toMatchObject({ slip: null, accounts: [] })
  })

  test('when a new one is made; printing what is missing leaves it alone', async () => {
    const first = await slipOf('中区5号')
    const call = clientOf(app.server, (await enter(first.code)).token)
    const missing = await made(cast.gridWorker, { which: 'missing' })
    expect(missing.map(({ door }) => door)).not.toContain(first.door)
    expect(missing).toHaveLength(5)
    expect((await call(me)).grants).toHaveLength(1)
    const second = await slipOf('中区5号')
    expect(await refusalOf(call(me))).toBe('not-signed-in')
    expect(await refusalOf(enter(first.code))).toBe('wrong-slip')
    expect((await enter(second.code)).actor.grants).toHaveLength(1)
  })

  test('at its time, and what it opened ends with it', async () => {
    const [{ code }] = (await made(cast.gridWorker, { householdIds: [at('中区5号').id], days: 2 })) as [PrintedSlip]
    const call = clientOf(app.server, (await enter(code)).token)
    now += 2 * DAY - 1
    expect((await call(me)).grants).toHaveLength(1)
    now += 2
    expect((await call(me)).grants).toEqual([])
    expect(await refusalOf(enter(code))).toBe('wrong-slip')
    expect(await made(cast.gridWorker, { householdIds: [at('中区5号').id], which: 'missing' })).toHaveLength(1)
  })

  test('with its account, when the worker takes that off the household', async () => {
    const { code } = await slipOf('中区5号')
    await enter(code)
    const [account] = (await accessTo('中区5号')).accounts
    await cast.gridWorker.call(endBond, { params: { id: account!.grantId } })
    expect(await refusalOf(enter(code))).toBe('wrong-slip')
  })
})

describe('guessing', () => {
  test('ends after ten wrong codes of one device; right ones of others still come in', async () => {
    const { code } = await slipOf('中区5号')
    const thief = device()
    for (let attempt = 0; attempt < 10; attempt += 1)
      expect(await refusalOf(enter('ABCDEFGH', thief))).toBe('wrong-slip')
    expect(await refusalOf(enter(code, thief))).toBe('too-many-requests')
    expect((await enter(code)).token).toBeTruthy()
    now += 3_600_001
    expect((await enter(code, thief)).token).toBeTruthy()
  })

  test('by a stranger at the same address keeps out neither a device that came in before nor who is signed in', async () => {
    const { code } = await slipOf('中区5号')
    const own = device()
    await enter(code, own)
    for (let attempt = 0; attempt < 305; attempt += 1) await enter(code)
    for (let attempt = 0; attempt < 300; attempt += 1) expect(await refusalOf(enter('ABCDEFGH'))).toBe('wrong-slip')
    expect(await refusalOf(enter(code))).toBe('too-many-requests')
    // Of the devices that came in by one slip only the newest five count, so that one slip opens no way around.
    expect(await refusalOf(enter(code, own))).toBe('too-many-requests')
    now += 3_600_001
    await enter(code, own)
    for (let attempt = 0; attempt < 300; attempt += 1) await refusalOf(enter('ABCDEFGH'))
    expect(await refusalOf(enter(code))).toBe('too-many-requests')
    expect((await enter(code, own)).token).toBeTruthy()
    await claim(cast.stranger, code)
    for (let attempt = 0; attempt < 10; attempt += 1) expect(await refusalOf(enter('ABCDEFGH', own))).toBe('wrong-slip')
    expect(await refusalOf(enter(code, own))).toBe('too-many-requests')
    now += 3_600_001
  })

  test('without a word about the community counts all the same, and of many at once no more pass', async () => {
    const { code } = await slipOf('中区5号')
    const thief = device()
    const outcomes = await Promise.all(Array.from({ length: 16 }, () => refusalOf(enterTyped('ABCDEFGH', thief))))
    expect(outcomes.filter((outcome) => outcome === 'wrong-slip')).toHaveLength(10)
    expect(await refusalOf(enterTyped(code, thief))).toBe('too-many-requests')
    const honest = device()
    for (let attempt = 0; attempt < 12; attempt += 1) await enterTyped(code, honest)
    now += 3_600_001
  })

  test('of many at once no more pass than one after the other', async () => {
    const thief = device()
    const outcomes = await Promise.all(Array.from({ length: 16 }, () => refusalOf(enter('ABCDEFGH', thief))))
    expect(outcomes.filter((outcome) => outcome === 'wrong-slip')).toHaveLength(10)
  })

  test('with the table in hand is no use: codes, addresses and devices stand there only as keyed hashes', async () => {
    const { code } = await slipOf('中区5号')
    const deviceId = device()
    await refusalOf(enter('ABCDEFGH', deviceId))
    const { rows } = await transact(app.kernel, cast.secretary.sessionId, ({ db }) =>
      db.execute('SELECT * FROM slip CROSS JOIN slip_try'),
    )
    expect(rows.length).toBeGreaterThan(0)
    for (const secret of [code, deviceId, '127.0.0.1']) expect(JSON.stringify(rows)).not.toContain(secret)
  })
})

describe('printing', () => {
  const print = (who: Persona, payload: object) =>
    app.server.inject({
      method: 'POST',
      url: printSlips.path,
      headers: { authorization: `Bearer ${who.token}` },
      payload,
    })

  test('gives a PDF of eight a page, and every slip has its audit line', async () => {
    const reply = await print(cast.gridLead, { which: 'all' })
    expect([reply.statusCode, reply.headers['content-type']]).toEqual([200, 'application/pdf'])
    const text = reply.rawPayload.toString('latin1')
    expect(text.startsWith('%PDF-')).toBe(true)
    expect(text).toContain('/Count 2\n')
    const { rows } = await cast.secretary.call(listAudit, { query: { action: 'slip.printed', size: 500 } })
    expect(rows).toHaveLength(12)
    expect(rows[0]?.byName).toBe('陈网格长')
  })

  test('goes the way of the walk, names whom to ask and nobody else, and reaches no further than the scope', async () => {
    const all = await made(cast.secretary, {})
    expect(all.map(({ door }) => door.replaceAll(' ', ''))).toEqual([
      ...[1, 2, 3, 4, 5, 6].map((number) => `东区${number}号`),
      ...Array.from({ length: 12 }, (_, index) => `中区${index + 1}号`),
    ])
    expect(all[0]).toMatchObject({ village: '花厅口村', place: '第1网格 · 1-1-1' })
    const own = await made(cast.gridLead, { gridId: cast.grids['2-1']! })
    expect(own.map(({ worker }) => worker)).toEqual(['蔡中心户', '蔡中心户', ...Array<string>(4).fill('吴网格员')])
    expect((await made(cast.gridWorker, {})).map(({ place }) => place)).toEqual(
      Array<string>(6).fill('第2网格 · 2-1-1'),
    )
    expect(await refusalOf(made(cast.gridWorker, { householdIds: [at('东区1号').id] }))).toBe('not-found')
  })

  test('of doors that all have a slip says so', async () => {
    await made(cast.gridWorker, {})
    expect((await print(cast.gridWorker, { which: 'missing' })).json()).toMatchObject({ code: 'nothing-to-print' })
  })

  test('of two who print the same at once the second makes new ones: one slip of a door is valid', async () => {
    const householdIds = [at('中区5号').id]
    const both = await Promise.all([cast.gridWorker, cast.gridLead].map((who) => made(who, { householdIds })))
    const entered = await Promise.all(both.flat().map(({ code }) => refusalOf(enter(code))))
    expect(entered.toSorted()).toEqual([null, 'wrong-slip'].toSorted())
  })

  test('a village’s slips stay a small file, and two sheets at once do not mix', async () => {
    const slip = (await slipOf('中区5号')) satisfies PrintedSlip
    const many = (count: number, door: string) => Array.from({ length: count }, () => ({ ...slip, door }))
    const place = { pages: 'https://village.example', communityId: cast.communityId }
    const [one, other] = await Promise.all([
      slipSheets(many(9, '中区 5 号'), place),
      slipSheets(many(400, '霞霖社区东区北路3巷8弄12号楼3单元1201室'), place),
    ])
    expect(one!.toString('latin1')).toContain('/Count 2\n')
    expect(other!.toString('latin1')).toContain('/Count 50\n')
    expect(other!.length).toBeLessThan(1_500_000)
  })
})

describe('the address on the paper', () => {
  const printing = (of: TestApp, token: string) =>
    of.server.inject({
      method: 'POST',
      url: '/api/slips/print',
      headers: { authorization: `Bearer ${token}`, host: 'thief.example' },
      payload: { householdIds: [at('中区5号').id], which: 'all' },
    })

  test('is the public one; without it nothing is printed, and the slips there were stay good', async () => {
    const nowhere = await startTestApp({ PUBLIC_URL: '', COMMUNITY_KEYS_DIR: app.env.COMMUNITY_KEYS_DIR })
    nowhere.kernel.clock = app.kernel.clock
    const { code } = await slipOf('中区5号')
    const token = nowhere.server.issueToken(cast.gridWorker.sessionId)
    const reply = await printing(nowhere, token)
    expect([reply.statusCode, (reply.json() as { code: string }).code]).toEqual([409, 'pages-nowhere'])
    expect((await enter(code)).token).toBeTruthy()
    const demo = await startTestApp({ PUBLIC_URL: '', DEMO: 'on', COMMUNITY_KEYS_DIR: app.env.COMMUNITY_KEYS_DIR })
    demo.kernel.clock = app.kernel.clock
    expect((await printing(demo, demo.server.issueToken(cast.gridWorker.sessionId))).statusCode).toBe(200)
    expect((await printing(app, cast.gridWorker.token)).statusCode).toBe(200)
    await nowhere.close()
    await demo.close()
  })
})
