import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { listAudit } from '@gezhong/shared/audit/contract'
import { setOffice } from '@gezhong/shared/grid/communities/contract'
import {
  agreementShares,
  answerNotice,
  listNotices,
  type MyNotice,
  type NoticeKind,
} from '@gezhong/shared/people/agreements/contract'
import { noticeOf, presentVersion } from '@gezhong/shared/people/agreements/notices'
import { confirmChain, readChain } from '@gezhong/shared/people/chain/contract'
import { decideHomeRequest } from '@gezhong/shared/people/homes/contract'
import { readOwnData } from '@gezhong/shared/people/own-data/contract'
import { askAsProxy } from '@gezhong/shared/people/proxies/contract'
import { listDifferences } from '@gezhong/shared/people/reconciliation/contract'
import { householdReports, makeLineReport, makeReport } from '@gezhong/shared/people/reports/contract'
import { changeRoll, listStanding, openRoll, rollProgress } from '@gezhong/shared/people/rolls/contract'
import pg from 'pg'
import { uuidv7 } from 'uuidv7'
import { transactAsSystem } from '../../database/transact.ts'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { addPersona, agreeToNotices, makeCast, type Cast, type Persona } from '../../../test/cast.ts'
import { refusalOf } from '../../../test/refusals.ts'
import { roleGrant } from '../../grid/team/tables.ts'
import { slip } from '../slips/tables.ts'
import { agreement } from './tables.ts'

let app: TestApp
let cast: Cast

beforeAll(async () => {
  app = await startTestApp()
})

beforeEach(async () => {
  cast = await makeCast(app)
})

afterAll(() => app.close())

const home = () => cast.households['中区3号']!
const version = presentVersion('privacy')

const noticeFor = async (who: Persona, kind: NoticeKind): Promise<MyNotice> =>
  (await who.call(listNotices)).notices.find((notice) => notice.kind === kind)!
const answer = (who: Persona, kind: NoticeKind, agreed: boolean, over: { version?: number } = {}) =>
  who.call(answerNotice, { params: { kind }, body: { version: presentVersion(kind), agreed, via: 'browser', ...over } })
const report = (who: Persona, body: object = {}, rollId = cast.rollId) =>
  who.call(makeReport, {
    params: { id: rollId },
    body: { id: uuidv7(), householdId: home().id, headcount: 4, ...body },
  })
const said = async (who: Persona, rollId = cast.rollId) =>
  (await who.call(householdReports, { params: { id: rollId, householdId: home().id } })).reports
const audit = async () => (await cast.secretary.call(listAudit, { query: { size: 50 } })).rows
const newcomer = async () => {
  const who = await addPersona(app, cast.communityId, '新居民', 'resident', {
    householdId: home().id,
    householdGridId: cast.grids['2-1-1']!,
  })
  await app.settle()
  return who
}

/** Of an account as it comes: never asked before. */
async function forgetAnswers(who: Persona): Promise<Persona> {
  await ownerQuery('DELETE FROM agreement WHERE account_id = $1', [who.accountId])
  return who
}

async function agreeing(who: Persona): Promise<Persona> {
  await agreeToNotices(app, cast.communityId, who.accountId)
  return who
}

async function live(who: Persona): Promise<void> {
  const place = { householdId: home().id, householdGridId: cast.grids['2-1-1']! }
  await transactAsSystem(app.kernel, cast.communityId, ({ db, communityId, now }) =>
    db
      .insert(roleGrant)
      .values({ communityId, id: uuidv7(), accountId: who.accountId, role: 'resident', ...place, validFrom: now }),
  )
  await app.settle()
}

async function ownerQuery(sql: string, values: unknown[]): Promise<void> {
  const keeper = new pg.Client({ connectionString: process.env.TEST_DATABASE_SUPERUSER_URL })
  await keeper.connect()
  await keeper.query(sql, values)
  await keeper.end()
}

async function testedRoll(): Promise<string> {
  const id = uuidv7()
  await cast.secretary.call(openRoll, { body: { id, title: '核酸第1轮', question: 'who-was-tested', gridId: null } })
  return id
}

