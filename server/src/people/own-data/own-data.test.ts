import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { listAudit } from '@gezhong/shared/audit/contract'
import type { Call } from '@gezhong/shared/client'
import { me } from '@gezhong/shared/grid/identity/contract'
import { confirmChain } from '@gezhong/shared/people/chain/contract'
import { askCorrection } from '@gezhong/shared/people/corrections/contract'
import { askForHome, joinHome, leaveHome, listHomeRequests } from '@gezhong/shared/people/homes/contract'
import { addResident, editHousehold, revealPhone } from '@gezhong/shared/people/ledger/contract'
import {
  changeOwnPhone,
  DELETE_SENTENCE,
  deleteOwnAccount,
  exportOwnData,
  readOwnData,
  type OwnData,
} from '@gezhong/shared/people/own-data/contract'
import { ownDataGroups } from '@gezhong/shared/people/own-data/words'
import { answerNotice, NoticeKind } from '@gezhong/shared/people/agreements/contract'
import { presentVersion } from '@gezhong/shared/people/agreements/notices'
import { answerProxy, askAsProxy, listProxies } from '@gezhong/shared/people/proxies/contract'
import { listDifferences } from '@gezhong/shared/people/reconciliation/contract'
import { householdReports, makeLineReport, makeReport, myHouseholds } from '@gezhong/shared/people/reports/contract'
import { sendSmsCode, signInBySms } from '@gezhong/shared/people/resident-sign-in/contract'
import { listStanding } from '@gezhong/shared/people/rolls/contract'
import pg from 'pg'
import { uuidv7 } from 'uuidv7'
import { clientOf, startTestApp, type TestApp } from '../../../test/app.ts'
import { addPersona, makeCast, type Cast } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'
import { startSmsStandIn, type SmsStandIn } from '../../../test/sms-stand-in.ts'
import { REGISTER } from '../../register.ts'
import { NOT_SHOWN, SHOWN } from './coverage.ts'

const DEVICE = 'the-device-of-this-test'

let app: TestApp
let cast: Cast
let sms: SmsStandIn
let keeper: pg.Client

beforeAll(async () => {
  sms = await startSmsStandIn()
  app = await startTestApp({ SMS: 'gateway', SMS_GATEWAY_URL: sms.url })
  keeper = new pg.Client({ connectionString: process.env.TEST_DATABASE_SUPERUSER_URL })
  await keeper.connect()
})

beforeEach(async () => {
  cast = await makeCast(app)
})

afterAll(async () => {
  await keeper.end()
  await app.close()
  await sms.close()
})

const at = (door: string) => cast.households[door]!

async function codeFor(phone: string): Promise<string> {
  await clientOf(app.server, null)(sendSmsCode, { body: { phone, deviceId: DEVICE, communityId: cast.communityId } })
  return sms.sent.at(-1)!.code
}

async function enter(phone: string): Promise<Call> {
  const body = { phone, deviceId: DEVICE, communityId: cast.communityId, code: await codeFor(phone) }
  const { token } = await clientOf(app.server, null)(signInBySms, { body })
  return clientOf(app.server, token)
}

/** Somebody who lives at this door and came by its number. */
async function livingAt(door: string): Promise<Call> {
  const call = await enter(at(door).phone)
  await call(joinHome, { params: { id: at(door).id } })
  for (const kind of NoticeKind.options)
    await call(answerNotice, {
      params: { kind },
      body: { version: presentVersion(kind), agreed: true, via: 'browser' },
    })
  return call
}

const say = (call: Call, door: string, more: object = {}) =>
  call(makeReport, {
    params: { id: cast.rollId },
    body: { id: uuidv7(), householdId: at(door).id, headcount: at(door).headcount, ...more },
  })

const remove = (call: Call) => call(deleteOwnAccount, { body: { sentence: DELETE_SENTENCE } })
const exported = async (call: Call, form: 'page' | 'text' | 'json') => call(exportOwnData, { body: { form } })

/** The audit log’s actions, newest first. */
const actions = async () =>
  (await cast.secretary.call(listAudit, { query: { size: 500 } })).rows.map(({ action }) => action)

describe('every table that tells of a person', () => {
  const personal = REGISTER.filter(({ columns }) => Object.values(columns).some((meaning) => meaning !== 'neutral'))

  test('is shown to that person, or named with a reason, and never both', () => {
    const known = [...SHOWN, ...Object.keys(NOT_SHOWN)]
    expect(known.toSorted()).toEqual(personal.map(({ name }) => name).toSorted())
    for (const reason of Object.values(NOT_SHOWN)) expect(reason.length).toBeGreaterThan(20)
  })

  test('and is called shown, really is read', async () => {
    const call = await livingAt('中区5号')
    const statements: string[] = []
    const query = jest.spyOn(pg.Client.prototype, 'query')
    query.mockClear()
    await call(readOwnData)
    for (const [asked] of query.mock.calls as unknown as [string | { text: string }][])
      statements.push(typeof asked === 'string' ? asked : asked.text)
    query.mockRestore()
    const read = statements.join('\n')
    expect(SHOWN.filter((name) => !new RegExp(`(FROM|JOIN|from|join) "?${name}"?\\b`).test(read))).toEqual([])
  })
})

describe('seeing', () => {
  /** Something in every place. */
  async function fill(call: Call): Promise<void> {
    const { gridWorker, secretary } = cast
    const params = { id: at('中区5号').id }
    await gridWorker.call(addResident, {
      params,
      body: { id: uuidv7(), name: '郑阿婆', ageGroup: 'adult', note: '有高血压', reason: '邻居说的' },
    })
    await gridWorker.call(editHousehold, {
      params,
      body: { headcount: 7, note: '脾气不好', revision: 1, reason: '邻居说的' },
    })
    await gridWorker.call(revealPhone, { params, body: { purpose: 'dial' } })
    await secretary.call(confirmChain, {
      params: { rollId: cast.rollId, gridId: cast.grids['2']! },
      body: { text: '1. 中区5号 3人\n2. 中区6号 4人 隔壁的秘密' },
    })
    await say(call, '中区5号', { headcount: 9, phone: '13655550000', remark: '要买尿片' })
    await call(askAsProxy, { body: { id: uuidv7(), text: '东区2号' } })
    await call(askCorrection, {
      body: { id: uuidv7(), householdId: params.id, about: 'not-here', text: '阿婆去女儿家了' },
    })
  }

  test('all that is held, each under its heading', async () => {
    const call = await livingAt('中区5号')
    await fill(call)
    const data = await call(readOwnData)
    expect(data.account).toMatchObject({ phonesMasked: [expect.stringContaining('····')], hasPassword: false })
    expect(data.account.sessions).toHaveLength(1)
    expect(data.bonds).toMatchObject([{ door: '中区5号', proxy: false, cameBy: 'phone', until: null }])
    const [household] = data.households
    expect(data.households).toHaveLength(1)
    expect(household).toMatchObject({ door: '中区5号', headcount: 7, people: [{ name: '郑阿婆' }] })
    expect(household!.changes.flatMap(({ fields }) => fields.map(({ field }) => field))).toEqual(
      expect.arrayContaining(['人数', '姓名']),
    )
    expect(household!.looks).toMatchObject([{ role: 'grid-worker' }])
    expect(data.reports.map(({ source, own, headcount }) => [source, own, headcount])).toEqual([
      ['self', true, 9],
      ['chain', false, 3],
    ])
    expect(data.reports[0]).toMatchObject({ remark: '要买尿片', phonesMasked: ['136····0000'], difference: 'open' })
    expect(data.reports[1]!.text).toContain('中区5号')
    expect(data.requests).toMatchObject([{ text: '东区2号', proxy: true, state: 'waiting' }])
    expect(data.corrections).toMatchObject([{ about: 'not-here', text: '阿婆去女儿家了', state: 'asked' }])
    const words = JSON.stringify(ownDataGroups(data))
    for (const shown of ['中区5号', '郑阿婆', '要买尿片', '网格员', '阿婆去女儿家了', '东区2号'])
      expect([shown, words.includes(shown)]).toEqual([shown, true])
    // Neither what workers note for each other, nor a name of theirs, nor the line of a neighbour, nor a full number.
    for (const hidden of ['高血压', '脾气不好', '邻居说的', '吴网格员', '隔壁的秘密', '中区6号', at('中区5号').phone])
      expect([hidden, JSON.stringify(data).includes(hidden)]).toEqual([hidden, false])
  })

  test('of others in the same household neither account nor phone nor words', async () => {
    const call = await livingAt('中区5号')
    await say(call, '中区5号', { phone: '13655550000', remark: '只有我知道' })
    const other = await addPersona(app, cast.communityId, '同住的人', 'resident', {
      householdId: at('中区5号').id,
      householdGridId: cast.grids['2-1-1']!,
    })
    await other.call(askCorrection, {
      body: { id: uuidv7(), householdId: at('中区5号').id, about: 'other', text: '同住人的请求' },
    })
    const seen = await other.call(readOwnData)
    expect(seen.reports).toMatchObject([{ own: false, headcount: 2, remark: '', phonesMasked: [] }])
    for (const hidden of ['0000', '只有我知道']) expect(JSON.stringify(seen)).not.toContain(hidden)
    const mine = JSON.stringify(await call(readOwnData))
    for (const hidden of ['同住的人', '同住人的请求']) expect(mine).not.toContain(hidden)
  })

  test('of a household that is looked after only that; of one that was left only when', async () => {
    const call = await livingAt('中区5号')
    await say(call, '中区5号', { remark: '走以前说的' })
    await say(cast.resident.call, '中区3号', { remark: '老人自己说的' })
    const id = uuidv7()
    await call(askAsProxy, { body: { id, text: '中区3号' } })
    await cast.resident.call(answerProxy, { params: { id }, body: { agreed: true } })
    await call(leaveHome, { params: { id: at('中区5号').id } })
    const data = await call(readOwnData)
    expect(data.households).toEqual([])
    expect(data.bonds.map(({ door, proxy, until }) => [door, proxy, until !== null])).toEqual([
      ['中区3号', true, false],
      [null, false, true],
    ])
    // One’s own word stays one’s own to read.
    expect(data.reports.map(({ remark }) => remark)).toEqual(['走以前说的'])
  })

  test('is empty for somebody of whom nothing is known, and tells the staff of their posts', async () => {
    const nobody = await cast.stranger.call(readOwnData)
    expect([nobody.households, nobody.reports, nobody.bonds, nobody.posts]).toEqual([[], [], [], []])
    expect((await cast.gridWorker.call(readOwnData)).posts).toMatchObject([{ role: 'grid-worker', gridCode: '2-1' }])
  })
})