describe('a notice', () => {
  test('names the community and its office, says all that the law wants, and leaves no blank to fill', async () => {
    expect(JSON.stringify(await noticeFor(cast.resident, 'privacy'))).toContain('花厅口村专班')
    await cast.secretary.call(setOffice, { body: { place: '村委会一楼便民窗口', officePhone: '0595-88123456' } })
    for (const kind of ['privacy', 'test-status'] as const) {
      const notice = await noticeFor(cast.resident, kind)
      const text = JSON.stringify(notice)
      for (const words of ['花厅口村', '到村委会一楼便民窗口，电话 0595-88123456', '销毁', '隐私与同意', '看得到'])
        expect([kind, words, text.includes(words)]).toEqual([kind, words, true])
      expect(text).not.toContain('undefined')
      for (const line of notice.parts.flatMap((part) => part.lines)) expect(line).toMatch(/。$/)
    }
  })

  test('is read by anybody signed in; who has a post is not asked', async () => {
    for (const who of [cast.gridWorker, cast.volunteer, cast.secretary])
      expect((await noticeFor(who, 'privacy')).asks).toBe(false)
    const stranger = await forgetAnswers(cast.stranger)
    expect(await noticeFor(stranger, 'privacy')).toMatchObject({ asks: true, answer: null, allows: false })
  })

  test('office: only the command post sets it, and no person’s number goes among the words', async () => {
    const body = { place: '村委会', officePhone: '' }
    expect(await refusalOf(cast.gridLead.call(setOffice, { body }))).toBe('not-allowed')
    expect(await refusalOf(cast.secretary.call(setOffice, { body: { ...body, officePhone: '问老林' } }))).toBe(
      'not-valid',
    )
    const numbered = cast.secretary.call(setOffice, { body: { ...body, place: '老林13800001111' } })
    expect(await refusalOf(numbered)).toBe('not-valid')
    await cast.secretary.call(setOffice, { body })
    expect((await audit())[0]).toMatchObject({ action: 'community.office-set', detail: '村委会' })
  })
})

describe('an answer', () => {
  test('is kept by turn, the last counts, each is audited, the same again adds nothing', async () => {
    const who = await forgetAnswers(cast.resident)
    expect(await answer(who, 'privacy', false)).toMatchObject({ answer: 'declined', asks: false, allows: false })
    expect(await answer(who, 'privacy', true)).toMatchObject({ answer: 'given', asks: false, allows: true })
    await answer(who, 'privacy', true)
    expect(await answer(who, 'privacy', false)).toMatchObject({ answer: 'withdrawn', allows: false })
    await answer(who, 'privacy', false)
    expect((await noticeFor(who, 'test-status')).answer).toBe(null)
    const lines = (await audit()).filter(({ action }) => action.startsWith('agreement.')).map(({ action }) => action)
    expect(lines).toEqual(['agreement.withdrawn', 'agreement.given', 'agreement.declined'])
  })

  test('to another version than the present one is not taken; a newer version is asked about again', async () => {
    expect(await refusalOf(answer(cast.resident, 'privacy', true, { version: version + 1 }))).toBe('notice-outdated')
    await ownerQuery('UPDATE agreement SET version = $2 WHERE account_id = $1', [cast.resident.accountId, version + 1])
    expect(await noticeFor(cast.resident, 'privacy')).toMatchObject({ asks: true, allows: false, answer: 'given' })
    expect(await refusalOf(report(cast.resident))).toBe('privacy-not-agreed')
  })

  test('two at once are one after the other', async () => {
    const who = await forgetAnswers(cast.resident)
    await Promise.all([true, false, true, false].map((agreed) => answer(who, 'privacy', agreed)))
    const turns = await transactAsSystem(app.kernel, cast.communityId, ({ db }) => db.select().from(agreement))
    const own = turns.filter((row) => row.accountId === who.accountId).map((row) => row.turn)
    expect(own.toSorted((a, b) => a - b)).toEqual(own.map((_, index) => index + 1))
  })
})