describe('taking away', () => {
  test('as JSON holds what is seen and the own number in full, as page and text its words; each audited', async () => {
    const call = await livingAt('中区5号')
    await say(call, '中区5号', { remark: '<b>粗</b>&"引号"', phone: '13655550000' })
    const seen = await call(readOwnData)
    const file = await exported(call, 'json')
    expect(file.fileName).toMatch(/^我的数据-\d{4}-\d\d-\d\d\.json$/)
    const taken = JSON.parse(file.content) as OwnData & { ownPhones: string[] }
    expect(taken.ownPhones).toEqual([at('中区5号').phone])
    expect({ ...taken, readAt: '', account: null }).toMatchObject({ ...seen, readAt: '', account: null })
    const page = (await exported(call, 'page')).content
    expect(page).toContain(at('中区5号').phone)
    expect(page).toContain('&lt;b&gt;粗&lt;/b&gt;&amp;&quot;引号&quot;')
    expect(page).not.toMatch(/<b>|<script|13655550000/)
    expect((await exported(call, 'text')).content).toContain('【台账里我家】')
    expect((await actions()).filter((action) => action === 'own-data.exported')).toHaveLength(3)
    expect(JSON.stringify((await cast.secretary.call(listAudit, { query: { size: 500 } })).rows)).not.toContain('粗')
  })
})

describe('another phone', () => {
  const change = (call: Call, phone: string, code: string) =>
    call(changeOwnPhone, { body: { phone, code, deviceId: DEVICE } })

  test('is proved by its code, takes the place of the old one, and ends the other devices', async () => {
    const elsewhere = await livingAt('中区5号')
    await keeper.query("UPDATE sms_code SET sent_at = sent_at - interval '2 minutes'")
    const call = await enter(at('中区5号').phone)
    const code = await codeFor('13655550009')
    expect(await refusalOf(change(call, '13655550009', code === '000000' ? '000001' : '000000'))).toBe('wrong-sms-code')
    expect(await change(call, '13655550009', code)).toEqual({ phonesMasked: ['136····0009'] })
    expect(await refusalOf(change(call, '13655550009', code))).toBe('wrong-sms-code')
    expect(await refusalOf(elsewhere(me))).toBe('not-signed-in')
    const again = await enter('13655550009').catch(() => null)
    // Sent again within the minute.
    expect(again).toBe(null)
    await keeper.query("UPDATE sms_code SET sent_at = sent_at - interval '2 minutes'")
    const { grants } = await (await enter('13655550009'))(me)
    expect(grants.map(({ householdId }) => householdId)).toEqual([at('中区5号').id])
    const { grants: fresh } = await (await enter(at('中区5号').phone))(me)
    expect(fresh).toEqual([])
  })

  test('five wrong codes are enough, though each is refused in a reply', async () => {
    const call = await livingAt('中区5号')
    const code = await codeFor('13655550009')
    const wrong = code === '000000' ? '000001' : '000000'
    for (let tries = 0; tries < 5; tries += 1) await refusalOf(change(call, '13655550009', wrong))
    expect(await refusalOf(change(call, '13655550009', code))).toBe('wrong-sms-code')
  })

  test('is not one that somebody else signs in by, nor a new way in for who holds a post', async () => {
    const call = await livingAt('中区5号')
    await livingAt('中区6号')
    await keeper.query("UPDATE sms_code SET sent_at = sent_at - interval '2 minutes'")
    expect(await refusalOf(change(call, at('中区6号').phone, await codeFor(at('中区6号').phone)))).toBe('already-there')
    expect(await refusalOf(change(cast.gridWorker.call, '13655550008', await codeFor('13655550008')))).toBe(
      'not-allowed',
    )
  })
})