describe('without agreement', () => {
  test('a resident reports nothing online, and everything else goes on', async () => {
    const who = await forgetAnswers(cast.resident)
    for (const before of [false, true]) {
      if (before) await answer(who, 'privacy', false)
      expect(await refusalOf(report(who))).toBe('privacy-not-agreed')
      const line = { params: { id: cast.rollId }, body: { id: uuidv7(), householdId: home().id, line: '4人' } }
      expect(await refusalOf(who.call(makeLineReport, line))).toBe('privacy-not-agreed')
    }
    expect((await report(cast.gridWorker)).report.source).toBe('proxy')
    const params = { rollId: cast.rollId, gridId: cast.grids['2']! }
    await cast.gridLead.call(confirmChain, { params, body: { text: '1. 中区3号 4人 13800002003' } })
    expect(await said(who)).toHaveLength(2)
  })

  test('whoever holds the household’s slip reports with it: paper is not a person who agrees', async () => {
    const who = await forgetAnswers(await newcomer())
    await transactAsSystem(app.kernel, cast.communityId, ({ db, communityId, now }) =>
      db.insert(slip).values({
        communityId,
        id: uuidv7(),
        householdId: home().id,
        gridId: cast.grids['2-1-1']!,
        accountId: who.accountId,
        codeDigest: uuidv7(),
        madeAt: now,
        madeBy: cast.secretary.accountId,
        expiresAt: new Date(now.getTime() + 1e9),
      }),
    )
    expect(await noticeFor(who, 'privacy')).toMatchObject({ asks: false, allows: true, answer: null })
    expect((await report(who)).report.source).toBe('self')
    expect(await refusalOf(report(who, {}, await testedRoll()))).toBe('test-status-not-agreed')
  })

  test('to test status only the roll that asks for it is refused', async () => {
    const rollId = await testedRoll()
    await answer(cast.resident, 'test-status', false)
    expect(await refusalOf(report(cast.resident, {}, rollId))).toBe('test-status-not-agreed')
    expect((await report(cast.resident)).report.source).toBe('self')
    expect((await report(cast.gridWorker, {}, rollId)).report.source).toBe('proxy')
    await answer(cast.resident, 'test-status', true)
    expect((await report(cast.resident, {}, rollId)).report.source).toBe('self')
  })
})