describe('deleting', () => {
  const NUMBER = '13655550000'

  /** Somebody with everything that goes, signed in twice. */
  async function leaving() {
    const door = '中区5号'
    const call = await livingAt(door)
    await say(call, door, { headcount: at(door).headcount, phone: NUMBER, remark: '要买尿片' })
    await call(askForHome, { body: { id: uuidv7(), text: '想认别的门牌' } })
    await call(askCorrection, { body: { id: uuidv7(), householdId: at(door).id, about: 'name', text: '别留我的名字' } })
    await keeper.query("UPDATE sms_code SET sent_at = sent_at - interval '2 minutes'")
    const second = await enter(at(door).phone)
    const { accountId } = await call(me)
    return { call, second, accountId }
  }

  const rowsOf = async (table: string, accountId: string) =>
    (await keeper.query(`SELECT * FROM ${table} WHERE account_id = $1`, [accountId])).rows

  test('takes what one gave, at once and everywhere, and leaves what the community must keep', async () => {
    const { call, second, accountId } = await leaving()
    const before = await cast.secretary.call(listStanding, { params: { id: cast.rollId }, query: { q: '中区5号' } })
    expect(before.rows).toMatchObject([{ state: 'differs' }])
    await remove(call)
    for (const each of [call, second]) expect(await refusalOf(each(me))).toBe('not-signed-in')
    for (const table of ['session', 'phone_sign_in', 'role_grant', 'home_request', 'correction', 'idempotency'])
      expect([table, await rowsOf(table, accountId)]).toEqual([table, []])
    const { rows } = await keeper.query('SELECT * FROM account WHERE id = $1', [accountId])
    expect(rows).toMatchObject([{ display_name: '已删除的账号', deleted_at: expect.any(Date) }])
    const [said] = await rowsOf('report', accountId)
    expect(said).toMatchObject({ headcount: at('中区5号').headcount, phones_sealed: null, phone_indexes: [] })
    expect([said!['remark_sealed'], said!['text_sealed']]).toEqual([null, null])
    // The number stays; the phone that differed is gone, and with it the case.
    const after = await cast.secretary.call(listStanding, { params: { id: cast.rollId }, query: { q: '中区5号' } })
    expect(after.rows).toMatchObject([{ state: 'reported', reported: at('中区5号').headcount }])
    const cases = await cast.secretary.call(listDifferences, { query: { roll: cast.rollId, state: 'open' } })
    expect(cases.total).toBe(0)
    expect((await cast.secretary.call(listHomeRequests)).requests).toEqual([])
    const log = (await cast.secretary.call(listAudit, { query: { action: 'account.deleted' } })).rows
    expect(log).toMatchObject([{ subjectId: accountId, detail: '' }])
  })

  test('leaves a number that differs as a case, and the words of a line go too', async () => {
    const call = await livingAt('中区5号')
    const body = { id: uuidv7(), householdId: at('中区5号').id, line: `中区5号 9人 ${NUMBER}` }
    await call(makeLineReport, { params: { id: cast.rollId }, body })
    await remove(call)
    const params = { id: cast.rollId, householdId: at('中区5号').id }
    const { reports } = await cast.secretary.call(householdReports, { params })
    expect(reports).toMatchObject([{ text: '', phonesMasked: [], headcount: 9, verdict: 'headcount-differs' }])
    expect(reports[0]!.byName).toBe('已删除的账号')
  })

  test('lets the same person begin again as somebody new, and vegetables go on by the household', async () => {
    const { call, accountId } = await leaving()
    await remove(call)
    await keeper.query("UPDATE sms_code SET sent_at = sent_at - interval '2 minutes'")
    const again = await livingAt('中区5号')
    expect((await again(me)).accountId).not.toBe(accountId)
    // What was said for the household is its own; who said it is nobody any more.
    expect((await again(readOwnData)).reports).toMatchObject([{ own: false, phonesMasked: [], remark: '' }])
    expect((await again(myHouseholds)).households).toHaveLength(1)
  })

  test('asked by two at once is done once; the later one is told so, or that nobody is signed in', async () => {
    const { call, second } = await leaving()
    const told = await Promise.all([remove(call), remove(second)].map(refusalOf))
    expect(told).toContain(null)
    expect([null, 'not-signed-in']).toEqual(expect.arrayContaining(told))
    expect((await actions()).filter((action) => action === 'account.deleted')).toHaveLength(1)
    expect(await refusalOf(remove(call))).toBe('not-signed-in')
  })

  test('is refused to who holds a post, also one that begins later, and changes nothing', async () => {
    for (const who of [cast.gridWorker, cast.secretary, cast.volunteer])
      expect(await refusalOf(remove(who.call))).toBe('has-post')
    const call = await livingAt('中区5号')
    await keeper.query(
      `INSERT INTO role_grant (community_id, id, account_id, role, grid_id, valid_from)
       VALUES ($1, $2, $3, 'guard', $4, now() + interval '2 days')`,
      [cast.communityId, uuidv7(), (await call(me)).accountId, cast.grids['2']],
    )
    expect(await refusalOf(remove(call))).toBe('has-post')
    expect((await call(me)).grants).toHaveLength(1)
  })

  test('needs the sentence', async () => {
    const call = await livingAt('中区5号')
    for (const body of [{}, { sentence: '' }, { sentence: '删除' }]) {
      const asked = call(deleteOwnAccount, { body: body as { sentence: typeof DELETE_SENTENCE } })
      expect(await refusalOf(asked)).toBe('not-valid')
    }
    expect((await call(me)).grants).toHaveLength(1)
  })

  test('a session opened by a sign-in that crossed it is no good', async () => {
    const { call, accountId } = await leaving()
    await remove(call)
    const late = await addPersona(app, cast.communityId, '迟到的', null)
    await keeper.query('UPDATE session SET account_id = $1 WHERE id = $2', [accountId, late.sessionId])
    expect(await refusalOf(late.call(me))).toBe('not-signed-in')
  })

  test('ends whom only this household’s people let in, unless somebody else lives there to answer', async () => {
    const lookAfter = async (call: Call) => {
      const daughter = await addPersona(app, cast.communityId, '女儿', null)
      const id = uuidv7()
      await daughter.call(askAsProxy, { body: { id, text: '中区5号' } })
      await call(answerProxy, { params: { id }, body: { agreed: true } })
      return async () => (await daughter.call(listProxies)).lookedAfter.length
    }
    const first = await livingAt('中区5号')
    const looked = await lookAfter(first)
    const other = await addPersona(app, cast.communityId, '同住的人', 'resident', {
      householdId: at('中区5号').id,
      householdGridId: cast.grids['2-1-1']!,
    })
    await remove(first)
    expect(await looked()).toBe(1)
    await remove(other.call)
    expect(await looked()).toBe(0)
  })

  test('a worker who left takes their own word away, not what they reported for others', async () => {
    const { gridWorker, secretary } = cast
    const reported = { remark: '老人要药', phone: NUMBER }
    await say(gridWorker.call, '中区5号', reported)
    await keeper.query('UPDATE role_grant SET revoked_at = now() WHERE account_id = $1', [gridWorker.accountId])
    await remove(gridWorker.call)
    const params = { id: cast.rollId, householdId: at('中区5号').id }
    const { reports } = await secretary.call(householdReports, { params })
    expect(reports).toMatchObject([{ remark: '老人要药', phonesMasked: ['136····0000'], byName: '已删除的账号' }])
  })
})