describe('withdrawing', () => {
  test('privacy blanks number, remark and line of one’s own reports; people are still counted, nobody else’s word changes', async () => {
    const params = { rollId: cast.rollId, gridId: cast.grids['2']! }
    await cast.gridLead.call(confirmChain, { params, body: { text: '1. 中区3号 4人 13800002003 老人腿不好' } })
    const other = await newcomer()
    await report(other, { phone: '13800002003', remark: '邻居留的' })
    await report(cast.gridWorker, { phone: '13800002003', remark: '上门问的' })
    await report(cast.resident, { phone: '13900001111', remark: '要胰岛素' })
    const line = { id: uuidv7(), householdId: home().id, line: '4人 13900002222' }
    await cast.resident.call(makeLineReport, { params: { id: cast.rollId }, body: line })
    await app.settle()
    const { total: before } = await cast.secretary.call(listDifferences, { query: { state: 'open' } })
    expect(before).toBe(1)
    await answer(cast.resident, 'privacy', false)
    const rows = await said(cast.gridWorker)
    expect(
      rows.map(({ byName, headcount, remark, text, phonesMasked }) => [byName, headcount, remark, text, phonesMasked]),
    ).toEqual([
      ['陈网格长', 4, '老人腿不好', expect.stringContaining('中区3号'), ['138····2003']],
      ['新居民', 4, '邻居留的', '', ['138····2003']],
      ['吴网格员', 4, '上门问的', '', ['138····2003']],
      ['王居民', 4, '', '', []],
      ['王居民', 4, '', '', []],
    ])
    await app.settle()
    const { rows: standing } = await cast.secretary.call(listStanding, {
      params: { id: cast.rollId },
      query: { q: '中区3号' },
    })
    expect(standing[0]).toMatchObject({ state: 'reported', reported: 4 })
    // The number that differed is there no more, so nobody has to settle it.
    expect((await cast.secretary.call(listDifferences, { query: { state: 'open' } })).total).toBe(0)
    const view = await cast.gridLead.call(readChain, { params })
    expect(view.lines).toHaveLength(1)
    const [entry] = await audit()
    expect(entry).toMatchObject({
      action: 'agreement.withdrawn',
      detail: '个人信息告知书第1版，抹去2条上报里的电话和说明，0张自测照片',
    })
  })

  test('privacy blanks what was written as a proxy too, also in a roll that is over', async () => {
    const daughter = await addPersona(app, cast.communityId, '女儿', null)
    const id = uuidv7()
    await daughter.call(askAsProxy, { body: { id, text: '中区3号' } })
    await cast.gridWorker.call(decideHomeRequest, { params: { id }, body: { householdId: home().id } })
    await report(daughter, { remark: '妈妈腿不好' })
    await cast.secretary.call(changeRoll, { params: { id: cast.rollId }, body: { state: 'closed' } })
    await answer(daughter, 'privacy', false)
    expect(await said(cast.gridWorker)).toMatchObject([{ source: 'proxy', headcount: 4, remark: '' }])
  })

  test('test status takes back what one said was tested, and the household counts as missing again', async () => {
    const rollId = await testedRoll()
    await report(cast.resident, { headcount: 4 }, rollId)
    await report(cast.resident)
    const missing = async () => {
      await app.settle()
      const { grids } = await cast.secretary.call(rollProgress, { params: { id: rollId } })
      return grids.reduce((sum, grid) => sum + grid.missing, 0)
    }
    expect(await missing()).toBe(17)
    await answer(cast.resident, 'test-status', false)
    expect(await missing()).toBe(18)
    expect(await said(cast.gridWorker, rollId)).toMatchObject([{ state: 'withdrawn', headcount: null }])
    expect(await said(cast.gridWorker)).toMatchObject([{ state: 'standing', headcount: 4 }])
    expect((await audit())[0]!.detail).toBe(
      `检测情况单独同意书第${presentVersion('test-status')}版，撤掉1条自己报的检测人数，0次自测`,
    )
  })

  test('takes nothing back that was said in a post for a household one came to live in later, or had left', async () => {
    const rollId = await testedRoll()
    const who = await agreeing(cast.gridWorker)
    const said4 = (remark: string) => report(who, { headcount: 4, remark }, rollId)
    await said4('上门问的')
    await live(who)
    await said4('自家报的')
    await ownerQuery('UPDATE role_grant SET revoked_at = now() WHERE account_id = $1 AND household_id IS NOT NULL', [
      who.accountId,
    ])
    await app.settle()
    await said4('后来上门问的')
    const { reports } = await who.call(readOwnData)
    expect(reports.map(({ remark, source }) => [remark, source])).toEqual([['自家报的', 'self']])
    await answer(who, 'test-status', false)
    expect((await said(cast.gridLead, rollId)).map(({ remark, state }) => [remark, state])).toEqual([
      ['上门问的', 'standing'],
      ['', 'withdrawn'],
      ['后来上门问的', 'standing'],
    ])
    await answer(who, 'privacy', false)
    expect((await said(cast.gridLead, rollId)).map(({ remark }) => remark)).toEqual(['上门问的', '', '后来上门问的'])
  })

  test('waits for a report of the same moment: no number comes in behind it', async () => {
    const [reported] = await Promise.all([
      refusalOf(report(cast.resident, { phone: '13900001111' })),
      answer(cast.resident, 'privacy', false),
    ])
    expect([null, 'privacy-not-agreed']).toContain(reported)
    expect((await said(cast.gridWorker)).flatMap(({ phonesMasked }) => phonesMasked)).toEqual([])
  })
})

describe('the shares', () => {
  test('are numbers over the bound accounts that add up, for the leads and the command post', async () => {
    const declining = await forgetAnswers(await newcomer())
    await answer(declining, 'privacy', false)
    await forgetAnswers(await newcomer())
    await answer(cast.resident, 'test-status', false)
    const { shares } = await cast.gridLead.call(agreementShares)
    expect(shares).toEqual([
      { kind: 'privacy', version, bound: 3, given: 1, declined: 1, withdrawn: 0, unanswered: 1 },
      {
        kind: 'test-status',
        version: presentVersion('test-status'),
        bound: 3,
        given: 0,
        declined: 0,
        withdrawn: 1,
        unanswered: 2,
      },
    ])
    for (const who of [cast.gridWorker, cast.hubHousehold, cast.resident])
      expect(await refusalOf(who.call(agreementShares))).toBe('not-allowed')
  })
})

test('the texts are of one mind about their versions', () => {
  for (const kind of ['privacy', 'test-status'] as const)
    expect(noticeOf(kind, '', { place: '', officePhone: '' }).version).toBe(presentVersion(kind))
})
